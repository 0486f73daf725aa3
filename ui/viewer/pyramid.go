package viewer

import (
	"encoding/binary"
	"image"
)

// smallest is the longer side at which a pyramid ends, in pixels.
const smallest = 256

// pyramid is a picture and its halves, quarters and so on, so that it can be
// shown at any size below its own without skipping pixels. nil is no picture.
type pyramid []*image.RGBA

// newPyramid returns the pyramid over img. It takes some nanoseconds a pixel.
func newPyramid(img *image.RGBA) pyramid {
	if img == nil || img.Rect.Empty() {
		return nil
	}
	p := pyramid{img}
	for s := img.Rect.Size(); max(s.X, s.Y) > smallest && min(s.X, s.Y) > 1; s = img.Rect.Size() {
		img = half(img)
		p = append(p, img)
	}
	return p
}

// size is the size of the whole picture.
func (p pyramid) size() vector {
	if p == nil {
		return vector{}
	}
	s := p[0].Rect.Size()
	return vector{float64(s.X), float64(s.Y)}
}

// side is the longer side of the picture.
func (p pyramid) side() int {
	s := p.size()
	return int(max(s.x, s.y))
}

// level is the smallest picture that need not be enlarged to be width wide.
func (p pyramid) level(width int) *image.RGBA {
	i := 0
	for i+1 < len(p) && p[i+1].Rect.Dx() >= width {
		i++
	}
	return p[i]
}

// half returns img at half its size: each pixel is the mean of four.
func half(img *image.RGBA) *image.RGBA {
	w, h := img.Rect.Dx()/2, img.Rect.Dy()/2
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		above := img.Pix[2*y*img.Stride:][:8*w]
		below := img.Pix[(2*y+1)*img.Stride:][:8*w]
		row := out.Pix[y*out.Stride:][:4*w]
		for x := range w {
			a, b := binary.LittleEndian.Uint64(above[8*x:]), binary.LittleEndian.Uint64(below[8*x:])
			sum := spread(uint32(a)) + spread(uint32(a>>32)) + spread(uint32(b)) + spread(uint32(b>>32))
			binary.LittleEndian.PutUint32(row[4*x:], gather((sum+0x0002_0002_0002_0002)>>2))
		}
	}
	return out
}
