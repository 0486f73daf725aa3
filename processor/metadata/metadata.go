// Package metadata says what of a photo's metadata its thumbnail carries: EXIF, XMP
// and IPTC, made anew for a picture of another size that stands upright.
//
//	file ──► Read ──► blocks as they are ──► Set.For ──► blocks of the thumbnail
//
// What is carried is listed, and nothing else is: a block is taken apart, what is on
// the list is written into a new one, and of a block that cannot be taken apart
// nothing is. Never carried are embedded thumbnails and previews, maker notes, which
// hold both and whose offsets do not survive, XMP's history, ingredients and settings
// of development, and what describes parts that the thumbnail does not have (gain
// maps, depth, motion). Where photos were taken are the GPS directory, and the fields
// and records that name a place; words in captions and keywords are not looked at.
//
// Nothing here fails a photo: what is broken is not carried. All functions may be
// called from many goroutines.
package metadata

import (
	"bytes"
	"io"

	"thumbpool/processor/format/exif"
)

// Set holds blocks of metadata, each nil where there is none.
type Set struct {
	EXIF []byte // a TIFF structure, without the prefix that JPEG has
	XMP  []byte // a packet, UTF-8
	IPTC []byte // records of the Information Interchange Model
	// Dots is how many pixels there are to an inch, across and down; zeros if
	// nothing is known.
	Dots [2]float64
}

// Change is what the blocks have to say of a thumbnail.
type Change struct {
	Width, Height int  // pixels
	SRGB          bool // its colours are sRGB
	Location      bool // it says where the photo was taken
}

// The most that is read and carried of a block, in bytes. A segment of a JPEG has
// room for 65,533, less its prefix.
const (
	maxEXIF  = 60 << 10
	maxXMP   = 64000
	maxIPTC  = 64000
	maxRead  = 1 << 20
	maxValue = 32 << 10 // of one field
)

// For returns the blocks that a thumbnail carries.
func (s Set) For(c Change) Set {
	return Set{
		EXIF: rebuildEXIF(bytes.NewReader(s.EXIF), int64(len(s.EXIF)), c),
		XMP:  rebuildXMP(s.XMP, c),
		IPTC: rebuildIPTC(s.IPTC, c),
		Dots: s.dots(),
	}
}

// dots are those that EXIF says, or else the container.
func (s Set) dots() [2]float64 {
	info, err := exif.Read(bytes.NewReader(s.EXIF), int64(len(s.EXIF)))
	scale := map[int]float64{0: 1, 2: 1, 3: 2.54}[info.ResolutionUnit]
	if x, y := info.XResolution*scale, info.YResolution*scale; err == nil && isDense(x) && isDense(y) {
		return [2]float64{x, y}
	}
	if isDense(s.Dots[0]) && isDense(s.Dots[1]) {
		return s.Dots
	}
	return [2]float64{}
}

func isDense(dots float64) bool { return dots >= 1 && dots < 30_000 }

// section reads n bytes at off, if they are not too many.
func section(r io.ReaderAt, off, n int64) []byte {
	if n <= 0 || n > maxRead {
		return nil
	}
	b := make([]byte, n)
	if got, _ := r.ReadAt(b, off); got < len(b) {
		return nil
	}
	return b
}
