package jpeg

import (
	"bytes"
	"encoding/binary"
)

// frame is the frame header (T.81 section B.2.2) with what follows from it.
type frame struct {
	width, height int
	progressive   bool
	arithmetic    bool
	comps         [4]component
	n             int // components in use, 0 before there is a frame header
	hmax, vmax    int // largest sampling factors
	mcusX, mcusY  int // MCUs of an interleaved scan
	colour        Colour
	jfif, adobe   bool
	transform     byte // Adobe's
	sos           int  // offset of the first scan's marker
}

// component is one component of the frame and where its samples go.
type component struct {
	id     byte
	h, v   int // sampling factors
	tq     byte
	w, hgt int // size in samples at full scale
	bw, bh int // size in blocks without the padding to whole MCUs
	stride int // blocks per row of the storage, with that padding
	rows   int // rows of blocks of the storage

	scale scaling
	quant [128]int32 // quantisation table in zigzag order; the upper half is 0
	ready bool       // quant is set: the component's first scan was met
	done  bool       // its scan was decoded, in a progressive file that of its DC coefficients

	pix     []byte // stride*size wide
	pred    int32  // DC predictor
	context byte   // arithmetic coding: what the DC difference before was like

	// Of pictures whose coefficients are kept until all scans are decoded.
	coef    []int16   // size*size coefficients per block
	hist    []uint64  // which coefficients of a block are not 0, by zigzag index
	refined bool      // hist is needed, for refinement scans
	missing [64]uint8 // low bits of each coefficient that no needed scan holds
}

// buffered reports whether coefficients are kept until all scans are decoded.
// For arithmetic coding, which is rare and slow anyway, they always are.
func (f *frame) buffered() bool { return f.progressive || f.arithmetic }

func (f *frame) header() Header {
	h := Header{
		Width: f.width, Height: f.height, Components: f.n, Colour: f.decideColour(),
		Progressive: f.progressive, Arithmetic: f.arithmetic,
	}
	for i := range f.n {
		h.Sampling[i] = Sampling{f.comps[i].h, f.comps[i].v}
	}
	return h
}

// segment takes a segment that stands before the first scan, or that with the
// height after it.
func (f *frame) segment(m byte, payload []byte) error {
	switch {
	case m == markerAPP0 && bytes.HasPrefix(payload, []byte("JFIF\x00")):
		f.jfif = true
	case m == markerAPP14 && len(payload) >= 12 && bytes.HasPrefix(payload, []byte("Adobe")):
		f.adobe, f.transform = true, payload[11]
	case m == markerDNL && f.n > 0 && f.height == 0:
		if len(payload) >= 2 {
			f.height = int(binary.BigEndian.Uint16(payload))
		}
		if f.height == 0 {
			return malformed("its height is missing")
		}
	case f.n > 0:
		return nil // the first frame header counts
	case m == markerSOF0 || m == markerSOF1 || m == markerSOF2 || m == markerSOF9 || m == markerSOF10:
		return f.parse(m, payload)
	}
	return unread(m)
}

// unread returns an error for the marker of a coding process that is not read.
func unread(m byte) error {
	switch m {
	case markerSOF3, markerSOF11:
		return unsupported("lossless coding")
	case markerSOF5, markerSOF6, markerSOF7, markerSOF13, markerSOF14, markerSOF15, markerDHP:
		return unsupported("hierarchical coding")
	case markerSOF55:
		return unsupported("JPEG-LS coding")
	}
	return nil
}

// parse reads a frame header and checks that this package can decode it.
func (f *frame) parse(m byte, p []byte) error {
	if len(p) < 6 || len(p) < 6+3*int(p[5]) {
		return malformed("its frame header is too short")
	}
	if p[0] != 8 {
		return unsupported("%d bits a sample", p[0])
	}
	f.progressive = m == markerSOF2 || m == markerSOF10
	f.arithmetic = m == markerSOF9 || m == markerSOF10
	f.height = int(binary.BigEndian.Uint16(p[1:]))
	f.width = int(binary.BigEndian.Uint16(p[3:]))
	if f.width == 0 {
		return malformed("its width is 0")
	}
	n := int(p[5])
	switch {
	case n == 0:
		return malformed("it has no components")
	case n != 1 && n != 3 && n != 4:
		return unsupported("%d components", n)
	}
	for i := range n {
		c, b := &f.comps[i], p[6+3*i:]
		c.id, c.h, c.v, c.tq = b[0], int(b[1]>>4), int(b[1]&15), b[2]
		if c.tq > 3 {
			return malformed("it names quantisation table %d", c.tq)
		}
		if c.h < 1 || c.h > 4 || c.v < 1 || c.v > 4 {
			return malformed("it has a sampling factor of %d×%d", c.h, c.v)
		}
		for j := range i {
			if f.comps[j].id == c.id {
				return malformed("two components have the number %d", c.id)
			}
		}
	}
	if n == 1 { // one component is never interleaved, whatever its factors
		f.comps[0].h, f.comps[0].v = 1, 1
	}
	f.n = n
	return nil
}

// layOut derives the sizes of section A.1.1 and A.2.4 of T.81.
func (f *frame) layOut() {
	f.hmax, f.vmax = 1, 1
	for i := range f.n {
		f.hmax, f.vmax = max(f.hmax, f.comps[i].h), max(f.vmax, f.comps[i].v)
	}
	f.mcusX = ceilDiv(f.width, 8*f.hmax)
	f.mcusY = ceilDiv(f.height, 8*f.vmax)
	for i := range f.n {
		c := &f.comps[i]
		c.w = ceilDiv(f.width*c.h, f.hmax)
		c.hgt = ceilDiv(f.height*c.v, f.vmax)
		c.bw, c.bh = ceilDiv(c.w, 8), ceilDiv(c.hgt, 8)
		c.stride, c.rows = f.mcusX*c.h, f.mcusY*c.v
	}
}

// blocks returns how many blocks the frame has, without padding.
func (f *frame) blocks() int {
	n := 0
	for i := range f.n {
		n += f.comps[i].bw * f.comps[i].bh
	}
	return n
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }
