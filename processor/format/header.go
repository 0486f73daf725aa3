package format

import (
	"context"
	"io"
	"math"

	"thumbpool/processor/format/bmp"
	"thumbpool/processor/format/container"
	"thumbpool/processor/format/gif"
	"thumbpool/processor/format/raw"
	"thumbpool/processor/format/tiff"
	"thumbpool/processor/jpeg"
)

// Header is what a file says of its picture before the pixels.
type Header struct {
	Format        Format
	Width, Height int  // pixels as stored, before the orientation is applied
	Orientation   int  // 1 to 8 as in EXIF (JEITA CP-3451, tag 274); 1 is upright
	HasAlpha      bool // pixels may be transparent

	JPEG jpeg.Header // of a JPEG, which package jpeg decodes
	// Preview is where in a camera raw the JPEG lies that is its picture: size and
	// JPEG are of this one, the orientation is that of the raw file.
	Preview Section
	// Exif is where the raw file's own EXIF lies; see [raw.Preview].
	Exif  Section
	space raw.Space

	pixelCost float64 // bytes per pixel that are held at the peak
	extraCost int64   // bytes beside those
}

// Upright returns width and height after the orientation has been applied.
func (h Header) Upright() (width, height int) {
	if h.Orientation >= 5 {
		return h.Height, h.Width
	}
	return h.Width, h.Height
}

// DecodeBytes is how many bytes are held at the peak when Decode has the image
// and [plane.FromImage] its planes: never less than are, and not much more.
func (h Header) DecodeBytes() int64 {
	const buffers = 1 << 20
	return int64(min(float64(h.Width)*float64(h.Height)*h.pixelCost, math.MaxInt64/2)) + h.extraCost + buffers
}

// ReadHeader reads the header of a file of size bytes whose content is of
// format f. It reads a few kilobytes, never pixels, and believes no length
// that the file does not hold. A broken EXIF block means orientation 1. The
// dimensions are as the file claims them: Limits.Check judges them.
//
// The error wraps ErrUnsupported for formats that are not Readable, wraps
// ErrNotPicture and says why for None, is a *DamageError for a damaged header,
// and otherwise that of r.
func ReadHeader(r io.ReaderAt, size int64, f Format) (Header, error) {
	s := &source{ctx: context.Background(), r: r, size: size}
	w := container.NewWindow(s)
	var h Header
	var err error
	switch f {
	case JPEG:
		h, err = jpegHeader(w, size)
	case PNG:
		h, err = pngHeader(w, size)
	case GIF:
		h, err = gifHeader(w, size)
	case BMP:
		h, err = bmpHeader(w, size)
	case TIFF:
		h, err = tiffHeader(w, size)
	case WebP:
		h, err = webpHeader(w, size)
	case RAW:
		h, err = rawHeader(w, size)
	case AVIF, HEIC:
		h, err = heifHeader(w, size)
	case JPEGXL:
		h, err = jxlHeader(w, size)
	case None:
		head := make([]byte, min(size, SniffLen))
		n, _ := w.ReadAt(head, 0)
		return Header{}, NotPicture(head[:n])
	default:
		return Header{}, &UnsupportedError{Format: f}
	}
	h.Format = f
	h.Orientation = max(h.Orientation, 1)
	if s.err != nil {
		return h, s.err
	}
	return h, explain(err, size, size)
}

// palettedCost is what a pixel of a palette costs: its number, and then a sample
// in each plane. A canvas in full colours, of which the frame covers a part only,
// becomes planes in its own memory.
const palettedCost = 1 + 4

// gifHeader takes the canvas for the picture's size.
func gifHeader(r io.ReaderAt, size int64) (Header, error) {
	g, err := gif.ReadHeader(r, size)
	return Header{Width: g.Width, Height: g.Height, HasAlpha: g.HasAlpha, pixelCost: palettedCost}, err
}

func bmpHeader(r io.ReaderAt, size int64) (Header, error) {
	b, err := bmp.ReadHeader(r, size)
	h := Header{Width: b.Width, Height: b.Height, HasAlpha: b.HasAlpha, pixelCost: 4}
	if b.Depth <= 8 {
		h.pixelCost = palettedCost
	}
	return h, err
}

func tiffHeader(r io.ReaderAt, size int64) (Header, error) {
	t, err := tiff.ReadHeader(r, size)
	h := Header{Width: t.Width, Height: t.Height, Orientation: t.Orientation, HasAlpha: t.HasAlpha}
	h.pixelCost, h.extraCost = t.PixelBytes, t.ExtraBytes
	if t.Paletted {
		h.pixelCost = palettedCost
	}
	return h, err
}
