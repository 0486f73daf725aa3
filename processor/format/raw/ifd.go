package raw

import (
	"io"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/piece"
	"thumbpool/processor/format/tiff"
)

// Tags of TIFF 6.0, its supplements, TIFF/EP (ISO 12234-2) and DNG.
const (
	tagNewSubfileType = 254
	tagPhotometric    = 262
	tagMake           = 271
	tagStripOffsets   = 273
	tagStripBytes     = 279
	tagSubIFDs        = 330
	tagJPEGOffset     = 513 // JPEGInterchangeFormat
	tagJPEGLength     = 514
	tagExifIFD        = 34665
	tagMakerNote      = 37500
	tagDNGVersion     = 50706
	tagPreviewSpace   = 50970 // PreviewColorSpace

	// tagPanasonicJPEG holds a whole JPEG in RW2 and RWL, where the number means
	// nothing else.
	tagPanasonicJPEG = 0x2E
)

// What a sensor saw, in the field of photometric interpretation.
const (
	colourFilterArray = 32803 // TIFF/EP
	linearRaw         = 34892 // DNG
)

// Is reports whether a TIFF structure of size bytes is a raw file and not an
// ordinary TIFF: it says so (DNG, CR2, IIQ), has another number in the place of
// 42 (RW2, ORF), or what a sensor saw in its first directories.
func Is(r io.ReaderAt, size int64) bool {
	r = container.NewWindow(io.NewSectionReader(r, 0, size)) // nothing outside the file
	head, err := piece.Read(r, 0, min(size, 16))
	if err != nil || len(head) < 16 {
		return false
	}
	switch string(head[:4]) {
	case "IIU\x00", "IIRO", "IIRS", "MMOR": // Panasonic and Leica, Olympus
		return true
	}
	if string(head[8:10]) == "CR" || string(head[8:12]) == "IIII" || string(head[8:12]) == "MMMM" {
		return true // Canon, Phase One
	}
	d, err := tiff.ReadDirectory(r, size)
	if err != nil {
		return false
	}
	if _, ok := d.Uint(tagDNGVersion); ok || isSensor(d) {
		return true
	}
	if _, n := d.Place(tagMake); n == 0 {
		return false // a raw file has a maker
	}
	for _, off := range d.Uints(tagSubIFDs, maxSubIFDs) {
		if sub, err := d.At(int64(off)); err == nil && isSensor(sub) {
			return true
		}
	}
	for range maxChained {
		if d, err = d.Next(); err != nil {
			return false
		}
		if isSensor(d) {
			return true
		}
	}
	return false
}

// How far Is looks.
const (
	maxSubIFDs = 8
	maxChained = 4
)

// isSensor reports whether a directory is that of what a sensor saw.
func isSensor(d *tiff.Directory) bool {
	p, _ := d.Uint(tagPhotometric)
	return p == colourFilterArray || p == linearRaw
}

// orientation takes over what the first directory says.
func (w *walker) orientation(d *tiff.Directory) {
	if v, ok := d.Uint(tiff.TagOrientation); ok && v >= 1 && v <= 8 {
		w.turned = int(v)
	}
}

// tree looks at a directory, at those below it and at those that follow.
func (w *walker) tree(d *tiff.Directory) {
	for {
		if w.directories--; w.directories < 0 {
			return
		}
		w.pairs(d)
		for _, off := range d.Uints(tagSubIFDs, maxSubIFDs) {
			if sub, err := d.At(int64(off)); err == nil {
				w.tree(sub)
			}
		}
		if off, ok := d.Uint(tagExifIFD); ok && w.directories > 0 {
			w.directories--
			if exif, err := d.At(int64(off)); err == nil {
				w.makerNote(exif)
			}
		}
		var err error
		if d, err = d.Next(); err != nil {
			return
		}
	}
}

// pairs considers the pictures that a directory tells of.
func (w *walker) pairs(d *tiff.Directory) {
	w.pair(d, 0, tagJPEGOffset, tagJPEGLength)
	if !isSensor(d) && !isAid(d) {
		w.pair(d, 0, tagStripOffsets, tagStripBytes)
	}
	if off, n := d.Place(tagPanasonicJPEG); n > 4 {
		w.offer(off, n, 0)
	}
}

// isAid reports whether a directory's picture is no picture but a mask, a depth
// map or the like (DNG 1.7, NewSubfileType).
func isAid(d *tiff.Directory) bool {
	const reduced, alternative = 1, 0x10000
	kind, _ := d.Uint(tagNewSubfileType)
	return kind&^(reduced|alternative) != 0
}

// pair considers the picture whose place and length two fields say, if it is one
// piece. Places count from the byte from of the file.
func (w *walker) pair(d *tiff.Directory, from int64, offset, length uint16) {
	off, n := d.Uints(offset, 2), d.Uints(length, 2)
	if len(off) == 1 && len(n) == 1 && off[0] < uint64(w.size) && n[0] < 1<<62 {
		space, _ := d.Uint(tagPreviewSpace)
		w.offer(from+int64(off[0]), int64(n[0]), Space(space))
	}
}
