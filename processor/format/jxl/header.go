package jxl

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"thumbpool/processor/format/piece"
)

// Header is what the beginning of the codestream says.
type Header struct {
	Width, Height int // as stored, before the orientation is applied
	Orientation   int // 1 to 8 as in EXIF
	Depth         int // bits of a sample
	Gray          bool
	HasAlpha      bool
	Premultiplied bool // colours are multiplied by alpha
	Animated      bool
	// XYB tells that the samples are coded as lossy pictures are, and not as the
	// colours of the file.
	XYB bool
	// Frame is how the first frame is coded, as far as its header can be reached.
	Frame Frame
	// Extra is how many channels there are beside colours and alpha.
	Extra int
}

// Frame is how a frame is coded.
type Frame uint8

// The ways.
const (
	FrameUnknown Frame = iota
	FrameVarDCT        // as lossy pictures are
	FrameModular
)

// ReadHeader reads the header of a file of size bytes. The error says what is
// wrong with it, or is that of r.
func ReadHeader(r io.ReaderAt, size int64) (Header, error) {
	const most = 1 << 10 // bytes that a header has, but for long names of channels
	b, err := codestream(r, size, most)
	if err != nil {
		return Header{}, err
	}
	if len(b) < 2 || b[0] != 0xFF || b[1] != 0x0A {
		return Header{}, errors.New("the coded picture does not begin as one")
	}
	bits := &bitReader{b: b[2:]}
	h := Header{Orientation: 1, Depth: 8}
	h.Width, h.Height = bits.size()
	known := bits.metadata(&h)
	if bits.short {
		return h, io.ErrUnexpectedEOF
	}
	if known && bits.err == nil {
		h.Frame = bits.frame()
	}
	return h, bits.err
}

// codestream returns the first bytes of the codestream: of the file itself, or of
// a box in it (ISO/IEC 18181-2, section 9.8).
func codestream(r io.ReaderAt, size, most int64) ([]byte, error) {
	head, err := piece.Read(r, 0, min(size, 2))
	if err != nil || len(head) == 2 && head[0] == 0xFF && head[1] == 0x0A {
		if err == nil {
			head, err = piece.Read(r, 0, min(size, most))
		}
		return head, err
	}
	const maxBoxes = 1 << 10
	var start int64
	for range maxBoxes {
		head, err := piece.Read(r, start, 8)
		if err != nil {
			return nil, err
		}
		n, off := int64(binary.BigEndian.Uint32(head)), start+8
		switch n {
		case 0:
			n = size - start
		case 1:
			long, err := piece.Read(r, off, 8)
			if err != nil {
				return nil, err
			}
			n, off = int64(min(binary.BigEndian.Uint64(long), 1<<62)), off+8
		}
		if n < off-start {
			return nil, errors.New("a box is shorter than its own head")
		}
		end := min(start+n, size)
		switch string(head[4:8]) {
		case "jxlp":
			off += 4 // its number
			fallthrough
		case "jxlc":
			return piece.Read(r, off, min(end-off, most))
		}
		if start += n; start >= size {
			return nil, io.ErrUnexpectedEOF
		}
	}
	return nil, errors.New("the file is cut into too many pieces")
}

// bitReader reads numbers of some bits each, the low ones first (ISO/IEC 18181-1,
// section B.2).
type bitReader struct {
	b     []byte
	at    int // in bits
	short bool
	err   error
}

func (r *bitReader) bits(n int) int {
	if r.at+n > 8*len(r.b) {
		r.short = true
		r.at = 8 * len(r.b)
		return 0
	}
	v := 0
	for i := range n {
		v |= int(r.b[r.at/8]>>(r.at%8)&1) << i
		r.at++
	}
	return v
}

func (r *bitReader) bool() bool { return r.bits(1) != 0 }

// choice is a value that a number of two bits chooses: so many more bits, and what
// is added to them.
type choice struct{ bits, plus int }

func (r *bitReader) u32(of [4]choice) int {
	c := of[r.bits(2)]
	return c.plus + r.bits(c.bits)
}

// enum reads a code point (section B.2.5).
func (r *bitReader) enum() int { return r.u32([4]choice{{0, 0}, {0, 1}, {4, 2}, {6, 18}}) }

// size reads a SizeHeader (section D.2).
func (r *bitReader) size() (w, h int) {
	side := func() int { return r.u32([4]choice{{9, 1}, {13, 1}, {18, 1}, {30, 1}}) }
	if r.bool() {
		side = func() int { return 8 * (1 + r.bits(5)) }
	}
	h = side()
	if w = ratio(r.bits(3), h); w == 0 {
		w = side()
	}
	return w, h
}

// ratio returns the width that a height has by a number for a usual ratio, or 0.
func ratio(n, h int) int {
	of := [8][2]int{{0, 1}, {1, 1}, {12, 10}, {4, 3}, {3, 2}, {16, 9}, {5, 4}, {2, 1}}[n]
	return h * of[0] / of[1]
}

// preview reads a PreviewHeader (section D.3.2), which is of no use.
func (r *bitReader) preview() {
	side := func() int { return r.u32([4]choice{{6, 1}, {8, 65}, {10, 321}, {12, 1345}}) }
	if r.bool() {
		side = func() int { return r.u32([4]choice{{0, 16}, {0, 32}, {5, 1}, {9, 33}}) }
	}
	side()
	if r.bits(3) == 0 {
		side()
	}
}

// animation reads an AnimationHeader (section D.3.3), which is of no use.
func (r *bitReader) animation() {
	r.u32([4]choice{{0, 100}, {0, 1000}, {10, 1}, {30, 1}})
	r.u32([4]choice{{0, 1}, {0, 1001}, {8, 1}, {10, 1}})
	r.u32([4]choice{{0, 0}, {3, 0}, {16, 0}, {32, 0}})
	r.bool()
}

// depth reads a BitDepth (section D.3.4).
func (r *bitReader) depth() int {
	if !r.bool() {
		return r.u32([4]choice{{0, 8}, {0, 10}, {0, 12}, {6, 1}})
	}
	n := r.u32([4]choice{{0, 32}, {0, 16}, {0, 24}, {6, 1}})
	r.bits(4)
	return n
}

// metadata reads the ImageMetadata (section D.3.1), and tells whether the header of
// the first frame comes next.
func (r *bitReader) metadata(h *Header) (frameFollows bool) {
	if r.bool() { // all as usual
		h.XYB = true
		return r.bool()
	}
	extended, preview := r.bool(), false
	if extended {
		h.Orientation = 1 + r.bits(3)
		if r.bool() {
			r.size()
		}
		if preview = r.bool(); preview {
			r.preview()
		}
		if h.Animated = r.bool(); h.Animated {
			r.animation()
		}
	}
	h.Depth = r.depth()
	r.bool() // whether 16 bits are enough for what is worked out
	for range r.u32([4]choice{{0, 0}, {0, 1}, {4, 2}, {12, 1}}) {
		r.channel(h)
		if r.short || r.err != nil {
			return false
		}
	}
	h.XYB = r.bool()
	profile := r.colour(h)
	if extended && !r.bool() { // tone mapping (section D.3.8)
		r.bits(16 + 16 + 1 + 16)
	}
	if r.bits(2) != 0 { // extensions, of which there are none
		return false
	}
	return r.bool() && !profile && !preview
}

// colour reads a ColourEncoding (section E.2), and tells whether there is an ICC
// profile.
func (r *bitReader) colour(h *Header) (profile bool) {
	if r.bool() { // as usual
		return false
	}
	profile = r.bool()
	const gray, xyb = 1, 2
	space := r.enum()
	h.Gray = space == gray
	if profile {
		return true
	}
	const custom = 2
	xy := func() {
		for range 2 {
			r.u32([4]choice{{19, 0}, {19, 1 << 19}, {20, 1 << 20}, {21, 1 << 21}})
		}
	}
	if space != xyb {
		if r.enum() == custom { // white
			xy()
		}
		if space != gray && r.enum() == custom { // primaries
			xy()
			xy()
			xy()
		}
		if r.bool() { // the curve is a power
			r.bits(24)
		} else {
			r.enum()
		}
	}
	r.enum() // the rendering intent
	return false
}

// frame reads how the frame is coded whose header comes next (section F.2).
func (r *bitReader) frame() Frame {
	r.at = (r.at + 7) / 8 * 8
	if r.bool() { // all as usual
		return FrameVarDCT
	}
	const regular, dc = 0, 1
	kind, modular := r.bits(2), r.bool()
	switch {
	case r.short:
		return FrameUnknown
	case kind == dc: // the coarse part of one that is coded so
		return FrameVarDCT
	case kind != regular:
		return FrameUnknown
	case modular:
		return FrameModular
	}
	return FrameVarDCT
}

// What a channel may be (section D.3.6).
const (
	channelAlpha = 0
	channelSpot  = 2
	channelCFA   = 5
)

// channel reads an ExtraChannelInfo (section D.3.6).
func (r *bitReader) channel(h *Header) {
	if r.bool() {
		h.HasAlpha = true
		return
	}
	kind := r.enum()
	r.depth()
	r.u32([4]choice{{0, 0}, {0, 3}, {0, 4}, {3, 1}})
	for range r.u32([4]choice{{0, 0}, {4, 0}, {5, 16}, {10, 48}}) {
		r.bits(8)
	}
	switch kind {
	case channelAlpha:
		premultiplied := r.bool()
		if !h.HasAlpha { // the first counts
			h.HasAlpha, h.Premultiplied = true, premultiplied
			return
		}
	case channelSpot:
		for range 4 {
			r.bits(16)
		}
	case channelCFA:
		r.u32([4]choice{{0, 1}, {2, 0}, {4, 3}, {8, 19}})
	}
	if h.Extra++; kind > 16 {
		r.err = fmt.Errorf("a channel is of the kind %d", kind)
	}
}
