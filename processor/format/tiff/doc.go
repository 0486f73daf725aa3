// Package tiff reads TIFF pictures, and the directories of TIFF fields that
// EXIF blocks also are made of.
//
// It reads the first whole picture of classic and BigTIFF files: strips and tiles,
// samples interleaved or in planes, of 1 to 64 bits, whole numbers with and
// without sign and floating-point ones, in black and white, gray, palette, RGB,
// CMYK, YCbCr and three forms of CIE L*a*b*, with or without alpha, packed by LZW,
// Deflate, PackBits, CCITT fax of all kinds, JPEG of the new style and the old,
// Zstandard, LZMA or WebP. Samples come out with 8 bits, for thumbnails have no
// more.
//
// In flows an io.ReaderAt and the size of the file in bytes, out flows an
// image. Different files may be read from different goroutines.
//
// Sections are those of TIFF revision 6.0, Adobe 1992.
package tiff

// UnsupportedError names a lawful feature that this package does not read.
type UnsupportedError string

func (e UnsupportedError) Error() string { return "tiff: " + string(e) + " is not supported" }
