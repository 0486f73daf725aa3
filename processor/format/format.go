// Package format knows what a picture file is: by its content and not by its
// name, from its header without its pixels, and, by the general path, with its
// pixels as an image.Image.
//
// The usual order is Identify, ReadHeader, Limits.Check, then Decode after room
// for Header.DecodeBytes has been found. In flow an io.ReaderAt and the size
// of the file in bytes; out flow a Header, an image of full size that is not
// yet turned by its orientation, or an error whose text a person can read.
//
// All functions may be called from many goroutines at once, each with a
// reader of its own. They start no goroutines.
package format

// Format is a kind of picture file.
type Format uint8

// The formats. Those that are not Readable are recognised, so that the user learns
// why there is no thumbnail.
const (
	None Format = iota // not a picture
	JPEG
	PNG
	GIF
	BMP
	TIFF
	WebP
	HEIC
	AVIF
	JPEGXL
	JPEG2000
	RAW // what a camera's sensor saw, with a picture beside it: CR2, NEF, DNG …
	PSD
)

var names = [...]string{"none", "JPEG", "PNG", "GIF", "BMP", "TIFF", "WebP", "HEIC", "AVIF", "JPEG XL", "JPEG 2000", "camera raw", "Photoshop"}

// String returns the name that people use for the format.
func (f Format) String() string {
	if int(f) < len(names) {
		return names[f]
	}
	return "unknown"
}

// Readable tells whether Decode can read files of this format.
func (f Format) Readable() bool {
	return f >= JPEG && f <= WebP || f == HEIC && hevcIncluded || f == AVIF || f == JPEGXL || f == RAW
}
