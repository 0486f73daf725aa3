package tiff

import (
	"bytes"
	"errors"
	"image"
	"image/draw"
	"image/jpeg"
	"io"

	"thumbpool/processor/format/container"
)

// adobe is an APP14 segment that says that the components have no transform,
// which a JPEG within a TIFF need not say itself (technical note 2).
const adobe = "\xFF\xEE\x00\x0EAdobe\x00\x64\x00\x00\x00\x00\x00"

// jpegSegment decodes segment n, which is a JPEG of its own except for tables
// that all segments share.
func (d *decoder) jpegSegment(rect image.Rectangle, n int) (rows int, err error) {
	section, err := d.section(n)
	if err != nil {
		return 0, err
	}
	stream := func() io.Reader {
		body := io.NewSectionReader(section, 2, section.Size()-2) // without its SOI
		return io.MultiReader(bytes.NewReader(d.jpegHead()), container.LimitScans(body, 0), bytes.NewReader([]byte("\xFF\xD9")))
	}
	config, err := jpeg.DecodeConfig(stream())
	if err != nil {
		return 0, err
	}
	if d.progressive(section) {
		return 0, UnsupportedError("a progressive JPEG within a TIFF")
	}
	if config.Width > d.segWidth+16 || config.Height > d.segHeight+16 || config.Width < rect.Dx() || config.Height < rect.Dy() {
		return 0, errors.New("a JPEG in it does not fit its place")
	}
	img, err := jpeg.Decode(stream())
	if err != nil {
		return 0, err
	}
	return rect.Dy(), d.paste(rect, img)
}

// segmentCost is how many bytes image/jpeg holds for a pixel of a segment: its
// samples, and if there are more than gray ones four bytes that they may be
// packed in. One that is progressive would take four bytes more for a sample.
func segmentCost(samples int) int64 {
	if samples == 1 {
		return 1
	}
	return int64(samples) + 4
}

// progressive reports whether a segment is coded in passes. TIFF has baseline
// JPEG only (technical note 2).
func (d *decoder) progressive(section *io.SectionReader) bool {
	for s, err := range container.JPEG(container.NewWindow(section), section.Size()) {
		if err != nil {
			return false
		}
		if s.IsFrame() {
			return s.Marker == container.SOF0+2
		}
	}
	return false
}

// jpegHead is what stands before a segment's own tables and scans.
func (d *decoder) jpegHead() []byte {
	head := []byte("\xFF\xD8")
	if len(d.tables) > 4 {
		head = append(head, d.tables[2:len(d.tables)-2]...) // without SOI and EOI
	}
	if d.photometric != yCbCr {
		head = append(head, adobe...)
	}
	return head
}

// paste copies a decoded JPEG to its place in the image.
func (d *decoder) paste(rect image.Rectangle, img image.Image) error {
	if d.pixel == 4 {
		c, ok := img.(*image.CMYK)
		if ok {
			for i := range c.Pix {
				c.Pix[i] = ^c.Pix[i] // image/jpeg takes Adobe's to be inverted, but within a TIFF they are not
			}
		}
		if d.inks() {
			if !ok {
				return errors.New("a JPEG in it has too few inks")
			}
			for y := range rect.Dy() {
				copy(d.row(rect, rect.Min.Y+y), c.Pix[y*c.Stride:])
			}
			return nil
		}
		dst := &image.RGBA{Pix: d.pix, Stride: d.stride, Rect: image.Rect(0, 0, d.width, d.height)}
		draw.Draw(dst, rect, img, img.Bounds().Min, draw.Src)
		return nil
	}
	gray, ok := img.(*image.Gray)
	if !ok {
		return errors.New("a JPEG in it has too many colours")
	}
	for y := range rect.Dy() {
		d.convert(d.row(rect, rect.Min.Y+y), gray.Pix[y*gray.Stride:])
	}
	return nil
}
