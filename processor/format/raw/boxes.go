package raw

import (
	"encoding/binary"
	"io"
	"math"

	"thumbpool/processor/format/piece"
	"thumbpool/processor/format/tiff"
)

// Canon's own boxes in a CR3 (L. Clévy, "Describing the Canon Raw v3 file format").
const (
	canonMetadata = "\x85\xC0\xB6\x87\x82\x0F\x11\xE0\x81\x11\xF4\xCE\x46\x2B\x6A\x48"
	canonPreview  = "\xEA\xF4\x2B\x5E\x1C\x98\x4B\x88\xB9\xFB\xB7\xDC\x40\x6E\x4D\x16"
)

// maxNested is how deep the boxes of a CR3 are nested at most: moov, trak, mdia,
// minf, stbl.
const maxNested = 6

// box is one of an ISO base media file (ISO/IEC 14496-12, section 4.2): its four
// letters and the place of its content.
type box struct {
	kind     string
	off, end int64
}

// media looks through the boxes from off to end of a CR3. Of a track, the first
// sample is considered.
func (w *walker) media(off, end int64, nested int) {
	if nested > maxNested {
		return
	}
	var sample struct{ off, n int64 }
	for w.boxes > 0 {
		b, ok := w.box(off, end)
		if !ok {
			break
		}
		w.boxes--
		switch b.kind {
		case "moov", "trak", "mdia", "minf", "stbl":
			w.media(b.off, b.end, nested+1)
		case "uuid":
			w.canon(b, nested)
		case "CMT1": // the first directory
			r := io.NewSectionReader(w.r, b.off, b.end-b.off)
			if d, err := tiff.ReadDirectory(r, r.Size()); err == nil {
				w.orientation(d)
			}
		case "CMT2": // the one of Exif, as a block of its own
			w.exif, w.exifLength = b.off, b.end-b.off
		case "PRVW":
			w.offer(b.off+16, w.number(b.off+12, 4), 0)
		case "THMB":
			w.offer(b.off+16, w.number(b.off+8, 4), 0)
		case "stsz": // 8.7.3.2: a size for all, or a number of them and each
			if sample.n = w.number(b.off+4, 4); sample.n == 0 {
				sample.n = w.number(b.off+12, 4)
			}
		case "stco": // 8.7.5: version, a number of chunks, and where each begins
			sample.off = w.number(b.off+8, 4)
		case "co64":
			sample.off = w.number(b.off+8, 8)
		}
		off = b.end
	}
	w.offer(sample.off, sample.n, 0)
}

// canon looks through the boxes inside one of Canon's.
func (w *walker) canon(b box, nested int) {
	id, err := piece.Read(w.r, b.off, 16)
	switch {
	case err != nil:
	case string(id) == canonMetadata:
		w.media(b.off+16, b.end, nested+1)
	case string(id) == canonPreview:
		w.media(b.off+16+8, b.end, nested+1) // after a version and a number
	}
}

// box reads the head of the box at off.
func (w *walker) box(off, end int64) (box, bool) {
	if end-off < 8 {
		return box{}, false
	}
	b, err := piece.Read(w.r, off, 8)
	if err != nil {
		return box{}, false
	}
	n, head := int64(binary.BigEndian.Uint32(b)), int64(8)
	switch n {
	case 0: // to the end
		n = end - off
	case 1:
		n, head = w.number(off+8, 8), 16
	}
	if n < head || n > end-off {
		return box{}, false
	}
	return box{string(b[4:]), off + head, off + n}, true
}

// number reads a number of n bytes, 4 or 8; 0 where there is none.
func (w *walker) number(off, n int64) int64 {
	b, err := piece.Read(w.r, off, n)
	switch {
	case err != nil:
		return 0
	case n == 8:
		return int64(binary.BigEndian.Uint64(b) & math.MaxInt64)
	}
	return int64(binary.BigEndian.Uint32(b))
}
