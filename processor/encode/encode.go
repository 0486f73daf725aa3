// Package encode writes a thumbnail's planes as a file in memory, in any format
// that thumbnails are written in: a file each. In flow a picture of a few
// megapixels at most and what goes along with it, out flows the file.
//
// An [Encoder] keeps its memory for the next picture, and must not be used by two
// goroutines at once.
package encode

import (
	"fmt"

	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/metadata"
	"thumbpool/processor/plane"
)

// Options say how a picture is written.
type Options struct {
	// Format is one that is [Writable].
	Format format.Format
	// Quality is that of JPEG and WebP, 1 to 100.
	Quality int
	// Few says that the photo has a palette, so that the thumbnail may have one.
	Few bool
	// ICC is the colour profile; nil for sRGB.
	ICC []byte
	// Metadata is what of the photo's the thumbnail carries, as far as the format
	// has a place for it: JPEG and TIFF for all, PNG and WebP for EXIF and XMP, GIF
	// and BMP for none.
	Metadata metadata.Set
}

// Encoder writes pictures. The zero value is ready for use.
type Encoder struct {
	jpeg jpeg.Encoder
	file []byte
}

// writers are the formats that thumbnails are written in. Each appends the file
// to dst.
var writers = map[format.Format]func(e *Encoder, dst []byte, p plane.Picture, o Options) ([]byte, error){
	format.JPEG: (*Encoder).writeJPEG,
	format.PNG:  (*Encoder).writePNG,
	format.GIF:  (*Encoder).writeGIF,
	format.BMP:  (*Encoder).writeBMP,
	format.TIFF: (*Encoder).writeTIFF,
	format.WebP: (*Encoder).writeWebP,
}

// Writable reports whether thumbnails can be written in a format.
func Writable(f format.Format) bool {
	_, ok := writers[f]
	return ok
}

// Encode returns the picture as a file, which is valid until the next call. For
// JPEG the picture is of a kind that [jpeg.Encoder] writes; for the others it
// may be of any.
func (e *Encoder) Encode(p plane.Picture, o Options) ([]byte, error) {
	write, ok := writers[o.Format]
	if !ok {
		return nil, fmt.Errorf("thumbnails cannot be written as %v", o.Format)
	}
	file, err := write(e, e.file[:0], p, o)
	if err != nil {
		return nil, err
	}
	e.file = file
	return file, nil
}
