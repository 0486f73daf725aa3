package container

import (
	"errors"
	"io"
)

// maxScans is the most scans that a JPEG may have. Encoders write about ten;
// a file of thousands of empty ones is small and takes hours to decode.
const maxScans = 100

// ErrTooManyScans ends reading a JPEG of more scans than any honest file has.
var ErrTooManyScans = errors.New("the picture is cut into too many scans")

// LimitScans returns a reader that passes on the bytes of a JPEG from r and
// fails with ErrTooManyScans after a hundred scans. It begins to count at the
// offset from, which is that of the first scan: before it, the marker's bytes
// may occur in metadata; after it, they cannot.
func LimitScans(r io.Reader, from int64) io.Reader {
	return &scanLimit{r: r, from: from}
}

type scanLimit struct {
	r     io.Reader
	from  int64 // bytes to pass before counting begins
	scans int
	last  byte
}

func (l *scanLimit) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	for i, b := range p[:n] {
		if b == SOS && l.last == 0xFF && int64(i) >= l.from {
			l.scans++
		}
		l.last = b
	}
	l.from -= int64(n)
	if l.scans > maxScans {
		return 0, ErrTooManyScans
	}
	return n, err
}
