package format

import (
	"bytes"
	"encoding/binary"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"thumbpool/processor/format/raw"
)

// SniffLen is how many bytes from the start of a file Sniff looks at, at most.
const SniffLen = 1024

// Identify tells the format of a file of size bytes that begins with head, of which
// SniffLen bytes are enough: by its content, never by its name. It reads more only
// of TIFF structures, which the raw files of many cameras are too; one that cannot
// be read further is a TIFF.
func Identify(r io.ReaderAt, size int64, head []byte) Format {
	f := Sniff(head)
	if f == TIFF && raw.Is(r, size) {
		return RAW
	}
	return f
}

// Sniff tells the format of a file from its first bytes, up to SniffLen of them.
// It takes a raw file for a TIFF where those do not tell: see Identify.
func Sniff(head []byte) Format {
	has := func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }
	switch {
	case has("\xFF\xD8\xFF"):
		return JPEG
	case has("\x89PNG\r\n\x1A\n"):
		return PNG
	case has("GIF87a"), has("GIF89a"):
		return GIF
	case isBMP(head):
		return BMP
	case has("RIFF") && len(head) >= 12 && string(head[8:12]) == "WEBP":
		return WebP
	case has("II*\x00"), has("MM\x00*"), has("II+\x00"), has("MM\x00+"):
		if len(head) >= 10 && string(head[8:10]) == "CR" {
			return RAW
		}
		return TIFF
	case has("IIU\x00"), has("IIRO"), has("IIRS"), has("MMOR"), // Panasonic, Olympus
		has("FUJIFILMCCD-RAW"), has("\x00MRM"), has("FOVb"), // Minolta, Sigma
		len(head) >= 14 && string(head[6:14]) == "HEAPCCDR": // Canon's first
		return RAW
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		return sniffBrands(head)
	case has("\xFF\x0A"), has("\x00\x00\x00\x0CJXL \r\n\x87\n"):
		return JPEGXL
	case has("\xFF\x4F\xFF\x51"), has("\x00\x00\x00\x0CjP  \r\n\x87\n"):
		return JPEG2000
	case has("8BPS"):
		return PSD
	}
	return None
}

// isBMP tells a bitmap from a text that begins with BM by the length of the
// second header, which is 12 to 124 in all versions of the format.
func isBMP(head []byte) bool {
	return len(head) >= 18 && head[0] == 'B' && head[1] == 'M' &&
		binary.LittleEndian.Uint32(head[14:])-12 <= 256-12
}

// sniffBrands reads the brands of an ISO base media file (ISO/IEC 14496-12,
// section 4.3): the major one first, then those it is compatible with. Films,
// which have the same structure, are no pictures.
func sniffBrands(head []byte) Format {
	n := min(int(binary.BigEndian.Uint32(head)), len(head))
	found := None
	for i := 8; i+4 <= n; i += 4 {
		if i == 12 {
			continue // the minor version
		}
		switch string(head[i : i+4]) {
		case "avif", "avis":
			return AVIF
		case "crx ":
			return RAW
		case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs":
			found = HEIC
		case "mif1", "msf1":
			if found == None {
				found = HEIC // unless another brand says AVIF
			}
		case "jxl ":
			return JPEGXL
		}
	}
	return found
}

// extensions are those of each format, the usual one first.
var extensions = map[Format][]string{
	JPEG:     {".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".mpo"},
	PNG:      {".png", ".apng"},
	GIF:      {".gif"},
	BMP:      {".bmp", ".dib", ".rle"},
	TIFF:     {".tif", ".tiff"},
	WebP:     {".webp"},
	HEIC:     {".heic", ".heif", ".hif"},
	AVIF:     {".avif", ".avifs"},
	JPEGXL:   {".jxl"},
	JPEG2000: {".jp2", ".j2k", ".jpf", ".jpx", ".j2c"},
	PSD:      {".psd"},
	RAW: {
		".raw", ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".fff", ".gpr", ".iiq", ".kdc", ".mef",
		".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f",
	},
}

// Extensions returns the file name extensions of a format, with their dots and
// the usual one first.
func Extensions(f Format) []string { return slices.Clone(extensions[f]) }

// Claims tells whether a file's name says that it is a picture. A file that
// claims to be one and is none by its content is worth an error; any other is
// passed over quietly.
func Claims(name string) bool {
	ext := extension(name)
	for _, known := range extensions {
		if slices.Contains(known, ext) {
			return true
		}
	}
	return false
}

func extension(name string) string {
	return strings.ToLower(filepath.Ext(name))
}

// NotPicture says what a file is whose format is None, from its first bytes.
// The error is a *NotPictureError.
func NotPicture(head []byte) error {
	content := Unknown
	switch {
	case len(head) == 0:
		content = Empty
	case len(bytes.Trim(head, "\x00")) == 0:
		content = Zeros
	case len(head) >= 8 && string(head[4:8]) == "ftyp":
		content = Film
	case isText(head):
		content = Text
	}
	return &NotPictureError{content}
}

// isText tells whether the bytes read as UTF-8 without control characters.
// The last character may be cut off.
func isText(head []byte) bool {
	for len(head) > 0 {
		r, n := utf8.DecodeRune(head)
		if r == utf8.RuneError && n == 1 {
			return !utf8.FullRune(head)
		}
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' {
			return false
		}
		head = head[n:]
	}
	return true
}
