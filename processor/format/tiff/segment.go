package tiff

import (
	"context"
	"errors"
	"image"
	"io"
)

// segment decodes the strip or tile in column i and row j, fills what does not
// come with gray, and returns how many of its rows came.
func (d *decoder) segment(ctx context.Context, i, j int) (rows int, err error) {
	rect := image.Rect(i*d.segWidth, j*d.segHeight, (i+1)*d.segWidth, (j+1)*d.segHeight).Intersect(image.Rect(0, 0, d.width, d.height))
	if d.chroma != nil {
		return d.chromaSegment(ctx, j*d.across+i, rect)
	}
	rows, err = d.rows(ctx, rect, i, j)
	for y := rect.Min.Y + rows; y < rect.Max.Y; y++ {
		d.lose(d.row(rect, y))
	}
	return rows, err
}

// lose fills a row with gray; of CMYK with black ink of that strength.
func (d *decoder) lose(out []byte) {
	if d.photometric == cmyk {
		for x := range out {
			out[x] = 0x7F * byte(x%4/3)
		}
		return
	}
	for x := range out {
		out[x] = 0x80
	}
	for x := 3; x < len(out) && d.pixel == 4; x += 4 {
		out[x] = 0xFF
	}
}

// row returns the bytes of row y of the image within rect.
func (d *decoder) row(rect image.Rectangle, y int) []byte {
	return d.pix[y*d.stride+rect.Min.X*d.pixel : y*d.stride+rect.Max.X*d.pixel]
}

// rows decodes a strip or tile row by row, so that it needs no memory but for
// a row. Where samples have planes of their own, all planes are read at once.
func (d *decoder) rows(ctx context.Context, rect image.Rectangle, i, j int) (rows int, err error) {
	var readers [64]io.Reader
	for p := range d.planes {
		if readers[p], err = d.open(ctx, p, (p*d.down+j)*d.across+i, rect); err != nil {
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
				d.expand(samples, raw, p)
			}
		}
		for k := 0; k < d.subY && y+k < rect.Max.Y; k++ {
			d.convert(d.row(rect, y+k), samples[k*d.segWidth*d.samples:])
		}
	}
	if fault := d.unpackers[0].fax.Fault(); fault != nil {
		return rect.Dy(), fault
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
	case n < len(d.offsets) && d.counts[n] > uint64(d.dir.size)-d.offsets[n]:
		return io.ErrUnexpectedEOF
	}
	return errors.New("a strip or tile in it is too short")
}

// open returns the unpacked bytes of segment n of plane p, which covers rect.
// They are to be read before the next segment of the plane is opened.
func (d *decoder) open(ctx context.Context, p, n int, rect image.Rectangle) (io.Reader, error) {
	if d.isJPEG() {
		picture, err := d.jpegSegment(ctx, p, n)
		if err != nil {
			return nil, err
		}
		return d.jpegRows(picture, rect)
	}
	section, err := d.section(n)
	if err != nil {
		return nil, err
	}
	if d.compression == packWebP {
		return d.webpSegment(section, rect)
	}
	return d.unpack(&d.unpackers[p], section)
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
