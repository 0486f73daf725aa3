package jxl_test

import (
	"testing"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/jxl"
	"thumbpool/processor/fuzztest"
	"thumbpool/processor/memorytest"
)

// FuzzHeader holds that a header is read within the file, in few reads and little
// memory, and says what a picture can be.
func FuzzHeader(f *testing.F) {
	f.Add([]byte("\xFF\x0A\x00\x10\xB0\x13\x00"))
	f.Add([]byte("\x00\x00\x00\x0CJXL \r\n\x87\n\x00\x00\x00\x14ftypjxl \x00\x00\x00\x00jxl \x00\x00\x00\x00jxlc\xFF\x0A\x00\x10\xB0\x13\x00"))
	fuzztest.AddFiles(f, "../testdata/*.jxl")
	f.Fuzz(func(t *testing.T, b []byte) {
		file := fuzztest.NewFile(t, b)
		var h jxl.Header
		var err error
		taken := memorytest.Allocated(func() { h, err = jxl.ReadHeader(container.NewWindow(file), file.Size()) })
		if most := int64(64 << 10); taken > most {
			t.Fatalf("%d bytes of memory", taken)
		}
		if most := len(b)/1024 + 16; file.Reads > most {
			t.Fatalf("%d reads of a file of %d bytes", file.Reads, len(b))
		}
		if err == nil && (h.Width < 1 || h.Height < 1 || h.Orientation < 1 || h.Orientation > 8 || h.Bytes(int64(len(b))) <= 0) {
			t.Fatalf("%+v", h)
		}
	})
}
