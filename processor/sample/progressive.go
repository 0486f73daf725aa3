package sample

import (
	"bufio"
	"image"
	"image/color"
	"io"
	"math"

	"thumbpool/processor/jpeg/t81"
)

// encodeProgressive writes img as a progressive JPEG (ITU-T T.81, Annex G) of
// 4:2:0 Y′CbCr by spectral selection: first the mean of every block, then the
// low frequencies, then the rest. The standard library has no such encoder.
// quality is 1…100 on the usual scale.
func encodeProgressive(w io.Writer, img *image.RGBA, quality int) error {
	e := &progressiveEncoder{w: bufio.NewWriter(w), huffman: t81.Typical()}
	e.analyse(img, quality)
	e.headers(img.Rect.Dx(), img.Rect.Dy())
	e.scanDC()
	for _, s := range []struct{ component, from, to int }{
		{0, 1, 5}, {1, 1, 63}, {2, 1, 63}, {0, 6, 63},
	} {
		e.scanAC(s.component, s.from, s.to)
	}
	e.marker(0xd9)     // EOI
	return e.w.Flush() // a bufio.Writer remembers the first error
}

// block is the quantised coefficients of 8 × 8 samples, in zigzag order.
type block [64]int16

// component is one channel of the picture, as blocks.
type component struct {
	blocks []block
	stride int // blocks in a row, filled up to whole units
	across int // blocks in a row that hold samples of the picture
	down   int
	side   int // blocks along each side of a unit (MCU): the sampling factor
	tables int // 0 luminance, 1 chrominance
}

var zigzag = t81.Zigzag()

type progressiveEncoder struct {
	w          *bufio.Writer
	steps      [2][64]uint8 // quantisation tables, zigzag order
	huffman    [4]t81.Huffman
	components [3]component
	units      image.Point // MCUs across and down

	acc   uint32 // bits not yet written, the oldest highest
	nbits uint
}

// analyse turns the picture into quantised coefficients.
func (e *progressiveEncoder) analyse(img *image.RGBA, quality int) {
	e.steps = t81.Steps(quality)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	e.units = image.Pt((w+15)/16, (h+15)/16)
	for i := range e.components {
		c := component{side: 1, tables: 1}
		if i == 0 {
			c.side, c.tables = 2, 0
		}
		c.stride = c.side * e.units.X
		c.blocks = make([]block, c.stride*c.side*e.units.Y)
		// A.2.2: a scan of one component leaves out what only fills up units.
		c.across = (w*c.side + 15) / 16
		c.down = (h*c.side + 15) / 16
		e.components[i] = c
	}
	for uy := range e.units.Y {
		for ux := range e.units.X {
			e.unit(img, ux, uy)
		}
	}
}

// unit analyses one MCU of 16 × 16 pixels; beyond the picture its last column
// and row are repeated.
func (e *progressiveEncoder) unit(img *image.RGBA, ux, uy int) {
	var luma [4][64]float32
	var chroma [2][64]float32
	for y := range 16 {
		row := img.Pix[min(16*uy+y, img.Rect.Dy()-1)*img.Stride:]
		for x := range 16 {
			px := row[4*min(16*ux+x, img.Rect.Dx()-1):]
			yy, cb, cr := color.RGBToYCbCr(px[0], px[1], px[2])
			luma[y/8*2+x/8][y%8*8+x%8] = float32(yy) - 128
			chroma[0][y/2*8+x/2] += (float32(cb) - 128) / 4
			chroma[1][y/2*8+x/2] += (float32(cr) - 128) / 4
		}
	}
	c := &e.components[0]
	for i := range luma {
		e.transform(&c.blocks[(2*uy+i/2)*c.stride+2*ux+i%2], &luma[i], 0)
	}
	for i := range chroma {
		c := &e.components[1+i]
		e.transform(&c.blocks[uy*c.stride+ux], &chroma[i], 1)
	}
}

// transform is the forward DCT (A.3.3) and quantisation (A.3.4) of one block.
func (e *progressiveEncoder) transform(dst *block, s *[64]float32, tables int) {
	for i := 0; i < 64; i += 8 {
		dct8(s, i, 1)
	}
	for i := range 8 {
		dct8(s, i, 8)
	}
	for i, at := range zigzag {
		q := float64(s[at]) / float64(e.steps[tables][i])
		dst[i] = int16(math.RoundToEven(q))
	}
}

// cosines[k][i] = ½·C(k)·cos((2i+1)kπ/16), the left half of the DCT's basis
// (T.81, A.3.3); the right half is its mirror image, negated for odd k.
var cosines = func() (t [8][4]float32) {
	for k := range t {
		scale := 0.5
		if k == 0 {
			scale = math.Sqrt(0.125)
		}
		for i := range t[k] {
			t[k][i] = float32(scale * math.Cos(float64((2*i+1)*k)*math.Pi/16))
		}
	}
	return t
}()

// dct8 is the one-dimensional DCT-II of eight samples, in place. Folding the
// line in the middle first halves the multiplications: even frequencies need
// only sums of mirrored samples, odd ones only differences.
func dct8(s *[64]float32, at, step int) {
	var sum, diff [4]float32
	for i := range 4 {
		a, b := s[at+i*step], s[at+(7-i)*step]
		sum[i], diff[i] = a+b, a-b
	}
	for k := 0; k < 8; k += 2 {
		c, d := &cosines[k], &cosines[k+1]
		s[at+k*step] = sum[0]*c[0] + sum[1]*c[1] + sum[2]*c[2] + sum[3]*c[3]
		s[at+(k+1)*step] = diff[0]*d[0] + diff[1]*d[1] + diff[2]*d[2] + diff[3]*d[3]
	}
}

func (e *progressiveEncoder) headers(w, h int) {
	e.marker(0xd8) // SOI
	for t, steps := range e.steps {
		e.segment(0xdb, append([]byte{byte(t)}, steps[:]...)) // DQT
	}
	body := []byte{8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), 3}
	for i, c := range e.components {
		body = append(body, byte(i+1), byte(c.side<<4|c.side), byte(c.tables))
	}
	e.segment(0xc2, body) // SOF2
	for i := range e.huffman {
		e.segment(0xc4, e.huffman[i].Append([]byte{byte(i&1<<4 | i>>1)})) // DHT: class and number first
	}
}

// scanDC writes the first coefficient of every block, the components
// interleaved, each as its difference from the one before (G.1.2.1).
func (e *progressiveEncoder) scanDC() {
	e.segment(0xda, []byte{3, 1, 0x00, 2, 0x10, 3, 0x10, 0, 0, 0}) // SOS
	var before [3]int
	tables := [2][256]t81.Code{e.huffman[t81.DC].Codes(), e.huffman[t81.Chroma+t81.DC].Codes()}
	for uy := range e.units.Y {
		for ux := range e.units.X {
			for i := range e.components {
				c := &e.components[i]
				for j := range c.side * c.side {
					y, x := c.side*uy+j/c.side, c.side*ux+j%c.side
					dc := int(c.blocks[y*c.stride+x][0])
					e.coefficient(&tables[c.tables], 0, int32(dc-before[i]))
					before[i] = dc
				}
			}
		}
	}
	e.pad()
}

// scanAC writes the coefficients from…to of one component (G.1.2.2).
func (e *progressiveEncoder) scanAC(component, from, to int) {
	c := &e.components[component]
	e.segment(0xda, []byte{1, byte(component + 1), byte(c.tables), byte(from), byte(to), 0})
	table := e.huffman[c.tables*t81.Chroma+t81.AC].Codes()
	for y := range c.down {
		for x := range c.across {
			e.band(&table, c.blocks[y*c.stride+x][from:to+1])
		}
	}
	e.pad()
}

// band writes part of a block: runs of zeros, each with the value that ends it.
func (e *progressiveEncoder) band(table *[256]t81.Code, values []int16) {
	run := 0
	for _, v := range values {
		if v == 0 {
			run++
			continue
		}
		for ; run > 15; run -= 16 {
			e.symbol(table, 0xf0) // ZRL: sixteen zeros
		}
		e.coefficient(table, run, int32(v))
		run = 0
	}
	if run > 0 {
		e.symbol(table, 0x00) // EOB: zeros to the end of the band
	}
}

// coefficient writes run/size and the bits that single out v among the values
// of that size (F.1.2.1, F.1.2.2).
func (e *progressiveEncoder) coefficient(table *[256]t81.Code, run int, v int32) {
	size, value := t81.Magnitude(v)
	e.symbol(table, byte(run<<4)|byte(size))
	e.put(value, uint(size))
}

func (e *progressiveEncoder) symbol(table *[256]t81.Code, s byte) {
	e.put(table[s].Bits(), table[s].Length())
}

// put appends bits to the entropy-coded data, a zero byte after each 0xff (B.1.1.5).
func (e *progressiveEncoder) put(v uint32, n uint) {
	e.acc |= v << (32 - e.nbits - n)
	e.nbits += n
	for ; e.nbits >= 8; e.nbits -= 8 {
		b := byte(e.acc >> 24)
		_ = e.w.WriteByte(b)
		if b == 0xff {
			_ = e.w.WriteByte(0)
		}
		e.acc <<= 8
	}
}

// pad fills the last byte of a scan with ones (F.1.2.3).
func (e *progressiveEncoder) pad() {
	e.put(0x7f, 7)
	e.acc, e.nbits = 0, 0
}

func (e *progressiveEncoder) marker(m byte) { _, _ = e.w.Write([]byte{0xff, m}) }

func (e *progressiveEncoder) segment(m byte, body []byte) {
	n := len(body) + 2
	_, _ = e.w.Write([]byte{0xff, m, byte(n >> 8), byte(n)})
	_, _ = e.w.Write(body)
}
