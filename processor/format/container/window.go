package container

import "io"

// windowSize is one page: the head of nearly every photo in one read.
const windowSize = 4096

// Window is an io.ReaderAt that reads through a buffer of one page, so that
// walking a file's structure in steps of a few bytes does not cost one system
// call per step. It belongs to one goroutine at a time.
type Window struct {
	r   io.ReaderAt
	buf [windowSize]byte
	at  int64 // offset in the file of buf[0]
	n   int   // valid bytes of buf
	err error // why n is less than len(buf)
}

// NewWindow returns a Window on r.
func NewWindow(r io.ReaderAt) *Window { return &Window{r: r} }

// ReadAt fills p from offset off. Reads longer than the window pass it by.
func (w *Window) ReadAt(p []byte, off int64) (int, error) {
	if len(p) > len(w.buf) {
		return w.r.ReadAt(p, off)
	}
	if off < w.at || off+int64(len(p)) > w.at+int64(w.n) {
		w.n, w.err = w.r.ReadAt(w.buf[:], off)
		w.at = off
	}
	n := copy(p, w.buf[min(off-w.at, int64(w.n)):w.n])
	if n < len(p) {
		if w.err == nil {
			return n, io.ErrUnexpectedEOF
		}
		return n, w.err
	}
	return n, nil
}
