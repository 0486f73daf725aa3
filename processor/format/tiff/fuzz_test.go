package tiff_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"thumbpool/processor/format/tiff"
)

// FuzzDecode holds that no file makes the decoder panic, and that an image
// has the size that the header claims.
func FuzzDecode(f *testing.F) {
	for _, v := range variants() {
		f.Add(v.file)
	}
	f.Add(build(binary.LittleEndian, nil, 273, 279, []byte{1}))
	others, _ := filepath.Glob("../../../../shared/corpus/files/*/*.tif*") // none is fine
	for _, name := range others {
		if b, err := os.ReadFile(name); err == nil && len(b) < 20_000 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := tiff.ReadHeader(bytes.NewReader(b), int64(len(b)))
		if err == nil && h.Width*h.Height > 1<<20 {
			t.Skip("too large to try many of")
		}
		img, decoded, decodeErr := tiff.Decode(bytes.NewReader(b), int64(len(b)))
		switch {
		case decoded < 0 || decoded > 1 || decodeErr == nil && decoded != 1:
			t.Fatalf("decoded %v, error %v", decoded, decodeErr)
		case img == nil && decodeErr == nil, err != nil && img != nil:
			t.Fatalf("image %v, header's error %v, error %v", img, err, decodeErr)
		case img != nil && (img.Bounds().Dx() != h.Width || img.Bounds().Dy() != h.Height):
			t.Fatalf("image %v, header %+v", img.Bounds(), h)
		}
	})
}
