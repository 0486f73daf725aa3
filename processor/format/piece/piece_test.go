package piece_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"thumbpool/processor/format/piece"
)

var errDrive = errors.New("the drive is gone")

// broken is a file whose reads fail after its first bytes.
type broken struct{}

func (broken) ReadAt(p []byte, _ int64) (int, error) { return copy(p, "pho"), errDrive }

func TestRead(t *testing.T) {
	file := strings.NewReader("photo")
	for _, test := range []struct {
		name   string
		r      io.ReaderAt
		off, n int64
		want   string
		err    error
	}{
		{"inside", file, 1, 3, "hot", nil},
		{"up to the end", file, 3, 2, "to", nil},
		{"over the end", file, 3, 3, "", io.ErrUnexpectedEOF},
		{"beyond the end", file, 9, 1, "", io.ErrUnexpectedEOF},
		{"nothing", file, 9, 0, "", nil},
		{"less than nothing", file, 1, -4, "", nil},
		{"a drive that is gone", broken{}, 0, 5, "", errDrive},
		{"before the drive is gone", broken{}, 0, 3, "pho", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := piece.Read(test.r, test.off, test.n)
			if string(got) != test.want || !errors.Is(err, test.err) {
				t.Errorf("%q, error %v; want %q, %v", got, err, test.want, test.err)
			}
		})
	}
}
