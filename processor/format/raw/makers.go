package raw

import (
	"encoding/binary"

	"thumbpool/processor/format/piece"
)

// raf considers the JPEG of a Fujifilm raw file, whose place and length stand in
// its header. The JPEG has the EXIF of the photo, orientation included.
func (w *walker) raf(head []byte) {
	if len(head) >= 0x5C {
		w.offer(int64(binary.BigEndian.Uint32(head[0x54:])), int64(binary.BigEndian.Uint32(head[0x58:])), 0)
	}
}

// x3f considers the JPEGs of a Sigma raw file. Its last four bytes say where a list
// of sections begins: each with its place, length and kind. Those of a picture have
// a head of 28 bytes, in which 18 stands for JPEG.
func (w *walker) x3f(head []byte) {
	const section, entry, imageHead = 12, 12, 28
	end, err := piece.Read(w.r, w.size-4, 4)
	if err != nil {
		return
	}
	at := int64(binary.LittleEndian.Uint32(end))
	list, err := piece.Read(w.r, at, section)
	if err != nil || string(list[:4]) != "SECd" {
		return
	}
	n := min(int64(binary.LittleEndian.Uint32(list[8:])), maxPictures)
	for i := range n {
		e, err := piece.Read(w.r, at+section+i*entry, entry)
		if err != nil {
			return
		}
		if kind := string(e[8:]); kind != "IMAG" && kind != "IMA2" {
			continue
		}
		off, n := int64(binary.LittleEndian.Uint32(e)), int64(binary.LittleEndian.Uint32(e[4:]))
		if b, err := piece.Read(w.r, off, imageHead); err == nil && string(b[:4]) == "SECi" && binary.LittleEndian.Uint32(b[12:]) == 18 {
			w.offer(off+imageHead, n-imageHead, 0)
		}
	}
	rotation := 36 // where degrees stand in the header, since version 4 at another place
	if len(head) > 52 && head[6] >= 4 {
		rotation = 48
	}
	if len(head) >= rotation+4 {
		w.degrees(binary.LittleEndian.Uint32(head[rotation:]))
	}
}

// degrees takes over how far the photo is to be turned to the right; 0 may also
// mean that nobody knows.
func (w *walker) degrees(n uint32) {
	switch n {
	case 90:
		w.turned = 6
	case 180:
		w.turned = 3
	case 270:
		w.turned = 8
	}
}

// crw considers the JPEG of a Canon raw file of before CR2, a "camera image file
// format" (CIFF 1.0): heaps in heaps, each with a list at its end of what lies in
// it.
func (w *walker) crw(head []byte) {
	var order binary.ByteOrder = binary.LittleEndian
	if head[0] == 'M' {
		order = binary.BigEndian
	}
	w.heap(order, int64(order.Uint32(head[2:])), w.size)
}

// heap looks through the heap from start to end of a CRW.
func (w *walker) heap(order binary.ByteOrder, start, end int64) {
	const entry = 10
	const jpeg, small, imageInfo = 0x2007, 0x2008, 0x1810
	if w.directories--; w.directories < 0 || end-start < 6 {
		return
	}
	b, err := piece.Read(w.r, end-4, 4)
	if err != nil {
		return
	}
	list := start + int64(order.Uint32(b))
	if b, err = piece.Read(w.r, list, 2); err != nil || list > end {
		return
	}
	for i := range int64(min(order.Uint16(b), 256)) {
		e, err := piece.Read(w.r, list+2+i*entry, entry)
		if err != nil {
			return
		}
		tag := order.Uint16(e)
		n, off := int64(order.Uint32(e[2:])), start+int64(order.Uint32(e[6:]))
		if tag&0xC000 != 0 || off > end || n > end-off {
			continue // its value stands in the list, or it lies
		}
		switch tag {
		case jpeg, small:
			w.offer(off, n, 0)
		case imageInfo:
			if b, err := piece.Read(w.r, off, 16); err == nil {
				w.degrees(order.Uint32(b[12:]))
			}
		default:
			if kind := tag >> 8 & 0x38; kind == 0x28 || kind == 0x30 {
				w.heap(order, off, off+n)
			}
		}
	}
}
