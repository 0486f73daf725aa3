package tiff

import (
	"bufio"
	"errors"
	"image"
	"io"
)

// Header is what a TIFF says of its first picture.
type Header struct {
	Width, Height int // pixels as stored
	Orientation   int // 1 to 8
	HasAlpha      bool
	PixelBytes    int // bytes per pixel of the image that Decode returns
	Paletted      bool
	ExtraBytes    int64 // that Decode holds beside the image, at most
}

// ReadHeader reads the header of the first picture. The error is an
// UnsupportedError where Decode could not read the pixels.
func ReadHeader(r io.ReaderAt, size int64) (Header, error) {
	d, err := ReadPicture(r, size)
	if err != nil {
		return Header{}, err
	}
	l, err := readLayout(d)
	if err != nil {
		return Header{}, err
	}
	h := Header{Width: l.width, Height: l.height, Orientation: d.Orientation(), HasAlpha: l.alpha != 0, PixelBytes: 4}
	if l.colours == 1 && l.alpha == 0 {
		h.PixelBytes = 1
	}
	h.Paletted = l.photometric == paletted
	h.ExtraBytes = l.extraBytes(size)
	return h, nil
}

// extraBytes is what Decode holds beside the image: where the segments lie, and
// a row of one, or if it is a JPEG, the whole of it.
func (l *layout) extraBytes(size int64) int64 {
	const perSegment = 2 * (8 + 8) // offset and length, as they lie in the file and as numbers
	segments := min(size, int64(l.across)*int64(l.down)*int64(l.planes))
	rows := int64(l.segWidth) * int64(l.subY) * int64(l.samples) * int64(1+(l.bits+7)/8)
	extra := segments*perSegment + rows
	if l.compression == packJPEG {
		extra += int64(l.segWidth) * int64(l.segHeight) * segmentCost(l.samples)
	}
	return extra
}

// decoder holds the state of one Decode.
type decoder struct {
	*layout
	dir             *Directory
	offsets, counts []uint64 // of strips or tiles, plane after plane
	tables          []byte   // JPEG tables that all segments share

	pix    []byte // of the image
	stride int
	pixel  int // bytes of a pixel in pix

	convert func(out, samples []byte)

	file    *failing
	buffers [64]*bufio.Reader // of each plane, for one segment after the other
	zlibs   [64]io.ReadCloser
}

// failing is a file that says whether reading it has failed, for another reason
// than its end: then no other segment need be tried.
type failing struct {
	r   io.ReaderAt
	err error
}

func (f *failing) ReadAt(p []byte, off int64) (int, error) {
	n, err := f.r.ReadAt(p, off)
	if err != nil && !errors.Is(err, io.EOF) {
		f.err = err
	}
	return n, err
}

// Decode reads the first picture as an image of the type that fits it:
// image.Gray, image.Paletted, image.CMYK, image.RGBA, or image.NRGBA with alpha
// that the colours are not multiplied by. Strips and tiles that are missing or damaged
// are gray; then err is the first reason, and decoded the share of the
// picture that was read, 0 to 1.
func Decode(r io.ReaderAt, size int64) (img image.Image, decoded float64, err error) {
	file := &failing{r: r}
	dir, err := ReadPicture(file, size)
	if err != nil {
		return nil, 0, err
	}
	l, err := readLayout(dir)
	if err != nil {
		return nil, 0, err
	}
	d := &decoder{layout: l, dir: dir, file: file}
	if err := d.locate(); err != nil {
		return nil, 0, err
	}
	if img, err = d.newImage(); err != nil {
		return nil, 0, err
	}
	rows := 0.0
	for j := range d.down {
		for i := range d.across {
			n, segErr := d.segment(i, j)
			if file.err != nil {
				return nil, 0, file.err
			}
			rows += float64(n)
			if err == nil {
				err = segErr
			}
		}
	}
	return img, rows / float64(d.across*d.height), err
}

// locate reads where the strips or tiles lie.
func (d *decoder) locate() error {
	offsets, counts := uint16(tagStripOffsets), uint16(tagStripByteCounts)
	if d.tiled {
		offsets, counts = tagTileOffsets, tagTileByteCounts
	}
	most := int(min(d.dir.size, int64(d.across)*int64(d.down)*int64(d.planes)))
	d.offsets, d.counts = d.dir.Uints(offsets, most), d.dir.Uints(counts, most)
	if len(d.offsets) == 0 {
		return errors.New("it does not say where the pixels are")
	}
	if len(d.counts) < len(d.offsets) { // some old writers leave them out
		d.counts = make([]uint64, len(d.offsets))
		for i := range d.counts {
			d.counts[i] = uint64(d.dir.size)
		}
	}
	if d.compression == packJPEG {
		const mostTables = 1 << 16
		d.tables = d.dir.Bytes(tagJPEGTables, mostTables)
	}
	return nil
}

// newImage makes the image that Decode returns.
func (d *decoder) newImage() (image.Image, error) {
	rect := image.Rect(0, 0, d.width, d.height)
	switch {
	case d.photometric == paletted:
		palette, err := d.palette(d.dir)
		if err != nil {
			return nil, err
		}
		img := image.NewPaletted(rect, palette)
		d.pix, d.stride, d.pixel = img.Pix, img.Stride, 1
		d.convert = d.toGray
		return img, nil
	case d.colours == 1 && d.alpha == 0:
		img := image.NewGray(rect)
		d.pix, d.stride, d.pixel = img.Pix, img.Stride, 1
		d.convert = d.toGray
		return img, nil
	}
	img := image.NewRGBA(rect)
	d.pix, d.stride, d.pixel = img.Pix, img.Stride, 4
	if d.inks() {
		d.convert = d.toInks
		return &image.CMYK{Pix: img.Pix, Stride: img.Stride, Rect: rect}, nil
	}
	d.convert = d.toColour()
	if d.alpha == alphaUnassociated {
		return &image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: rect}, nil
	}
	return img, nil
}

// inks reports whether the image is one of inks. With alpha there is none.
func (d *decoder) inks() bool { return d.photometric == cmyk && d.alpha == 0 }

// segment decodes the strip or tile in column i and row j, fills what does not
// come with gray, and returns how many of its rows came.
func (d *decoder) segment(i, j int) (rows int, err error) {
	rect := image.Rect(i*d.segWidth, j*d.segHeight, (i+1)*d.segWidth, (j+1)*d.segHeight).Intersect(image.Rect(0, 0, d.width, d.height))
	if d.compression == packJPEG {
		rows, err = d.jpegSegment(rect, j*d.across+i)
	} else {
		rows, err = d.rows(rect, i, j)
	}
	for y := rect.Min.Y + rows; y < rect.Max.Y; y++ {
		out := d.row(rect, y)
		for x := range out {
			out[x] = 0x80
		}
		for x := 3; x < len(out) && d.pixel == 4; x += 4 {
			out[x] = 0xFF
			if d.inks() { // black alone makes this gray
				out[x-3], out[x-2], out[x-1], out[x] = 0, 0, 0, 0x7F
			}
		}
	}
	return rows, err
}

// row returns the bytes of row y of the image within rect.
func (d *decoder) row(rect image.Rectangle, y int) []byte {
	return d.pix[y*d.stride+rect.Min.X*d.pixel : y*d.stride+rect.Max.X*d.pixel]
}

// rows decodes a strip or tile row by row, so that it needs no memory but for
// a row. Where samples have planes of their own, all planes are read at once.
func (d *decoder) rows(rect image.Rectangle, i, j int) (rows int, err error) {
	var readers [64]io.Reader
	for p := range d.planes {
		if readers[p], err = d.open(p, (p*d.down+j)*d.across+i, rect.Dy()); err != nil {
			return 0, err
		}
	}
	inPlane := d.samples / d.planes // samples of a pixel in one plane
	raw := make([]byte, d.rawLen(inPlane))
	samples := make([]byte, d.segWidth*d.samples*d.subY)
	for y := rect.Min.Y; y < rect.Max.Y; y += d.subY {
		for p, r := range readers[:d.planes] {
			if _, err := io.ReadFull(r, raw); err != nil {
				return y - rect.Min.Y, d.cutShort((p*d.down+j)*d.across+i, err)
			}
			d.unpredict(raw, inPlane)
			if d.subX*d.subY > 1 {
				d.spread(samples, raw)
			} else {
				d.expand(samples[p:], d.samples/inPlane, raw, d.segWidth*inPlane)
			}
		}
		for k := 0; k < d.subY && y+k < rect.Max.Y; k++ {
			d.convert(d.row(rect, y+k), samples[k*d.segWidth*d.samples:])
		}
	}
	return rect.Dy(), nil
}

// rawLen is the length in bytes of one row of a segment in one plane; with
// subsampled chroma, of as many rows as share their chroma.
func (d *decoder) rawLen(inPlane int) int {
	if d.subX*d.subY > 1 {
		return (d.segWidth + d.subX - 1) / d.subX * (d.subX*d.subY + 2)
	}
	return (d.segWidth*inPlane*d.bits + 7) / 8
}

// cutShort gives the end of segment n its meaning: the file ends early, or the
// segment holds too little.
func (d *decoder) cutShort(n int, err error) error {
	switch {
	case !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		return err
	case d.counts[n] > uint64(d.dir.size)-d.offsets[n]:
		return io.ErrUnexpectedEOF
	}
	return errors.New("a strip or tile in it is too short")
}

// open returns the unpacked bytes of segment n of plane p, which has the given
// height. They are to be read before the next segment of the plane is opened.
func (d *decoder) open(p, n, height int) (io.Reader, error) {
	section, err := d.section(n)
	if err != nil {
		return nil, err
	}
	return d.unpack(p, section, height)
}

// section returns the packed bytes of segment n.
func (d *decoder) section(n int) (*io.SectionReader, error) {
	if n >= len(d.offsets) || d.offsets[n] >= uint64(d.dir.size) {
		return nil, io.ErrUnexpectedEOF
	}
	off := int64(d.offsets[n])
	return io.NewSectionReader(d.dir.r, off, int64(min(d.counts[n], uint64(d.dir.size-off)))), nil
}

// bigEndian tells the byte order of samples.
func (d *decoder) bigEndian() bool { return d.dir.order.Uint16([]byte{0, 1}) == 1 }
