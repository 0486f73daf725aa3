package format

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/exif"
	"thumbpool/processor/format/piece"
)

// inflate undoes the compression of a PNG text or profile, whose first byte
// names the method, to at most limit bytes.
func inflate(packed []byte, limit int64) ([]byte, error) {
	if len(packed) == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, limit))
}

// mostBlocks is how many blocks of EXIF are looked at in one file.
const mostBlocks = 8

// turned gathers what a file says of its picture's orientation in blocks of EXIF, of
// which the first with one counts, and in XMP, which counts where EXIF says nothing.
type turned struct {
	orientation int // by EXIF; 0 while nothing is said
	blocks      int // that were looked at
	xmpAt, xmp  int64
}

// readEXIF reads the n bytes at off as a block; a broken one says nothing.
func (t *turned) readEXIF(r io.ReaderAt, off, n int64) {
	if t.orientation != 0 || t.blocks == mostBlocks {
		return
	}
	t.blocks++
	if info, err := exif.Read(io.NewSectionReader(r, off, n), n); err == nil {
		t.orientation = info.Orientation
	}
}

// foundXMP says where the n bytes of a packet lie. It is read if it has to be.
func (t *turned) foundXMP(off, n int64) { t.xmpAt, t.xmp = off, n }

// result is the orientation; 0 if nothing is said.
func (t *turned) result(r io.ReaderAt) int {
	if t.orientation != 0 || t.xmp == 0 || t.xmp > exif.MaxXMP {
		return t.orientation
	}
	packet, err := piece.Read(r, t.xmpAt, t.xmp)
	if err != nil {
		return 0
	}
	return exif.XMPOrientation(packet)
}

// readRawProfile reads a PNG text chunk in which ImageMagick and its kin kept EXIF
// before there was an eXIf chunk. It is a name, a length and the block in
// hexadecimal digits.
func (t *turned) readRawProfile(r io.ReaderAt, c container.Chunk, size int64) {
	const most = 1 << 20 // bytes, packed and unpacked
	if c.Len > most || c.Len > size-c.Off || t.orientation != 0 || t.blocks == mostBlocks {
		return
	}
	key, err := piece.Read(r, c.Off, min(c.Len, 32))
	if err != nil || !bytes.HasPrefix(key, []byte("Raw profile type exif\x00")) && !bytes.HasPrefix(key, []byte("Raw profile type APP1\x00")) {
		return
	}
	t.blocks++
	b, err := piece.Read(r, c.Off, c.Len)
	if err != nil {
		return
	}
	_, text, _ := bytes.Cut(b, []byte{0})
	if c.ID == "zTXt" {
		if text, err = inflate(text, most); err != nil {
			return
		}
	}
	lines := bytes.Fields(text) // the name, the length, digits
	if len(lines) < 3 {
		return
	}
	digits := bytes.Join(lines[2:], nil)
	n, _ := hex.Decode(digits, digits)
	t.readEXIF(bytes.NewReader(digits), 0, int64(n))
}
