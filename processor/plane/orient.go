package plane

import (
	"encoding/binary"
	"math/bits"
)

// Orient makes dst, from src, the way up that a viewer expects of a photo
// stored with this orientation (Exif 2.32, tag 0x0112):
//
//	1 as stored          2 mirrored left to right
//	3 turned by 180°     4 mirrored top to bottom
//	5 transposed         6 turned by 90° clockwise
//	7 transversed        8 turned by 270° clockwise
//
// Any other value counts as 1. With 5 to 8 width and height change places. The
// two planes must not share memory; dst reuses its own where it is large enough.
func Orient(dst *Plane, src Plane, orientation int) {
	switch orientation {
	case 2:
		dst.Resize(src.W, src.H)
		for y := range src.H {
			reverse(dst.Row(y), src.Row(y))
		}
	case 3:
		dst.Resize(src.W, src.H)
		for y := range src.H {
			reverse(dst.Row(src.H-1-y), src.Row(y))
		}
	case 4:
		dst.Resize(src.W, src.H)
		for y := range src.H {
			copy(dst.Row(src.H-1-y), src.Row(y))
		}
	case 5:
		columns(dst, src, corner{0, 0})
	case 6:
		columns(dst, src, corner{0, src.H - 1})
	case 7:
		columns(dst, src, corner{src.W - 1, src.H - 1})
	case 8:
		columns(dst, src, corner{src.W - 1, 0})
	default:
		dst.Resize(src.W, src.H)
		for y := range src.H {
			copy(dst.Row(y), src.Row(y))
		}
	}
}

// SwapsSides reports whether a photo of this orientation is shown with its
// stored width as height.
func SwapsSides(orientation int) bool { return orientation >= 5 && orientation <= 8 }

// reverse copies src to dst from its end, eight samples at a time.
func reverse(dst, src []byte) {
	for len(src) >= 8 {
		v := bits.ReverseBytes64(binary.LittleEndian.Uint64(src))
		binary.LittleEndian.PutUint64(dst[len(dst)-8:], v)
		dst, src = dst[:len(dst)-8], src[8:]
	}
	for i, v := range src {
		dst[len(dst)-1-i] = v
	}
}

// corner is the corner of a source plane that becomes the first sample of the
// output; both coordinates are either 0 or the last.
type corner struct{ x, y int }

// columns makes the rows of dst from the columns of src, beginning with the
// column and at the row of c.
func columns(dst *Plane, src Plane, c corner) {
	dst.Resize(src.H, src.W)
	w, h := dst.W&^7, dst.H&^7
	for y := 0; y < h; y += 8 {
		for x := 0; x < w; x += 8 {
			square(dst, src, c, x, y)
		}
	}
	for y := range dst.H {
		row := dst.Row(y)
		from := w
		if y >= h {
			from = 0
		}
		for x := from; x < dst.W; x++ {
			row[x] = src.Pix[distance(c.y, x)*src.Stride+distance(c.x, y)]
		}
	}
}

// distance counts i from an edge that is either 0 or the last.
func distance(edge, i int) int { return max(edge-i, i-edge) }

// square makes the 8 × 8 samples of dst at x, y. It reads a source row of them
// as one word, and transposes the words by changing ever smaller squares in
// pairs: 4 × 4 samples, 2 × 2, single ones.
func square(dst *Plane, src Plane, c corner, x, y int) {
	// The lowest source column of the square, and its first source row.
	u, v := min(distance(c.x, y), distance(c.x, y+7)), distance(c.y, x)
	down := src.Stride
	if c.y != 0 {
		down = -down
	}
	at := v*src.Stride + u
	load := func(i int) uint64 { return binary.LittleEndian.Uint64(src.Pix[at+i*down:]) }
	r0, r1, r2, r3 := load(0), load(1), load(2), load(3)
	r4, r5, r6, r7 := load(4), load(5), load(6), load(7)

	r0, r4 = swap(r0, r4, 32, 0x00000000ffffffff)
	r1, r5 = swap(r1, r5, 32, 0x00000000ffffffff)
	r2, r6 = swap(r2, r6, 32, 0x00000000ffffffff)
	r3, r7 = swap(r3, r7, 32, 0x00000000ffffffff)

	r0, r2 = swap(r0, r2, 16, 0x0000ffff0000ffff)
	r1, r3 = swap(r1, r3, 16, 0x0000ffff0000ffff)
	r4, r6 = swap(r4, r6, 16, 0x0000ffff0000ffff)
	r5, r7 = swap(r5, r7, 16, 0x0000ffff0000ffff)

	r0, r1 = swap(r0, r1, 8, 0x00ff00ff00ff00ff)
	r2, r3 = swap(r2, r3, 8, 0x00ff00ff00ff00ff)
	r4, r5 = swap(r4, r5, 8, 0x00ff00ff00ff00ff)
	r6, r7 = swap(r6, r7, 8, 0x00ff00ff00ff00ff)

	// Words go to rows in the order of columns, which may run backwards.
	to, next := y*dst.Stride+x, dst.Stride
	if c.x != 0 {
		to, next = (y+7)*dst.Stride+x, -dst.Stride
	}
	store := func(i int, r uint64) { binary.LittleEndian.PutUint64(dst.Pix[to+i*next:], r) }
	store(0, r0)
	store(1, r1)
	store(2, r2)
	store(3, r3)
	store(4, r4)
	store(5, r5)
	store(6, r6)
	store(7, r7)
}

// swap exchanges the samples of a above shift with those of b below it, in
// every group of samples that mask tells apart.
func swap(a, b uint64, shift uint, mask uint64) (uint64, uint64) {
	t := (a>>shift ^ b) & mask
	return a ^ t<<shift, b ^ t
}
