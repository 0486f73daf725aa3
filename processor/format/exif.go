package format

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/piece"
	"thumbpool/processor/format/tiff"
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

// exifPrefix opens an EXIF block in a JPEG segment, and by mistake in other
// containers.
const exifPrefix = "Exif\x00\x00"

// exifOrientation returns the orientation that the n bytes at off hold if
// they are an EXIF block, 1 if the block is broken or says nothing, and 0 if
// they are something else: a JPEG's APP1 segment may also be XMP.
func exifOrientation(r io.ReaderAt, off, n int64, needPrefix bool) int {
	prefix, err := piece.Read(r, off, int64(len(exifPrefix)))
	switch {
	case err == nil && n >= int64(len(prefix)) && string(prefix) == exifPrefix:
		off, n = off+int64(len(prefix)), n-int64(len(prefix))
	case needPrefix:
		return 0
	}
	d, err := tiff.ReadDirectory(io.NewSectionReader(r, off, n), n)
	if err != nil {
		return 1
	}
	return d.Orientation()
}

// rawProfileOrientation returns the orientation from a PNG text chunk in which
// ImageMagick and its kin kept EXIF before there was an eXIf chunk, 1 if that is
// broken, and 0 if the text is another. It is a name, a length and the block in
// hexadecimal digits.
func rawProfileOrientation(r io.ReaderAt, c container.Chunk, size int64) int {
	const most = 1 << 20 // bytes, packed and unpacked
	if c.Len > most || c.Len > size-c.Off {
		return 0
	}
	key, err := piece.Read(r, c.Off, min(c.Len, 32))
	if err != nil || !bytes.HasPrefix(key, []byte("Raw profile type exif\x00")) && !bytes.HasPrefix(key, []byte("Raw profile type APP1\x00")) {
		return 0
	}
	b, err := piece.Read(r, c.Off, c.Len)
	if err != nil {
		return 1
	}
	_, text, _ := bytes.Cut(b, []byte{0})
	if c.ID == "zTXt" {
		if text, err = inflate(text, most); err != nil {
			return 1
		}
	}
	lines := bytes.Fields(text) // the name, the length, digits
	if len(lines) < 3 {
		return 1
	}
	digits := bytes.Join(lines[2:], nil)
	n, _ := hex.Decode(digits, digits)
	return exifOrientation(bytes.NewReader(digits), 0, int64(n), false)
}
