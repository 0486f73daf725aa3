package heif

import (
	"fmt"
	"image"
	"math"

	"thumbpool/processor/format/piece"
)

// described are the properties of an item, as far as they are used.
type described struct {
	width, height int
	turned        transform
	config        []byte // of av1C or hvcC
	point         int    // of operation, of layered AV1
	depth         int    // bits of the deepest channel; 0 if it is not said
	channels      int
	auxiliary     string // what an auxiliary picture is
	colour        CICP
	icc           section
}

// describe reads the properties of an item in their order, which those that
// transform it are applied in (6.5.1), to what has been turned already.
func (f *File) describe(i *item, turned transform) (described, error) {
	d := described{turned: turned}
	for _, a := range i.has {
		if a.index == 0 {
			continue
		}
		if a.index > len(f.properties) {
			return d, fmt.Errorf("item %d has a property that is not there", i.id)
		}
		p := f.properties[a.index-1]
		if p.kind == "colr" {
			if err := f.readColour(p, &d); err != nil {
				return d, err
			}
			continue
		}
		if !known(p.kind) {
			if a.essential {
				return d, UnsupportedError(fmt.Sprintf("a picture with the property %q", p.kind))
			}
			continue
		}
		b, err := f.payload(a.index - 1)
		if err != nil {
			return d, err
		}
		t := &fields{b: b}
		d.take(p.kind, t)
		if err := t.err(); err != nil {
			return d, err
		}
	}
	return d, nil
}

// payload reads a property, once for all items that have it.
func (f *File) payload(index int) ([]byte, error) {
	if b, ok := f.payloads[index]; ok {
		return b, nil
	}
	p := f.properties[index]
	most := int64(maxProperty)
	if p.kind == "av1C" || p.kind == "hvcC" {
		most = maxConfig
	}
	if f.taken += p.len; p.len > most || f.taken > maxProperties {
		return nil, fmt.Errorf("the property %q has %d bytes", p.kind, p.len)
	}
	b, err := piece.Read(f.r, p.off, p.len)
	if err == nil {
		f.payloads[index] = b
	}
	return b, err
}

// known tells whether a property is read, or may be passed over although it is
// called essential.
func known(kind string) bool {
	switch kind {
	case "ispe", "av1C", "hvcC", "pixi", "auxC", "irot", "imir", "clap", "a1op",
		"lsel", "a1lx", "pasp", "rloc", "lhvC", "clli", "mdcv", "cclv", "amve", "tols", "oinf", "udes", "altt", "crtt", "mdft", "vvcC", "avcC", "jpgC", "j2kH", "cmpd", "uncC":
		return true
	}
	return false
}

// take reads a property, the colour but.
func (d *described) take(kind string, t *fields) {
	switch kind {
	case "ispe": // 6.5.3
		t.full()
		w, h := t.uint(4), t.uint(4)
		first := d.width == 0
		d.width, d.height = int(min(w, math.MaxInt32)), int(min(h, math.MaxInt32))
		if first && d.turned.orientation == 0 {
			d.turned = upright(d.width, d.height)
		}
	case "av1C", "hvcC":
		d.config = t.take(len(t.b))
	case "a1op":
		d.point = int(t.uint(1) & 31)
	case "pixi": // 6.5.6
		t.full()
		d.channels = int(t.uint(1))
		for range d.channels {
			d.depth = max(d.depth, int(t.uint(1)))
		}
	case "auxC": // 6.5.8
		t.full()
		d.auxiliary = t.text()
	case "irot": // 6.5.10
		for range t.uint(1) & 3 {
			d.turned.orientation = anticlockwise[d.turned.orientation]
		}
	case "imir": // 6.5.12
		if t.uint(1)&1 == 0 {
			d.turned.orientation = topDown[d.turned.orientation]
		} else {
			d.turned.orientation = sideways[d.turned.orientation]
		}
	case "clap":
		d.turned.crop(t)
	}
}

// readColour reads a property of colour (BMFF 12.1.5): code points, or where an
// ICC profile lies.
func (f *File) readColour(p box, d *described) error {
	if p.len < 4 {
		return nil
	}
	b, err := piece.Read(f.r, p.off, min(p.len, 11)) // 11 are all of code points
	if err != nil {
		return err
	}
	t := &fields{b: b}
	switch string(t.take(4)) {
	case "nclx":
		c := CICP{Primaries: int(t.uint(2)), Transfer: int(t.uint(2)), Matrix: int(t.uint(2)), FullRange: t.uint(1)>>7 != 0, Said: true}
		if t.err() == nil {
			d.colour = c
		}
	case "prof", "rICC":
		d.icc = section{p.off + 4, p.len - 4}
	}
	return nil
}

// transform is how a stored picture is shown: a part of it, and that turned.
type transform struct {
	part        image.Rectangle // of the picture as stored
	orientation int             // 1 to 8 as in EXIF; 0 where there is no picture yet
}

func upright(w, h int) transform { return transform{image.Rect(0, 0, w, h), 1} }

// Which orientation follows from another by a quarter turn against the clock, and
// by exchanging top and bottom or left and right.
var (
	anticlockwise = [9]int{0, 8, 5, 6, 7, 4, 1, 2, 3}
	topDown       = [9]int{0, 4, 3, 2, 1, 8, 7, 6, 5}
	sideways      = [9]int{0, 2, 1, 4, 3, 6, 5, 8, 7}
)

// size returns width and height as shown.
func (t transform) size() (w, h int) {
	if t.orientation >= 5 {
		return t.part.Dy(), t.part.Dx()
	}
	return t.part.Dx(), t.part.Dy()
}

// crop applies a clean aperture (BMFF 12.1.4.2): its size, and how far its middle
// is from the picture's, in fractions. One that reaches outside is none.
func (t *transform) crop(f *fields) {
	var v [4]float64
	for i := range v {
		n, d := f.uint(4), f.uint(4)
		if d == 0 || d > math.MaxInt32 {
			return
		}
		v[i] = float64(int32(n)) / float64(d)
	}
	w, h := t.size()
	cw, ch := math.Round(v[0]), math.Round(v[1])
	x, y := math.Round(v[2]+(float64(w)-v[0])/2), math.Round(v[3]+(float64(h)-v[1])/2)
	if cw < 1 || ch < 1 || x < 0 || y < 0 || x+cw > float64(w) || y+ch > float64(h) {
		return
	}
	r := image.Rect(int(x), int(y), int(x+cw), int(y+ch))
	stored := image.Rectangle{Min: t.stored(r.Min), Max: t.stored(r.Max)}.Canon()
	t.part = stored.Add(t.part.Min)
}

// stored returns where a corner as shown is in the part as stored.
func (t transform) stored(p image.Point) image.Point {
	w, h := t.part.Dx(), t.part.Dy()
	switch t.orientation {
	case 2:
		return image.Pt(w-p.X, p.Y)
	case 3:
		return image.Pt(w-p.X, h-p.Y)
	case 4:
		return image.Pt(p.X, h-p.Y)
	case 5:
		return image.Pt(p.Y, p.X)
	case 6:
		return image.Pt(p.Y, h-p.X)
	case 7:
		return image.Pt(w-p.Y, h-p.X)
	case 8:
		return image.Pt(w-p.Y, p.X)
	}
	return p
}
