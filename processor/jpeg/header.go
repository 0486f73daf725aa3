package jpeg

import (
	"bytes"
	"encoding/binary"
)

// Header is what a JPEG file says of its picture before any pixel.
type Header struct {
	// Width and Height are the size in pixels as stored, that is, before any
	// Exif orientation is applied: 1 to 65,535.
	Width, Height int
	// Components is 1 (gray) or 3 (Y, Cb, Cr).
	Components int
	// HSub and VSub are how many luma samples one chroma sample covers in
	// each direction, 1 or 2: 2 and 2 for 4:2:0. Both are 1 for gray.
	HSub, VSub int
	// Progressive reports that the picture is coded in passes of growing
	// detail (T.81 annex G).
	Progressive bool
}

// ReadHeader reads the header of a JPEG file as far as the frame header. The
// data need not be the whole file, as long as it reaches that far.
//
// The error matches ErrUnsupported for a file that Decode would not read for
// its kind and ErrFormat for one that is broken or no JPEG file.
func ReadHeader(data []byte) (Header, error) {
	var f frame
	if err := f.find(data, nil); err != nil {
		return Header{}, err
	}
	return f.header(), nil
}

// maxBlocksPerMCU is the limit of T.81 section B.2.3 for interleaved scans.
const maxBlocksPerMCU = 10

// frame is the frame header (T.81 section B.2.2) with what follows from it.
type frame struct {
	width, height  int
	progressive    bool
	comps          [3]component
	n              int // components in use
	hmax, vmax     int // largest sampling factors
	mcusX, mcusY   int // MCUs of an interleaved scan
	jfif, adobe    bool
	adobeTransform byte
	sos            int // offset of the first byte after the frame header segment
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
	done  bool       // sequential: its scan was decoded

	pix  []byte // stride*size wide
	pred int32  // DC predictor

	// Progressive files only.
	coef    []int16   // size*size coefficients per block
	hist    []uint64  // which coefficients of a block are not 0, by zigzag index
	refined bool      // hist is needed, for refinement scans
	missing [64]uint8 // low bits of each coefficient that no needed scan holds
}

func (f *frame) header() Header {
	h := Header{Width: f.width, Height: f.height, Components: f.n, HSub: 1, VSub: 1, Progressive: f.progressive}
	if f.n == 3 {
		h.HSub = f.comps[0].h / f.comps[1].h
		h.VSub = f.comps[0].v / f.comps[1].v
	}
	return h
}

// find walks the file up to its frame header. Table segments on the way go to
// tables, if not nil.
func (f *frame) find(data []byte, tables func(marker byte, payload []byte) error) error {
	if !bytes.HasPrefix(data, []byte{0xFF, markerSOI}) {
		return malformed("it does not begin like one")
	}
	r := markerReader{data: data, pos: 2}
	for {
		m, payload, ok := r.next()
		switch {
		case !ok:
			return malformed("it ends before the size of the picture")
		case m == markerSOF0 || m == markerSOF1 || m == markerSOF2:
			f.sos = r.pos
			return f.parse(m, payload)
		case m == markerDAC:
			return unsupported("arithmetic coding")
		case m > markerSOF2 && m <= markerSOF15 && m != markerDHT && m != markerJPG:
			return unsupported("coding process %d", m-markerSOF0)
		case m == markerSOS || m == markerEOI:
			return malformed("it has no frame header")
		case m == markerAPP0 || m == markerAPP14:
			f.application(m, payload)
		case tables != nil:
			if err := tables(m, payload); err != nil {
				return err
			}
		}
	}
}

// application notes the two application segments that decide what three
// components mean: JFIF (always YCbCr) and Adobe.
func (f *frame) application(m byte, payload []byte) {
	switch {
	case m == markerAPP0 && bytes.HasPrefix(payload, []byte("JFIF\x00")):
		f.jfif = true
	case m == markerAPP14 && len(payload) >= 12 && bytes.HasPrefix(payload, []byte("Adobe")):
		f.adobe, f.adobeTransform = true, payload[11]
	}
}

// parse reads a frame header and checks that this package can decode it.
func (f *frame) parse(m byte, p []byte) error {
	if len(p) < 6 || len(p) < 6+3*int(p[5]) {
		return malformed("its frame header is too short")
	}
	if p[0] != 8 {
		return unsupported("%d bits per sample", p[0])
	}
	f.progressive = m == markerSOF2
	f.height = int(binary.BigEndian.Uint16(p[1:]))
	f.width = int(binary.BigEndian.Uint16(p[3:]))
	f.n = int(p[5])
	if f.width == 0 {
		return malformed("its width is 0")
	}
	if f.height == 0 {
		return unsupported("height given after the picture")
	}
	if f.n != 1 && f.n != 3 {
		return unsupported("%d components", f.n)
	}
	for i := range f.n {
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
	if f.n == 1 { // one component is never interleaved, whatever its factors
		f.comps[0].h, f.comps[0].v = 1, 1
	} else if err := f.checkColour(); err != nil {
		return err
	}
	f.layOut()
	return nil
}

// checkColour tells YCbCr with the usual sampling from everything else.
func (f *frame) checkColour() error {
	y, cb, cr := &f.comps[0], &f.comps[1], &f.comps[2]
	blocks := 0
	for _, c := range []*component{y, cb, cr} {
		if c.h > 2 || c.v > 2 {
			return unsupported("sampling factor %d×%d", c.h, c.v)
		}
		blocks += c.h * c.v
	}
	if cb.h != cr.h || cb.v != cr.v || cb.h > y.h || cb.v > y.v || blocks > maxBlocksPerMCU {
		return unsupported("sampling factors %d×%d, %d×%d, %d×%d", y.h, y.v, cb.h, cb.v, cr.h, cr.v)
	}
	if f.jfif {
		return nil
	}
	if f.adobe && f.adobeTransform == 0 || !f.adobe && y.id == 'R' && cb.id == 'G' && cr.id == 'B' {
		return unsupported("RGB")
	}
	return nil
}

// layOut derives the sizes of section A.1.1 and A.2.4 of T.81.
func (f *frame) layOut() {
	f.hmax, f.vmax = f.comps[0].h, f.comps[0].v // luma has the largest
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
