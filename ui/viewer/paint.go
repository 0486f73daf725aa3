package viewer

import (
	"encoding/binary"
	"image"
	"image/color"
)

// painter draws pictures at any size, interpolated linearly. It keeps its
// tables from one drawing to the next.
type painter struct {
	column []int    // left of the two columns of the picture that a pixel lies between
	weight []uint64 // of the right one, of 256
	row    []uint64 // two rows of the picture interpolated
}

// A pixel's four channels are worked on at once, 16 bits each in 64.

// spread gives each channel of a pixel its 16 bits; gather takes them back.
func spread(p uint32) uint64 { return uint64(p)&0x00ff00ff | uint64(p)<<24&0x00ff00ff_00000000 }

func gather(v uint64) uint32 { return uint32(v)&0x00ff00ff | uint32(v>>24)&0xff00ff00 }

// mix is (256-w)/256 of a and w/256 of b, rounded. What the subtraction borrows
// between channels the sum pays back.
func mix(a, b, w uint64) uint64 {
	return (a<<8 + (b-a)*w + 0x0080_0080_0080_0080) >> 8 & 0x00ff_00ff_00ff_00ff
}

// fill paints all of dst.
func fill(dst *image.RGBA, c color.RGBA) {
	if len(dst.Pix) == 0 {
		return
	}
	copy(dst.Pix, []uint8{c.R, c.G, c.B, c.A})
	for n := 4; n < len(dst.Pix); n *= 2 {
		copy(dst.Pix[n:], dst.Pix[:n])
	}
}

// draw paints the part of a picture that falls into clip, when the whole of it
// is as large as frame. Where the picture is transparent, back is seen.
func (p *painter) draw(dst *image.RGBA, clip image.Rectangle, picture pyramid, frame image.Rectangle, back color.RGBA) {
	clip = clip.Intersect(frame).Intersect(dst.Rect)
	if clip.Empty() || picture == nil {
		return
	}
	src := picture.level(frame.Dx())
	p.columns(clip.Min.X-frame.Min.X, clip.Dx(), src.Rect.Dx(), frame.Dx())
	behind := spread(uint32(back.R) | uint32(back.G)<<8 | uint32(back.B)<<16 | uint32(back.A)<<24)
	for y := clip.Min.Y; y < clip.Max.Y; y++ {
		i, w := between(y-frame.Min.Y, src.Rect.Dy(), frame.Dy())
		p.rows(src, i, w)
		line := dst.Pix[dst.PixOffset(clip.Min.X, y):][:4*clip.Dx()]
		p.line(line, behind)
	}
}

// line paints a line from the interpolated row.
func (p *painter) line(line []uint8, behind uint64) {
	first := p.column[0]
	for x, c := range p.column {
		pair := p.row[c-first : c-first+2]
		v := mix(pair[0], pair[1], p.weight[x])
		if alpha := v >> 48; alpha != 0xff {
			v += mix(behind, 0, alpha+alpha>>7)
		}
		binary.LittleEndian.PutUint32(line[4*x:], gather(v))
	}
}

// columns notes between which columns of a picture of the given width the
// pixels begin … begin+n lie, when it is drawn stretched wide.
func (p *painter) columns(begin, n, width, stretched int) {
	p.column, p.weight = resize(p.column, n), resize(p.weight, n)
	for x := range n {
		p.column[x], p.weight[x] = between(begin+x, width, stretched)
	}
	p.row = resize(p.row, p.column[n-1]-p.column[0]+2)
}

// rows interpolates two rows of src as far as the columns need them.
func (p *painter) rows(src *image.RGBA, i int, w uint64) {
	first := p.column[0]
	n := min(len(p.row), src.Rect.Dx()-first)
	above := src.Pix[i*src.Stride+4*first:][:4*n]
	row := p.row[:n]
	if w == 0 {
		for x := range row {
			row[x] = spread(binary.LittleEndian.Uint32(above[4*x:]))
		}
	} else {
		below := src.Pix[(i+1)*src.Stride+4*first:][:4*n]
		for x := range row {
			row[x] = mix(spread(binary.LittleEndian.Uint32(above[4*x:])), spread(binary.LittleEndian.Uint32(below[4*x:])), w)
		}
	}
	if n < len(p.row) { // there is no column after the last, and it has no weight
		p.row[n] = p.row[n-1]
	}
}

// between is where the middle of pixel x lies when n samples are stretched over
// so many pixels: after sample i, with weight w of 256 for the next.
func between(x, n, stretched int) (i int, w uint64) {
	at := ((2*x+1)*n*128)/stretched - 128 // of 256 for a sample
	at = min(max(at, 0), (n-1)*256)
	return at >> 8, uint64(at & 0xff)
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
