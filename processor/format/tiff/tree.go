package tiff

import (
	"encoding/binary"
	"io"
)

// DirectoryAt reads the directory at off of a block of size bytes that has no
// header of its own, such as a maker note, in the given byte order. Offsets in it
// count from the start of r.
func DirectoryAt(r io.ReaderAt, size int64, order binary.ByteOrder, off int64) (*Directory, error) {
	d := &Directory{r: r, size: size, order: order, entries: map[uint16]entry{}}
	return d, d.readEntries(off)
}

// ByteOrder is the order of the bytes of the directory's numbers.
func (d *Directory) ByteOrder() binary.ByteOrder { return d.order }
