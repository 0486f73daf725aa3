package fuzztest_test

import (
	"errors"
	"io"
	"testing"

	"thumbpool/processor/fuzztest"
)

// failing is a test of which is only asked whether it failed.
type failing struct {
	testing.TB
	failed bool
}

func (f *failing) Helper() {}

func (f *failing) Fatalf(string, ...any) { f.failed = true }

func TestFile(t *testing.T) {
	for _, c := range []struct {
		name       string
		off        int64
		want       string
		end, fails bool
	}{
		{"inside", 1, "hot", false, false},
		{"over the end", 3, "to", true, false},
		{"at the end", 5, "", true, false},
		{"beyond the end", 6, "", true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := &failing{TB: t}
			file := fuzztest.NewFile(f, []byte("photo"))
			b := make([]byte, 3)
			n, err := file.ReadAt(b, c.off)
			if string(b[:n]) != c.want || errors.Is(err, io.EOF) != c.end || f.failed != c.fails || file.Reads != 1 {
				t.Errorf("%q, error %v, failed %v, %d reads", b[:n], err, f.failed, file.Reads)
			}
		})
	}
}
