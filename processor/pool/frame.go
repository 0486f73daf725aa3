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
const protocol = "thumbpool worker 2"

// The first byte of every further frame says what it is. A request goes
//
//	parent                    worker process
//	request, encoded ───────►
//	                 ◄─────── accepted: if it ends before that, the request is not why
//	                 ◄─────── need, bytes   ┐
//	granted          ───────►               │ any number of times,
//	                 ◄─────── keep, bytes   ┘ the last to keep 0
//	                 ◄─────── response, encoded
const (
	frameRequest  = 'q'
	frameAccepted = 'a'
	frameNeed     = 'n' // waits until so many bytes are free
	frameGranted  = 'g'
	frameKeep     = 'k' // gives back all but so many bytes
	frameResponse = 'r'
)

// amount is a frame that names a number of bytes.
func amount(kind byte, bytes int64) []byte {
	return binary.LittleEndian.AppendUint64([]byte{kind}, uint64(bytes))
}

// readAmount returns the number that follows a frame's first byte.
func readAmount(rest []byte) (int64, error) {
	if len(rest) != 8 {
		return 0, errors.New("a frame has no number")
	}
	return max(int64(binary.LittleEndian.Uint64(rest)), 0), nil
}

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
