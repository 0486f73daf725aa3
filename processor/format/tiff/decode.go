package tiff

import (
	"context"
	"errors"
	"image"
	"image/color"
	"io"
)

// Header is what a TIFF says of its picture.
type Header struct {
	Width, Height int // pixels as stored, or as many as are square
	Orientation   int // 1 to 8
	HasAlpha      bool
	PixelBytes    float64 // per pixel that Decode holds as an image
	Paletted      bool
	ExtraBytes    int64 // that Decode holds beside the image, at most
}

// ReadHeader reads the header of the picture that [ReadPicture] finds. The error
// is an UnsupportedError where Decode could not read the pixels.
func ReadHeader(r io.ReaderAt, size int64) (Header, error) {
	d, err := ReadPicture(r, size)
	if err != nil {
		return Header{}, err
	}
	l, err := readLayout(d)
	if err != nil {
		return Header{}, err
	}
	h := Header{Width: l.shownWidth, Height: l.shownHeight, Orientation: d.Orientation(), HasAlpha: l.alpha != 0 && l.photometric != cmyk, PixelBytes: 4}
	switch {
	case l.isStretched():
		h.PixelBytes = 2 // before and after it
	case l.colours == 1 && l.alpha == 0:
		h.PixelBytes = 1
	}
	if ratio, ok := l.chromaRatio(); ok {
		m := image.NewYCbCr(image.Rect(0, 0, 4, 4), ratio)
		h.PixelBytes = float64(len(m.Y)+2*len(m.Cb)) / float64(len(m.Y))
	}
	h.Paletted = l.photometric == paletted && l.alpha == 0
	h.ExtraBytes = l.extraBytes(size)
	return h, nil
}

// extraBytes is what Decode holds beside the image: where the segments lie, a
// few rows of one, and what its compression takes.
func (l *layout) extraBytes(size int64) int64 {
	const perSegment = 2 * (8 + 8) // offset and length, as they lie in the file and as numbers
	segments := min(size, int64(l.across)*int64(l.down)*int64(l.planes))
	rows := int64(l.segWidth) * int64(l.subY) * int64(l.samples) * int64(1+2*((l.bits+7)/8))
	return segments*perSegment + rows + l.codec.bytes*int64(l.planes)
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

	chroma  *image.YCbCr // where it is the image
	palette color.Palette
	expand  func(out, row []byte, p int)
	convert func(out, samples []byte)

	number     func(row []byte, i int) float64
	dark, gain float64 // of numbers; dark is 0 of 255, and gain makes 255 of white
	light      bool    // they are amounts of it
	span       span
	apart      []byte // a row whose bytes are put together

	packed []byte  // a JPEG
	fault  error   // of one that was decoded in spite of it
	faulty float64 // the share of it that is lost

	file      *failing
	unpackers [64]unpacker // of each plane
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

// Decode reads the picture that [ReadPicture] finds as an image of the type that
// fits it: image.Gray, image.Paletted, image.CMYK, image.RGBA, or image.NRGBA
// with alpha that the colours are not multiplied by. CMYK with alpha lies on
// paper without ink. Strips and tiles that are missing or damaged are gray; then
// err is the first reason, and decoded the share of the picture that was read,
// 0 to 1.
func Decode(ctx context.Context, r io.ReaderAt, size int64) (img image.Image, decoded float64, err error) {
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
	if decoded, err = d.all(ctx); file.err != nil {
		return nil, 0, file.err
	}
	if unsupported := UnsupportedError(""); errors.As(err, &unsupported) {
		return nil, 0, err
	}
	if gray, ok := img.(*image.Gray); ok && l.isStretched() {
		img = l.stretch(gray)
	}
	return img, decoded, err
}

// all decodes all segments, and returns the share of rows that came.
func (d *decoder) all(ctx context.Context) (decoded float64, err error) {
	d.number = d.numbers()
	if d.needsSpan() {
		convert := d.convert
		d.expand, d.convert = d.measure, func(_, _ []byte) {}
		if _, _ = d.segments(ctx); d.file.err != nil { // what fails will again
			return 0, d.file.err
		}
		d.convert = convert
	}
	black, white, light := d.blackAndWhite()
	d.dark, d.gain, d.light = black, 255/(white-black), light
	d.expand = d.expander()
	return d.segments(ctx)
}

func (d *decoder) segments(ctx context.Context) (decoded float64, err error) {
	rows := 0.0
	for j := range d.down {
		for i := range d.across {
			n, segErr := d.segment(ctx, i, j)
			if d.file.err == nil {
				d.file.err = ctx.Err()
			}
			if d.file.err != nil {
				return 0, d.file.err
			}
			if segErr == nil && d.fault != nil {
				segErr, d.fault = d.fault, nil
				rows -= float64(n) * d.faulty
			}
			rows += float64(n)
			if err == nil {
				err = segErr
			}
		}
	}
	return rows / float64(d.across*d.height), err
}

// locate reads where the strips or tiles lie.
func (d *decoder) locate() error {
	offsets, counts := uint16(tagStripOffsets), uint16(tagStripByteCounts)
	if d.tiled {
		offsets, counts = tagTileOffsets, tagTileByteCounts
	}
	most := int(min(d.dir.size, int64(d.across)*int64(d.down)*int64(d.planes)))
	if d.compression == packOldJPEG {
		most = min(d.height, mostOldStrips)
	}
	d.offsets, d.counts = d.dir.Uints(offsets, most), d.dir.Uints(counts, most)
	if len(d.offsets) == 0 && d.compression != packOldJPEG {
		return errors.New("it does not say where the pixels are")
	}
	if len(d.counts) < len(d.offsets) { // some old writers leave them out
		d.counts = make([]uint64, len(d.offsets))
		for i := range d.counts {
			d.counts[i] = uint64(d.dir.size)
		}
	}
	if d.compression == packJPEG {
		d.tables = d.dir.Bytes(tagJPEGTables, mostTables)
	}
	return nil
}

// newImage makes the image that Decode returns.
func (d *decoder) newImage() (image.Image, error) {
	rect := image.Rect(0, 0, d.width, d.height)
	if d.photometric == paletted {
		var err error
		if d.palette, err = d.readPalette(d.dir); err != nil {
			return nil, err
		}
	}
	switch {
	case d.photometric == paletted && d.alpha == 0:
		img := image.NewPaletted(rect, d.palette)
		d.pix, d.stride, d.pixel = img.Pix, img.Stride, 1
		d.convert = d.toGray
		return img, nil
	case d.colours == 1 && d.alpha == 0:
		img := image.NewGray(rect)
		d.pix, d.stride, d.pixel = img.Pix, img.Stride, 1
		d.convert = d.toGray
		return img, nil
	case d.photometric == cmyk:
		img := image.NewCMYK(rect)
		d.pix, d.stride, d.pixel = img.Pix, img.Stride, 4
		d.convert = d.toCMYK
		return img, nil
	}
	if ratio, ok := d.chromaRatio(); ok {
		d.chroma = image.NewYCbCr(rect, ratio)
		return d.chroma, nil
	}
	img := image.NewRGBA(rect)
	d.pix, d.stride, d.pixel = img.Pix, img.Stride, 4
	d.convert = d.toColour()
	if d.alpha == alphaUnassociated {
		return &image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: rect}, nil
	}
	return img, nil
}
