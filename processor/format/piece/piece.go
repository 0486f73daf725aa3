// Package piece reads pieces of picture files from where the files themselves
// say that they are. A piece is whole, or there is an error that says why it is
// not: [io.ErrUnexpectedEOF] where the file ends before it does, and otherwise
// what the reader said.
package piece

import "io"

// Read returns the n bytes at offset off, none where n is negative. The caller
// keeps n small, or within the size of the file: so much memory is taken before
// the first byte is read.
func Read(r io.ReaderAt, off, n int64) ([]byte, error) {
	b := make([]byte, max(n, 0))
	if err := Fill(r, b, off); err != nil {
		return nil, err
	}
	return b, nil
}

// Fill fills p from offset off.
func Fill(r io.ReaderAt, p []byte, off int64) error {
	n, err := r.ReadAt(p, off)
	if n == len(p) {
		return nil
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}
