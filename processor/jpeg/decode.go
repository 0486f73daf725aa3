package jpeg

import (
	"context"

	"thumbpool/processor/jpeg/arithmetic"
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
	// Planes are the components, each at the scale asked for: its own size
	// divided by the denominator, rounded up. Those beyond Components are
	// empty.
	Planes [4]plane.Plane
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

	// Arithmetic coding.
	conditioning [2][4]byte // of DC and AC tables, B.2.4.3
	coder        arithmetic.Decoder
	dcBins       [4]arithmetic.DC
	acBins       [4]arithmetic.AC

	// Memory of the components.
	pix  [4][]byte
	coef [4][]int16
	hist [4][]uint64

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

// Options says how a picture is decoded. The zero value is for its whole size.
type Options struct {
	// Scales are those of the components, each relative to the component's own
	// size: with 4:2:0, Half for luma and Full for chroma give planes of the
	// same size. Those of components that there are not are ignored.
	Scales [4]Scale
	// Tables, if not nil, is an abbreviated file of nothing but tables (T.81
	// section B.5), which the file may leave out.
	Tables []byte
	// Colour, if not Stored, is what the components are, whatever the file
	// says. Of a picture with another number of components it is an error.
	Colour Colour
}

// Decode decodes a whole file.
//
// Truncated and damaged files are decoded as far as they go, from restart
// marker to restart marker. If at least MinComplete of the picture is there
// it is returned with Picture.Damaged set; otherwise the error is a
// *DamageError. Errors match ErrUnsupported or ErrFormat as for ReadHeader,
// and the context's error when it ends, which is looked at now and then.
func (d *Decoder) Decode(ctx context.Context, data []byte, o Options) (Picture, error) {
	d.reset(data)
	if err := d.takeTables(o.Tables); err != nil {
		return Picture{}, err
	}
	if err := d.frame.find(data, d.tables); err != nil {
		return Picture{}, err
	}
	if o.Colour != Stored {
		if have, want := d.frame.n, o.Colour.components(); have != want {
			return Picture{}, malformed("it has %d components, not %d", have, want)
		}
		d.frame.colour = o.Colour
	}
	if err := d.plausible(len(data)); err != nil {
		return Picture{}, err
	}
	d.prepare(o.Scales)
	var err error
	if d.frame.buffered() {
		err = d.decodeBuffered(ctx)
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
	d.conditioning = [2][4]byte{{0x10, 0x10, 0x10, 0x10}, {5, 5, 5, 5}}
	d.block = [128]int32{}
	d.lost, d.harmed, d.harm = 0, false, DamageError{}
}

// plausible refuses a file that is too short for the picture it promises,
// before memory is taken for it: every block needs a bit in a progressive
// file and two in a sequential one. With arithmetic coding many blocks of one
// colour share a bit; pictures of usual sizes are believed without one.
func (d *Decoder) plausible(size int) error {
	bits := d.frame.blocks()
	switch {
	case d.frame.arithmetic:
		bits = max(bits-arithmeticBlocks, 0) / 64
	case !d.frame.progressive:
		bits *= 2
	}
	if float64(size)*8 < float64(bits)*MinComplete {
		return &DamageError{Truncated: true, Offset: size}
	}
	return nil
}

// arithmeticBlocks is how many blocks an arithmetically coded file may promise,
// however short it is: those of 200 megapixels in 4:2:0.
const arithmeticBlocks = 200e6 * 3 / 2 / 64

// prepare sets up the components for the scales.
func (d *Decoder) prepare(scales [4]Scale) {
	f := &d.frame
	for i := range f.n {
		c := &f.comps[i]
		c.scale = scalings[scales[i]]
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
	if p.Colour = f.colour; p.Colour == PlainCMYK {
		p.Colour = CMYK
	}
	d.uninvert()
	for i := range f.n {
		c := &f.comps[i]
		by := 8 / c.scale.size
		p.Planes[i] = plane.Plane{
			Pix:    c.pix,
			Stride: c.stride * c.scale.size,
			W:      ceilDiv(c.w, by),
			H:      ceilDiv(c.hgt, by),
		}
	}
	return p, nil
}
