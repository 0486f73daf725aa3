package jpeg

import (
	"fmt"

	"thumbpool/processor/jpeg/t81"
	"thumbpool/processor/plane"
)

// EncodeOptions says how a picture is written.
type EncodeOptions struct {
	// Quality is 1 to 100 on libjpeg's scale.
	Quality int
	// Comment, if not empty, goes into a COM segment right after the JFIF
	// header. It is at most MaxComment bytes.
	Comment string
	// ICC, if not empty, is the colour profile, at most MaxICC bytes.
	ICC []byte
	// StandardTables makes the encoder use the Huffman tables of T.81 annex K
	// in place of tables made for the picture, which is a little faster and
	// gives files some 5 to 10 % larger.
	StandardTables bool
}

// Limits of what fits into segments.
const (
	MaxComment = 65533
	MaxICC     = 255 * maxICCChunk

	maxICCChunk = 65519
)

// Encoder writes baseline JPEG files. The zero value is ready for use. An
// Encoder keeps its memory for the next picture; it must not be used by two
// goroutines at once.
type Encoder struct {
	quality int // that divisors are for, 0 for none
	steps   [2][64]uint8
	divide  [2]divisors

	mcu      [6]coefficients // of an MCU: at most 4 luma and 2 chroma blocks
	edge     [64]byte
	symbols  []symbol
	counts   [4][256]uint32
	tables   [4]t81.Huffman
	prefixes [4 * 256]prefix
}

// Encode appends the picture as a JPEG file to dst and returns the result.
// The picture is Gray or YCbCr with a ChromaX and ChromaY of 1 or 2, and has
// 1 to 65,535 pixels to a side; its chroma planes have ceil(luma/ChromaX) ×
// ceil(luma/ChromaY) samples.
func (e *Encoder) Encode(dst []byte, p plane.Picture, o EncodeOptions) ([]byte, error) {
	if err := check(&p, &o); err != nil {
		return nil, fmt.Errorf("cannot write as JPEG: %w", err)
	}
	e.setQuality(o.Quality)
	e.transform(&p)
	if o.StandardTables {
		e.tables = t81.Typical()
	} else {
		for i := range e.tables {
			e.tables[i] = t81.Optimal(&e.counts[i])
		}
	}
	dst = e.appendHeader(dst, &p, &o)
	return append(e.appendScan(dst), 0xFF, markerEOI), nil
}

// setQuality prepares the quantisation.
func (e *Encoder) setQuality(quality int) {
	if e.quality == quality {
		return
	}
	e.quality = quality
	e.steps = t81.Steps(quality)
	for i := range e.steps {
		e.divide[i].set(&e.steps[i])
	}
}

// check refuses what cannot be written.
func check(p *plane.Picture, o *EncodeOptions) error {
	w, h := p.Size()
	switch {
	case o.Quality < 1 || o.Quality > 100:
		return fmt.Errorf("quality %d is not within 1 to 100", o.Quality)
	case len(o.Comment) > MaxComment:
		return fmt.Errorf("the comment has %d bytes, more than %d", len(o.Comment), MaxComment)
	case len(o.ICC) > MaxICC:
		return fmt.Errorf("the colour profile has %d bytes, more than %d", len(o.ICC), MaxICC)
	case w < 1 || h < 1 || w > 65535 || h > 65535:
		return fmt.Errorf("size %d×%d is not within 1 to 65535", w, h)
	case p.Kind == plane.Gray:
		return nil
	case p.Kind != plane.YCbCr:
		return fmt.Errorf("kind %d is neither gray nor YCbCr", p.Kind)
	case p.ChromaX < 1 || p.ChromaX > 2 || p.ChromaY < 1 || p.ChromaY > 2:
		return fmt.Errorf("chroma sampling %d×%d", p.ChromaX, p.ChromaY)
	}
	for _, c := range p.Planes[1:3] {
		if c.W != ceilDiv(w, p.ChromaX) || c.H != ceilDiv(h, p.ChromaY) {
			return fmt.Errorf("a chroma plane has %d×%d samples", c.W, c.H)
		}
	}
	return nil
}

// transform turns the picture into symbols, block by block, and counts them.
func (e *Encoder) transform(p *plane.Picture) {
	e.symbols = e.symbols[:0]
	e.counts = [4][256]uint32{}
	w, h := p.Size()
	y := &p.Planes[0]
	var pred [3]int32
	sx, sy := 8*p.ChromaX, 8*p.ChromaY
	for my := 0; my < h; my += sy {
		for mx := 0; mx < w; mx += sx {
			// First all blocks of the MCU are transformed, then all are
			// coded: the one's stores are done when the other loads.
			n := 0
			for by := my; by < my+sy; by += 8 {
				for bx := mx; bx < mx+sx; bx += 8 {
					e.block(y, bx, by, 0, n)
					n++
				}
			}
			if p.Kind == plane.YCbCr {
				cx, cy := mx/p.ChromaX, my/p.ChromaY
				e.block(&p.Planes[1], cx, cy, 1, n)
				e.block(&p.Planes[2], cx, cy, 1, n+1)
			}
			for i := range n {
				e.addSymbols(&e.mcu[i], 0, pred[0])
				pred[0] = e.mcu[i].at(0)
			}
			if p.Kind == plane.YCbCr {
				e.addSymbols(&e.mcu[n], 1, pred[1])
				e.addSymbols(&e.mcu[n+1], 1, pred[2])
				pred[1], pred[2] = e.mcu[n].at(0), e.mcu[n+1].at(0)
			}
		}
	}
}

// block transforms and quantises the block at x, y into place i of the MCU.
// kind is 0 for luma, 1 for chroma.
func (e *Encoder) block(p *plane.Plane, x, y, kind, i int) {
	if x+8 <= p.W && y+8 <= p.H {
		forward(p.Pix[y*p.Stride+x:], p.Stride, &e.divide[kind], &e.mcu[i])
	} else {
		e.gatherEdge(p, x, y)
		forward(e.edge[:], 8, &e.divide[kind], &e.mcu[i])
	}
}

// gatherEdge copies a block that reaches over the plane's right or lower edge,
// repeating the last column and row.
func (e *Encoder) gatherEdge(p *plane.Plane, x, y int) {
	for j := range 8 {
		row := p.Row(min(y+j, p.H-1))
		for i := range 8 {
			e.edge[8*j+i] = row[min(x+i, p.W-1)]
		}
	}
}
