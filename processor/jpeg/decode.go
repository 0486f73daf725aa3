package jpeg

import (
	"context"
	"encoding/binary"
	"fmt"

	"thumbpool/processor/plane"
)

// Scale is how much smaller than the file's a decoded plane is.
type Scale int

// The scales, each half of the one before.
const (
	Full    Scale = iota // 1
	Half                 // 1/2
	Quarter              // 1/4
	Eighth               // 1/8
)

// Denominator returns 1, 2, 4 or 8.
func (s Scale) Denominator() int { return 1 << s }

// scaling is what a Scale means for a block.
type scaling struct {
	size int    // samples per side
	keep int    // zigzag index of the last coefficient needed
	need uint64 // AC coefficients needed, by zigzag index
}

var scalings = [4]scaling{
	Full:    {8, 63, 1<<64 - 2},
	Half:    {4, 24, 1<<10 - 2 | 1<<11 | 1<<12 | 1<<13 | 1<<17 | 1<<18 | 1<<24},
	Quarter: {2, 4, 1<<1 | 1<<2 | 1<<4},
	Eighth:  {1, 0, 0},
}

// Picture is a decoded picture. Its planes are the Decoder's memory and hold
// until its next Decode.
type Picture struct {
	Header
	// Y, Cb and Cr are the components, each at the scale asked for: its own
	// size divided by the denominator, rounded up. Cb and Cr are empty for
	// gray.
	Y, Cb, Cr plane.Plane
	// Complete is the share of the picture that could be decoded, MinComplete
	// to 1. What could not is mid gray, or, in a progressive file whose end
	// is missing, less sharp.
	Complete float64
	// Damaged says what is wrong with the file, or is nil.
	Damaged *DamageError
}

// Decoder decodes JPEG files. The zero value is ready for use. A Decoder keeps
// its memory for the next file; it must not be used by two goroutines at once.
type Decoder struct {
	frame   frame
	src     bitSource
	dc      [4]huffTable
	ac      [4]acTable
	quant   [4][64]uint16
	quantOK [4]bool

	restartInterval int // MCUs, 0 for none
	eobRun          int // blocks of an EOBn still to come, G.1.2.2
	mcu             [maxBlocksPerMCU]mcuBlock
	block           [128]int32 // coefficients in row-major order
	scans           []scan

	// Memory of the components.
	pix  [3][]byte
	coef [3][]int16
	hist [3][]uint64

	lost   int // blocks that could not be decoded
	harm   DamageError
	harmed bool
}

// Bytes is how much memory the Decoder keeps for the next file.
func (d *Decoder) Bytes() int {
	n := 0
	for i := range d.pix {
		n += cap(d.pix[i]) + 2*cap(d.coef[i]) + 8*cap(d.hist[i])
	}
	return n
}

// Decode decodes a whole file, the luma plane at one scale and the chroma
// planes at another, each relative to the component's own size: with 4:2:0,
// Half for luma and Full for chroma give planes of the same size. Chroma is
// ignored for gray files.
//
// Truncated and damaged files are decoded as far as they go, from restart
// marker to restart marker. If at least MinComplete of the picture is there
// it is returned with Picture.Damaged set; otherwise the error is a
// *DamageError. Errors match ErrUnsupported or ErrFormat as for ReadHeader,
// and the context's error when it ends, which is looked at now and then.
func (d *Decoder) Decode(ctx context.Context, data []byte, luma, chroma Scale) (Picture, error) {
	d.reset(data)
	if err := d.frame.find(data, d.tables); err != nil {
		return Picture{}, err
	}
	if err := d.plausible(len(data)); err != nil {
		return Picture{}, err
	}
	d.prepare(luma, chroma)
	var err error
	if d.frame.progressive {
		err = d.decodeProgressive(ctx)
	} else {
		err = d.decodeSequential(ctx)
	}
	if err != nil {
		return Picture{}, err
	}
	return d.picture()
}

// reset forgets the last file but not the memory, nor the Huffman tables as
// they were built: most files use the same.
func (d *Decoder) reset(data []byte) {
	d.frame = frame{}
	d.src.data = data
	d.quantOK = [4]bool{}
	for i := range 4 {
		d.dc[i].defined, d.ac[i].defined = false, false
	}
	d.restartInterval = 0
	d.block = [128]int32{}
	d.lost, d.harmed, d.harm = 0, false, DamageError{}
}

// plausible refuses a file that is too short for the picture it promises,
// before memory is taken for it: every block needs a bit in a progressive
// file and two in a sequential one.
func (d *Decoder) plausible(size int) error {
	bits := d.frame.blocks()
	if !d.frame.progressive {
		bits *= 2
	}
	if float64(size)*8 < float64(bits)*MinComplete {
		return &DamageError{Truncated: true, Offset: size}
	}
	return nil
}

// prepare sets up the components for the scales.
func (d *Decoder) prepare(luma, chroma Scale) {
	f := &d.frame
	for i := range f.n {
		c := &f.comps[i]
		c.scale = scalings[luma]
		if i > 0 {
			c.scale = scalings[chroma]
		}
		n := c.stride * c.rows * c.scale.size * c.scale.size
		if cap(d.pix[i]) < n {
			d.pix[i] = make([]byte, n)
		}
		c.pix = d.pix[i][:n]
	}
}

// latch copies the quantisation table of a component when its first scan
// begins; later definitions do not apply to it.
func (d *Decoder) latch(c *component) error {
	if c.ready {
		return nil
	}
	if !d.quantOK[c.tq] {
		return malformed("quantisation table %d is missing", c.tq)
	}
	for k, q := range d.quant[c.tq] {
		c.quant[k] = int32(q)
	}
	c.ready = true
	return nil
}

// damage notes that something is wrong at the place being decoded.
func (d *Decoder) damage() {
	d.damageAt(d.src.offset(), d.src.last && d.src.next >= len(d.src.data)-1)
}

// damageAt notes that something is wrong at an offset; the first place counts.
func (d *Decoder) damageAt(offset int, truncated bool) {
	if !d.harmed {
		d.harmed = true
		d.harm.Offset, d.harm.Truncated = offset, truncated
	}
}

// picture collects the result.
func (d *Decoder) picture() (Picture, error) {
	f := &d.frame
	p := Picture{Header: f.header(), Complete: 1 - float64(d.lost)/float64(f.blocks())}
	if d.harmed {
		h := d.harm
		h.Complete = p.Complete
		if p.Complete < MinComplete {
			return Picture{}, &h
		}
		p.Damaged = &h
	}
	planes := [3]*plane.Plane{&p.Y, &p.Cb, &p.Cr}
	for i := range f.n {
		c := &f.comps[i]
		by := 8 / c.scale.size
		*planes[i] = plane.Plane{
			Pix:    c.pix,
			Stride: c.stride * c.scale.size,
			W:      ceilDiv(c.w, by),
			H:      ceilDiv(c.hgt, by),
		}
	}
	return p, nil
}

// tables takes the segments that may stand before the frame header and
// between scans: quantisation and Huffman tables, restart interval.
func (d *Decoder) tables(m byte, p []byte) error {
	switch m {
	case markerDQT:
		return d.quantTables(p)
	case markerDHT:
		return d.huffTables(p)
	case markerDRI:
		if len(p) < 2 {
			return malformed("its restart interval is too short")
		}
		d.restartInterval = int(binary.BigEndian.Uint16(p))
	}
	return nil
}

// quantTables reads a DQT segment, T.81 section B.2.4.1.
func (d *Decoder) quantTables(p []byte) error {
	for len(p) > 0 {
		id, wide := p[0]&15, int(p[0]>>4)
		if id > 3 || wide > 1 || len(p) < 1+64*(1+wide) {
			return malformed("it has a broken quantisation table")
		}
		p = p[1:]
		for k := range d.quant[id] {
			if wide == 1 {
				d.quant[id][k] = binary.BigEndian.Uint16(p[2*k:])
			} else {
				d.quant[id][k] = uint16(p[k])
			}
		}
		d.quantOK[id] = true
		p = p[64*(1+wide):]
	}
	return nil
}

// huffTables reads a DHT segment, T.81 section B.2.4.2.
func (d *Decoder) huffTables(p []byte) error {
	for len(p) > 0 {
		if len(p) < 17 {
			return malformed("it has a broken Huffman table")
		}
		class, id := p[0]>>4, p[0]&15
		n := 0
		for _, c := range p[1:17] {
			n += int(c)
		}
		if class > 1 || id > 3 || n > 256 || len(p) < 17+n {
			return malformed("it has a broken Huffman table")
		}
		t := &d.dc[id]
		if class == 1 {
			t = &d.ac[id].huffTable
		}
		if err := t.define(p[1:17], p[17:17+n]); err != nil {
			return fmt.Errorf("table %d: %w", id, err)
		}
		p = p[17+n:]
	}
	return nil
}
