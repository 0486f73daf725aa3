package raw_test

import (
	"errors"
	"testing"

	"thumbpool/processor/format/raw"
	"thumbpool/processor/format/raw/rawtest"
	"thumbpool/processor/fuzztest"
	"thumbpool/processor/memorytest"
)

// FuzzPreview holds that what is found in any file lies in it and begins as a
// JPEG, and that looking costs few reads and little memory.
func FuzzPreview(f *testing.F) {
	large, small := picture(f, 24, 16), picture(f, 8, 8)
	for _, kind := range rawtest.Kinds() {
		f.Add(kind.Write(large, small, 6))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file := fuzztest.NewFile(t, b)
		var p raw.Preview
		var err error
		taken := memorytest.Allocated(func() { p, err = raw.Find(file, file.Size()) })
		switch {
		case err != nil && (!errors.Is(err, raw.ErrNoPreview) || p != raw.Preview{}):
			t.Fatalf("%+v, %v", p, err)
		case err == nil && (p.Offset <= 0 || p.Length < 10 || p.Offset+p.Length > file.Size()):
			t.Fatalf("%+v in %d bytes", p, len(b))
		case err == nil && (string(b[p.Offset:p.Offset+3]) != "\xFF\xD8\xFF" || p.Width <= 0 || p.Height <= 0 || p.Orientation < 0 || p.Orientation > 8):
			t.Fatalf("%+v begins with % x", p, b[p.Offset:p.Offset+3])
		case taken > int64(8<<20+256*len(b)):
			t.Fatalf("%d bytes of memory for a file of %d", taken, len(b))
		case file.Reads > 4000:
			t.Fatalf("%d reads of a file of %d bytes", file.Reads, len(b))
		}
		file = fuzztest.NewFile(t, b)
		if raw.Is(file, file.Size()); file.Reads > 400 {
			t.Fatalf("%d reads of a file of %d bytes to tell what it is", file.Reads, len(b))
		}
	})
}
