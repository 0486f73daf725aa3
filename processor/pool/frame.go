package pool

import (
	"encoding/binary"
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

// readFrame reads a frame into buf, which grows as needed, and returns its
// payload. The error is io.EOF if there is no further frame.
func readFrame(r io.Reader, buf []byte) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return buf, err
	}
	n := binary.LittleEndian.Uint32(head[:])
	if n > maxFrame {
		return buf, fmt.Errorf("a frame of %d bytes is too long", n)
	}
	if cap(buf) < int(n) {
		buf = make([]byte, n)
	}
	buf = buf[:n]
	if _, err := io.ReadFull(r, buf); err != nil {
		return buf, fmt.Errorf("a frame is cut short: %w", err)
	}
	return buf, nil
}
