// Package fuzztest is the frame of fuzz targets that read untrusted bytes: it
// holds how often and where a file is read, and that a decoder's picture is what
// the header says, at no more memory than that.
package fuzztest

import (
	"bytes"
	"testing"
)

// File is a file of untrusted bytes. It is an io.ReaderAt that counts its
// reads, and fails the test where one begins outside the file: an offset that
// the bytes themselves claim has to be checked before it is used. It is for one
// goroutine.
type File struct {
	t    testing.TB
	data []byte
	// Reads is how many reads there were.
	Reads int
}

// NewFile returns a file that holds data.
func NewFile(t testing.TB, data []byte) *File { return &File{t: t, data: data} }

// Size returns the file's length in bytes.
func (f *File) Size() int64 { return int64(len(f.data)) }

// ReadAt is that of an io.ReaderAt.
func (f *File) ReadAt(p []byte, off int64) (int, error) {
	f.t.Helper()
	if off < 0 || off > f.Size() {
		f.t.Fatalf("a read of %d bytes at %d, in a file of %d", len(p), off, len(f.data))
	}
	f.Reads++
	return bytes.NewReader(f.data).ReadAt(p, off)
}
