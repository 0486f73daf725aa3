package pool

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// protocol is what a worker process says first. It changes whenever what the
// two sides say to each other does, so that programs of two versions, as an
// update beside a running window makes them, do not misunderstand each other.
const protocol = "thumbpool worker 1"

// accepted is what a worker process says when it has a request, before it
// begins: if it ends without that, the request is not why.
const accepted = "accepted"

// maxFrame bounds the memory that a frame's length can ask for, in bytes.
const maxFrame = 1 << 30

// writeFrame writes a frame: the length of its payload in four bytes, the
// lowest first, and the payload.
func writeFrame(w io.Writer, payload []byte) error {
	if len(payload) > maxFrame {
		return fmt.Errorf("a frame of %d bytes is too long", len(payload))
	}
	var head [4]byte
	binary.LittleEndian.PutUint32(head[:], uint32(len(payload)))
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	_, err := w.Write(payload)
	return err
}

// firstRead is how many bytes readFrame makes room for before any came.
const firstRead = 64 << 10

// readFrame reads a frame into buf, which grows as needed, and returns its
// payload. The error is io.EOF if there is no further frame. What a frame says
// of its length is not believed: memory is taken for what has come, and as much
// again.
func readFrame(r io.Reader, buf []byte) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return buf, err
	}
	claimed := binary.LittleEndian.Uint32(head[:])
	if claimed > maxFrame {
		return buf, fmt.Errorf("a frame of %d bytes is too long", claimed)
	}
	n := int(claimed)
	buf = buf[:0]
	for len(buf) < n {
		had := len(buf)
		if had == cap(buf) {
			longer := make([]byte, had, min(n, max(2*had, firstRead)))
			copy(longer, buf)
			buf = longer
		}
		buf = buf[:min(n, cap(buf))]
		if got, err := io.ReadFull(r, buf[had:]); err != nil {
			return buf[:had+got], fmt.Errorf("a frame is cut short: %w", noEOF(err))
		}
	}
	return buf, nil
}

// noEOF makes the end of a stream one that comes too early.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
