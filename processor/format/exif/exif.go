// Package exif reads what photos say of themselves beside their pixels, as far as
// the pixels are shown by it: Exif, whose blocks are built like a TIFF file (CIPA
// DC-008, section 4.5), and the orientation in XMP.
//
// In flow the place or the bytes of a block, wherever a container keeps it, out
// flows an [Info]. No length is believed beyond the block, few values are read,
// and nothing is kept between calls.
package exif

import (
	"io"
	"strings"

	"thumbpool/processor/format/piece"
	"thumbpool/processor/format/tiff"
)

// Prefix opens a block in a JPEG segment, and by mistake in other containers.
const Prefix = "Exif\x00\x00"

// Values of [Info.ColorSpace].
const (
	SRGB         = 1
	Uncalibrated = 0xFFFF // not sRGB; Adobe RGB if the interoperability says so
)

// AdobeRGB is the [Info.Interoperability] of a photo in Adobe RGB (DCF 2.0,
// "optional colour space").
const AdobeRGB = "R03"

// Info is what a block says. A field is zero where the block says nothing of it,
// or nothing that can be.
type Info struct {
	// Orientation is 1 to 8.
	Orientation int
	// ColorSpace is [SRGB], [Uncalibrated], or what else a camera has written;
	// Interoperability is the rule that the file follows: R98 or R03.
	ColorSpace       int
	Interoperability string
	// Width and Height are the pixels of the picture that the block was written
	// for, as stored.
	Width, Height int
	// XResolution and YResolution are pixels per inch if ResolutionUnit is 2, per
	// centimetre if it is 3.
	XResolution, YResolution float64
	ResolutionUnit           int
	// GPS is where in the block the directory lies that says where the photo was
	// taken.
	GPS int64
	// Thumbnail and ThumbnailLen are where in the block the JPEG lies that cameras
	// put there, and its length.
	Thumbnail, ThumbnailLen int64
}

// Tags of Exif, and of TIFF for it.
const (
	tagXResolution     = 282
	tagYResolution     = 283
	tagResolutionUnit  = 296
	tagThumbnail       = 513
	tagThumbnailLen    = 514
	tagExifIFD         = 34665
	tagGPSIFD          = 34853
	tagColorSpace      = 40961
	tagPixelXDimension = 40962
	tagPixelYDimension = 40963
	tagInteropIFD      = 40965
	tagInteropIndex    = 1
)

// Read reads the block of size bytes that r has, with or without [Prefix]. The
// error is that it is none, or that of r.
func Read(r io.ReaderAt, size int64) (Info, error) {
	if head, err := piece.Read(r, 0, min(size, int64(len(Prefix)))); err == nil && string(head) == Prefix {
		at := int64(len(Prefix))
		r, size = io.NewSectionReader(r, at, size-at), size-at
	}
	d, err := tiff.ReadDirectory(r, size)
	if err != nil {
		return Info{}, err
	}
	var info Info
	if v := number(d, tiff.TagOrientation); v <= 8 {
		info.Orientation = v
	}
	info.XResolution, info.YResolution = fraction(d, tagXResolution), fraction(d, tagYResolution)
	info.ResolutionUnit = number(d, tagResolutionUnit)
	info.GPS = int64(number(d, tagGPSIFD))
	photo := sub(d, tagExifIFD)
	if photo == nil {
		photo = d // which it may be itself, in Canon's CR3
	}
	info.ColorSpace = number(photo, tagColorSpace)
	info.Width, info.Height = number(photo, tagPixelXDimension), number(photo, tagPixelYDimension)
	if interop := sub(photo, tagInteropIFD); interop != nil {
		info.Interoperability = strings.TrimRight(string(interop.Bytes(tagInteropIndex, 8)), "\x00 ")
	}
	if next, err := d.Next(); err == nil {
		at, n := int64(number(next, tagThumbnail)), int64(number(next, tagThumbnailLen))
		if at > 0 && n > 0 && n <= size && at <= size-n {
			info.Thumbnail, info.ThumbnailLen = at, n
		}
	}
	return info, nil
}

// number is the first value of a field, or 0.
func number(d *tiff.Directory, tag uint16) int {
	v, _ := d.Uint(tag)
	return int(min(v, 1<<31-1))
}

func fraction(d *tiff.Directory, tag uint16) float64 {
	if v := d.Rationals(tag, 1); len(v) == 1 && v[0] > 0 {
		return v[0]
	}
	return 0
}

// sub is the directory that a field points to; nil if there is none.
func sub(d *tiff.Directory, tag uint16) *tiff.Directory {
	at := number(d, tag)
	if at == 0 {
		return nil
	}
	s, err := d.At(int64(at))
	if err != nil {
		return nil
	}
	return s
}
