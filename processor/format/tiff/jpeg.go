package tiff

import (
	"context"
	"errors"
	"image"
	"io"

	"thumbpool/processor/format/piece"
	"thumbpool/processor/jpeg"
)

const (
	startOfImage = "\xFF\xD8"
	endOfImage   = "\xFF\xD9"
)

// mostTables is how many bytes of tables there may be apart from the scans.
const mostTables = 1 << 16

// jpegCodec finds out what JPEG takes, from the header of the first segment.
func (l *layout) jpegCodec(dir *Directory) (codecCost, error) {
	d := &decoder{layout: l, dir: dir}
	c := codecCost{jpeg: int64(l.segWidth) * int64(l.segHeight) * int64(l.samples/l.planes)}
	if err := d.locate(); err != nil {
		return c, nil //nolint:nilerr // Decode will say so
	}
	for n := range d.offsets {
		if section, err := d.section(n); err == nil {
			c.packed = max(c.packed, l.jpegLength(section))
		}
	}
	head, err := d.jpegHead(&c)
	if err != nil {
		return c, nil //nolint:nilerr // as above
	}
	h, err := jpeg.ReadHeader(head)
	switch {
	case errors.Is(err, jpeg.ErrUnsupported):
		return c, jpegError(err)
	case err == nil && h.Width <= l.segWidth+mostBeyond && h.Height <= l.segHeight+mostBeyond:
		c.header = h
		c.jpeg = h.DecodeBytes([4]jpeg.Scale{})
	}
	c.bytes = c.jpeg + c.packed
	return c, nil
}

// jpegLength is how many bytes of a segment are read: there may be very many that
// share theirs, and no JPEG is four times as long as its pixels.
func (l *layout) jpegLength(section *io.SectionReader) int64 {
	const head = 1 << 16
	return min(section.Size(), 4*int64(l.segWidth)*int64(l.segHeight)*int64(l.samples/l.planes)+head)
}

// mostBeyond is how many pixels more than its place a JPEG may have on a side.
const mostBeyond = 16

// jpegHead returns the beginning of the first JPEG, up to its scan at least.
func (d *decoder) jpegHead(c *codecCost) ([]byte, error) {
	if d.compression == packOldJPEG {
		var o oldStream
		if err := o.gather(d); err != nil {
			return nil, err
		}
		c.packed = o.length()
		return append(o.head, endOfImage...), nil
	}
	const most = 1 << 17
	section, err := d.section(0)
	if err != nil {
		return nil, err
	}
	return piece.Read(section, 0, min(section.Size(), most))
}

// jpegSegment decodes segment n of plane p, which is a JPEG of its own except for
// tables that all segments share. The picture holds until the next of its plane.
func (d *decoder) jpegSegment(ctx context.Context, p, n int) (jpeg.Picture, error) {
	if d.compression == packOldJPEG {
		return d.oldJPEG(ctx)
	}
	section, err := d.section(n)
	if err != nil {
		return jpeg.Picture{}, err
	}
	length := d.jpegLength(section)
	if int64(cap(d.packed)) < length {
		d.packed = make([]byte, length)
	}
	d.packed = d.packed[:length]
	if err := piece.Fill(section, d.packed, 0); err != nil {
		return jpeg.Picture{}, err
	}
	return d.decodeJPEG(ctx, p, jpeg.Options{Tables: d.tables, Colour: d.jpegColour()})
}

// decodeJPEG decodes what was read to packed, of a plane.
func (d *decoder) decodeJPEG(ctx context.Context, plane int, o jpeg.Options) (jpeg.Picture, error) {
	h, err := jpeg.ReadHeader(d.packed)
	switch {
	case err != nil:
		return jpeg.Picture{}, jpegError(err)
	case h.Width > d.segWidth+mostBeyond || h.Height > d.segHeight+mostBeyond:
		return jpeg.Picture{}, errors.New("a JPEG in it does not fit its place")
	case h.DecodeBytes(o.Scales) > d.codec.jpeg:
		return jpeg.Picture{}, UnsupportedError("a TIFF of JPEGs that differ")
	}
	u := &d.unpackers[plane]
	if u.jpeg == nil {
		u.jpeg = new(jpeg.Decoder)
	}
	p, err := u.jpeg.Decode(ctx, d.packed, o)
	if err != nil {
		return p, jpegError(err)
	}
	if p.Damaged != nil {
		d.fault, d.faulty = p.Damaged, 1-p.Complete
	}
	return p, nil
}

// jpegColour is what the components are, of which a JPEG within a TIFF itself
// need say nothing (technical note 2): that is for the TIFF to say.
func (d *decoder) jpegColour() jpeg.Colour {
	switch n := d.samples / d.planes; {
	case n == 1:
		return jpeg.Gray
	case n == 4:
		return jpeg.PlainCMYK // or any other four samples, which stay what they are
	case d.photometric == yCbCr:
		return jpeg.YCbCr
	case n == 3:
		return jpeg.RGB
	}
	return jpeg.Stored
}

// jpegError says that what package jpeg does not read is not read within a TIFF.
func jpegError(err error) error {
	if unsupported, ok := errors.AsType[jpeg.UnsupportedError](err); ok {
		return UnsupportedError(string(unsupported) + " in TIFF")
	}
	return err
}

// jpegRows reads a decoded JPEG as the samples of a segment.
func (d *decoder) jpegRows(p jpeg.Picture, rect image.Rectangle) (io.Reader, error) {
	n := d.samples / d.planes
	if p.Width < rect.Dx() || p.Height < rect.Dy() {
		return nil, errors.New("a JPEG in it is too small for its place")
	}
	if p.Components != n || p.Colour == jpeg.YCCK {
		return nil, errColours
	}
	width := min(d.segWidth, p.Width)
	var columns [4][]int // of each component, for each pixel
	var subY [4]float64
	for c := range n {
		var subX float64
		subX, subY[c] = p.Sub(c)
		columns[c] = make([]int, width)
		for x := range columns[c] {
			columns[c][x] = min(int(float64(x)/subX), p.Planes[c].W-1)
		}
	}
	change := d.changeColour(p.Colour)
	row := func(out []byte, y int) {
		for c := range n {
			in := p.Planes[c].Row(min(int(float64(y)/subY[c]), p.Planes[c].H-1))
			for x, from := range columns[c] {
				out[x*n+c] = in[from]
			}
		}
		if change != nil {
			for ; len(out) >= n; out = out[n:] {
				out[0], out[1], out[2] = change(out[0], out[1], out[2])
			}
		}
	}
	return &pictureRows{row: row, height: rect.Dy(), buf: make([]byte, d.segWidth*n)}, nil
}
