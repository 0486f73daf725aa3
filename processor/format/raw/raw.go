// Package raw finds the picture that a camera has put into its raw file beside
// what its sensor saw: a JPEG, in full size with most cameras of today, which
// looks as the camera showed it. What the sensor saw is not developed.
//
//	the file ──► its container ──► places of JPEGs ──► the largest that can be read
//
// Of the containers
//
//   - most are TIFF structures (TIFF 6.0): CR2, NEF, NRW, ARW, SR2, SRF, DNG, PEF,
//     SRW, 3FR, FFF, IIQ, ERF, MEF, MOS, DCR, KDC, and with another number in the
//     place of 42 RW2, RWL (0x55) and ORF ("OR", "SR"): ifd.go; in ORF the picture
//     is known to the maker note only: makernote.go
//   - CR3 is an ISO base media file (ISO/IEC 14496-12): boxes.go
//   - RAF, X3F and CRW are of their makers' own: makers.go
//
// The facts are those that ExifTool's and LibRaw's sources, Adobe's DNG
// specification (1.7, chapter 4) and L. Clévy's descriptions of CR2 and CR3 agree
// on. In flow an io.ReaderAt and the size of the file, out flow places. Nothing is
// believed: a place counts when a JPEG begins there which the fast path can read,
// and all that is read is bounded.
package raw

import (
	"encoding/binary"
	"errors"
	"io"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/piece"
	"thumbpool/processor/format/tiff"
)

// ErrNoPreview says that a raw file has no JPEG in it that can be read.
var ErrNoPreview = errors.New("the camera raw has no preview in it that can be shown")

// Preview is the JPEG in a raw file.
type Preview struct {
	Offset, Length int64 // in bytes; within the file
	Width, Height  int   // in pixels, as stored
	// Orientation is what the raw file says of all its pictures, 1 to 8 as in EXIF;
	// 0 where it says nothing, and that of the JPEG counts.
	Orientation int
	// Space is in which colours the JPEG is, if its directory says so.
	Space Space
	// Exif and ExifLength are where the raw file's own EXIF lies, which is as long
	// as the file where that is a TIFF structure; 0 if there is none.
	Exif, ExifLength int64
}

// Space is the field PreviewColorSpace (DNG 1.7, tag 50970).
type Space int

// Those that say something; 0 and the others do not.
const (
	SRGB     Space = 2
	AdobeRGB Space = 3
)

// Find returns the largest picture in a raw file of size bytes. The error is
// [ErrNoPreview].
func Find(r io.ReaderAt, size int64) (Preview, error) {
	r = container.NewWindow(io.NewSectionReader(r, 0, size)) // nothing outside the file
	w := &walker{r: r, size: size, tried: map[int64]bool{}, directories: maxDirectories, boxes: maxBoxes}
	head := make([]byte, min(size, headLen))
	if err := piece.Fill(r, head, 0); err != nil {
		return Preview{}, ErrNoPreview
	}
	switch kindOf(head) {
	case structured:
		if d, err := tiff.ReadDirectory(r, size); err == nil {
			w.orientation(d)
			w.exif, w.exifLength = 0, size
			w.tree(d)
		}
	case media:
		w.media(0, size, 0)
	case raf:
		w.raf(head)
	case x3f:
		w.x3f(head)
	case crw:
		w.crw(head)
	}
	if w.best.Length == 0 {
		return Preview{}, ErrNoPreview
	}
	w.best.Orientation = w.turned
	w.best.Exif, w.best.ExifLength = w.exif, w.exifLength
	return w.best, nil
}

// kind is what the container of a raw file is.
type kind int

const (
	other kind = iota
	structured
	media
	raf
	x3f
	crw
)

// headLen is how many bytes tell the container.
const headLen = 128

// kindOf tells the container from the first bytes of a file.
func kindOf(head []byte) kind {
	begins := func(magic string) bool { return len(head) >= len(magic) && string(head[:len(magic)]) == magic }
	switch {
	case begins("FUJIFILMCCD-RAW"):
		return raf
	case begins("FOVb"):
		return x3f
	case len(head) >= 14 && string(head[6:14]) == "HEAPCCDR":
		return crw
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		return media
	case begins("II"), begins("MM"):
		return structured
	}
	return other
}

// The most that is read of a file: cameras have some ten directories, thirty boxes
// and four pictures.
const (
	maxDirectories = 48
	maxBoxes       = 512
	maxPictures    = 32
	// maxBeforeFrame is how many bytes of metadata may precede the frame header.
	maxBeforeFrame = 1 << 20
)

// walker looks for pictures in a file.
type walker struct {
	r      io.ReaderAt
	size   int64
	best   Preview
	turned int // the orientation that the raw file says; 0 for none
	// exif and exifLength are where its own EXIF lies.
	exif, exifLength int64

	tried              map[int64]bool // where a picture was looked for
	directories, boxes int            // that may still be read
}

// offer considers the n bytes at off, of which their directory says in which
// colours they are. What reaches past the end of the file is cut.
func (w *walker) offer(off, n int64, s Space) {
	if off <= 0 || off >= w.size || n <= 0 || w.tried[off] || len(w.tried) >= maxPictures {
		return
	}
	w.tried[off] = true
	p := Preview{Offset: off, Length: min(n, w.size-off), Space: s}
	if !w.frame(&p) {
		return
	}
	have, area := int64(w.best.Width)*int64(w.best.Height), int64(p.Width)*int64(p.Height)
	if area > have || area == have && p.Length > w.best.Length {
		w.best = p
	}
}

// frame reads the size of the JPEG at p, and reports whether there is one: the
// sensor's data may be a lossless JPEG, which is none.
func (w *walker) frame(p *Preview) bool {
	n := min(p.Length, maxBeforeFrame)
	r := container.NewWindow(io.NewSectionReader(w.r, p.Offset, n))
	if b, err := piece.Read(r, 0, 3); err != nil || string(b) != "\xFF\xD8\xFF" {
		return false
	}
	for s, err := range container.JPEG(r, n) {
		if err != nil {
			return false
		}
		if !s.IsFrame() {
			continue
		}
		b, err := piece.Read(r, s.Off, 6)
		if err != nil || s.Marker > container.SOF0+2 {
			return false
		}
		p.Height, p.Width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
		return b[0] == 8 && p.Width > 0 && p.Height > 0 && (b[5] == 1 || b[5] == 3)
	}
	return false
}
