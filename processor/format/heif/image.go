package heif

import (
	"errors"
	"fmt"
	"image"

	"thumbpool/processor/format/piece"
)

// Image is a picture in a file: one that is coded, or one that is made of others.
type Image struct {
	// Width and Height are as stored, before Part is cut out of it and that is
	// turned by Orientation, which is one of EXIF's, 1 to 8.
	Width, Height int
	Part          image.Rectangle
	Orientation   int
	// Colour and profile are what the boxes say of its colours; ICC tells where a
	// profile lies in the file, of length 0 if there is none.
	Colour CICP
	icc    section
	// Alpha is its transparency: luma, in a picture of its own size or another. It
	// is nil for a picture that has none. Premultiplied tells that colours are
	// multiplied by it already.
	Alpha         *Image
	Premultiplied bool

	coded  *coded    // the picture is coded
	tiles  []*Image  // or it is put together from these,
	places []placed  // which lie here
	ground [4]uint16 // of an overlay: red, green, blue and alpha beneath
	over   bool      // tiles may overlap and leave the ground free
}

// coded is a picture that is coded.
type coded struct {
	codec  string
	config []byte
	point  int
	data   []section
	// missing is why there is no data: a grid is worth showing without one tile.
	missing error
	form    form
}

// placed is where the upper left corner of a tile lies.
type placed struct{ x, y int }

// Picture returns the picture of a file: what its tables call the primary item,
// or else the first picture of a sequence. Errors wrap [UnsupportedError] where it
// is lawful but not read.
func (f *File) Picture() (*Image, error) {
	if len(f.items) == 0 {
		return f.firstSample()
	}
	id := f.primary
	if i := f.items[id]; i == nil || i.kind == "" {
		id = f.firstShown()
	}
	t := &tree{file: f, derived: maxDerived, tiles: maxTiles}
	img, err := t.image(id, true)
	if err != nil {
		return nil, err
	}
	if img.Width <= 0 || img.Height <= 0 {
		return nil, errors.New("the size of the picture is missing")
	}
	if t.pixels > maxRepeat*float64(img.Width)*float64(img.Height)+spare {
		return nil, errors.New("the picture is put together from far more pixels than it has")
	}
	return img, nil
}

// Codec is the type of the items that the picture is made of, of the first of them.
func (img *Image) Codec() string { return img.leaf().codec }

// Gray tells whether the picture has no colour.
func (img *Image) Gray() bool { return !img.over && img.leaf().form.subX == 0 }

// Profile returns the ICC profile of a picture, nil if there is none, none that can
// be read or one of more bytes.
func (f *File) Profile(img *Image, most int64) []byte {
	if img.icc.len == 0 || img.icc.len > most {
		return nil
	}
	b, err := piece.Read(f.r, img.icc.off, img.icc.len)
	if err != nil {
		return nil
	}
	return b
}

// Head returns the first coded picture that a picture is made of, with the first
// bytes of its data, so many at most.
func (f *File) Head(img *Image, most int64) (Coded, error) {
	c := img.leaf()
	if c.missing != nil {
		return Coded{}, c.missing
	}
	b, err := f.read(c.data, most)
	return Coded{Codec: c.codec, Config: c.config, Data: b}, err
}

// firstShown returns the first item that is a picture and not hidden.
func (f *File) firstShown() uint32 {
	for _, id := range f.order {
		if i := f.items[id]; !i.hidden && (isCoded(i.kind) || isDerived(i.kind)) {
			return id
		}
	}
	return 0
}

func isCoded(kind string) bool { return kind == "av01" || kind == "hvc1" || kind == "hev1" }

func isDerived(kind string) bool { return kind == "grid" || kind == "iovl" || kind == "iden" }

// tree builds the picture of an item, and ends where there is no end of it.
type tree struct {
	file           *File
	derived, tiles int     // how many more there may be
	pixels         float64 // of all coded pictures
}

// image returns the picture of an item; with alpha, if there is one and it is
// asked for.
func (t *tree) image(id uint32, alpha bool) (*Image, error) {
	i := t.file.items[id]
	if i == nil {
		return nil, errors.New("the picture is not in the table of items")
	}
	img := &Image{}
	var d described
	var err error
	switch {
	case isCoded(i.kind):
		d, err = t.coded(img, i)
	case isDerived(i.kind):
		if t.derived--; t.derived < 0 {
			return nil, errTooMany
		}
		switch i.kind {
		case "grid":
			d, err = t.grid(img, i, alpha)
		case "iovl":
			d, err = t.overlay(img, i)
		default:
			return t.identity(i, alpha)
		}
	case i.kind == "":
		return nil, errors.New("nothing tells what the picture is")
	default:
		return nil, UnsupportedError(fmt.Sprintf("a HEIF picture coded as %q", i.kind))
	}
	if err != nil {
		return nil, err
	}
	img.turn(d)
	if alpha && img.Alpha == nil {
		err = t.alpha(img, id)
	}
	return img, err
}

// turn takes over what the properties of the picture say.
func (img *Image) turn(d described) {
	img.Part, img.Orientation = d.turned.part, d.turned.orientation
	if d.colour.Said {
		img.Colour = d.colour
	}
	if d.icc.len > 0 {
		img.icc = d.icc
	}
}

// coded builds a coded picture.
func (t *tree) coded(img *Image, i *item) (described, error) {
	if t.tiles--; t.tiles < 0 {
		return described{}, errTooMany
	}
	d, err := t.file.describe(i, transform{})
	if err != nil {
		return d, err
	}
	c := &coded{codec: i.kind, config: d.config, point: d.point}
	if c.form, err = formOf(c.codec, d); err != nil {
		return d, err
	}
	if img.Width, img.Height, img.coded = d.width, d.height, c; img.Width <= 0 || img.Height <= 0 {
		return d, errors.New("the size of the picture is missing")
	}
	t.pixels += float64(img.Width) * float64(img.Height)
	c.data, c.missing = t.file.sections(i, 0)
	if _, lawful := errors.AsType[UnsupportedError](c.missing); lawful {
		return d, c.missing
	}
	return d, nil
}

// alpha looks for the transparency of an item among what goes along with it
// (6.5.8; its name in files before 2020, too). Depth, gain maps and others are
// passed over.
func (t *tree) alpha(img *Image, id uint32) error {
	for _, aux := range t.file.auxiliaries[id] {
		i := t.file.items[aux]
		if i == nil || !t.isAlpha(i) {
			continue
		}
		a, err := t.image(aux, false)
		if err != nil {
			return err
		}
		img.Alpha = a
		for _, to := range t.file.references[relation{id, "prem"}] {
			img.Premultiplied = img.Premultiplied || to == aux
		}
		return nil
	}
	return nil
}

func (t *tree) isAlpha(i *item) bool {
	for _, a := range i.has {
		if a.index < 1 || a.index > len(t.file.properties) || t.file.properties[a.index-1].kind != "auxC" {
			continue
		}
		b, err := t.file.payload(a.index - 1)
		f := &fields{b: b}
		f.full()
		if name := f.text(); err == nil && (name == "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha" || name == "urn:mpeg:hevc:2015:auxid:1") {
			return true
		}
	}
	return false
}

// identity builds a picture that is another, turned (6.6.2.1).
func (t *tree) identity(i *item, alpha bool) (*Image, error) {
	from := t.file.references[relation{i.id, "dimg"}]
	if len(from) != 1 {
		return nil, errors.New("a picture that is another has not one")
	}
	img, err := t.image(from[0], alpha)
	if err != nil {
		return nil, err
	}
	d, err := t.file.describe(i, transform{img.Part, img.Orientation})
	if err != nil {
		return nil, err
	}
	img.turn(d)
	if alpha && img.Alpha == nil {
		err = t.alpha(img, i.id)
	}
	return img, err
}

// head reads the data of a derived picture, which is a few numbers (6.6.2).
func (t *tree) head(i *item) (f *fields, size int, err error) {
	const most = 16 + 8*maxTiles
	parts, err := t.file.sections(i, 0)
	if err != nil {
		return nil, 0, err
	}
	b, err := t.file.read(parts, most)
	f = &fields{b: b}
	if v := f.uint(1); v != 0 {
		return nil, 0, UnsupportedError(fmt.Sprintf("version %d of a %q", v, i.kind))
	}
	size = 2
	if f.uint(1)&1 != 0 {
		size = 4
	}
	return f, size, err
}

// tilesOf builds the pictures that an item is made of.
func (t *tree) tilesOf(img *Image, i *item, alpha bool) error {
	for _, id := range t.file.references[relation{i.id, "dimg"}] {
		tile, err := t.image(id, alpha)
		if err != nil {
			return err
		}
		if !tile.plain() {
			return UnsupportedError("a picture that is put together from turned ones")
		}
		img.tiles = append(img.tiles, tile)
	}
	if len(img.tiles) == 0 {
		return errors.New("a picture that is made of others has none")
	}
	// Colours are often said of the tiles alone.
	img.Colour, img.icc = img.tiles[0].Colour, img.tiles[0].icc
	return nil
}

// plain tells whether all of the picture is shown as it is stored.
func (img *Image) plain() bool {
	return img.Orientation == 1 && img.Part == image.Rect(0, 0, img.Width, img.Height)
}

// grid builds a picture of tiles beside and below one another (6.6.2.3).
func (t *tree) grid(img *Image, i *item, alpha bool) (described, error) {
	f, size, err := t.head(i)
	if err != nil {
		return described{}, err
	}
	rows, columns := int(f.uint(1))+1, int(f.uint(1))+1
	img.Width, img.Height = int(f.uint(size)), int(f.uint(size))
	if err := f.err(); err != nil {
		return described{}, err
	}
	if err := t.tilesOf(img, i, alpha); err != nil {
		return described{}, err
	}
	if len(img.tiles) < rows*columns {
		return described{}, fmt.Errorf("the picture has %d tiles where %d × %d are said", len(img.tiles), columns, rows)
	}
	img.tiles = img.tiles[:rows*columns]
	first := img.tiles[0]
	for n, tile := range img.tiles {
		if tile.Width != first.Width || tile.Height != first.Height {
			return described{}, errors.New("the tiles of the picture have not one size")
		}
		img.places = append(img.places, placed{n % columns * first.Width, n / columns * first.Height})
	}
	if img.Width > columns*first.Width || img.Height > rows*first.Height {
		return described{}, errors.New("the tiles are smaller than the picture")
	}
	return t.file.describe(i, upright(img.Width, img.Height))
}

// overlay builds a picture of others in layers (6.6.2.2).
func (t *tree) overlay(img *Image, i *item) (described, error) {
	f, size, err := t.head(i)
	if err != nil {
		return described{}, err
	}
	for c := range img.ground {
		img.ground[c] = uint16(f.uint(2))
	}
	img.over = true
	img.Width, img.Height = int(f.uint(size)), int(f.uint(size))
	if err := t.tilesOf(img, i, true); err != nil {
		return described{}, err
	}
	for range img.tiles {
		x, y := f.uint(size), f.uint(size)
		if size == 2 {
			img.places = append(img.places, placed{int(int16(x)), int(int16(y))})
		} else {
			img.places = append(img.places, placed{int(int32(x)), int(int32(y))})
		}
	}
	if err := f.err(); err != nil {
		return described{}, err
	}
	return t.file.describe(i, upright(img.Width, img.Height))
}
