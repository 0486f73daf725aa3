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

// block is the side of the squares in which columns works: 32 cache lines of
// the source, few enough to stay in the first-level cache until every byte of
// them is used.
const block = 32

// columns makes the rows of dst from the columns of src, beginning with the
// column and at the row of c.
func columns(dst *Plane, src Plane, c corner) {
	dst.Resize(src.H, src.W)
	down := src.Stride // from one sample of a dst row to the next, in src
	if c.y != 0 {
		down = -down
	}
	for y0 := 0; y0 < dst.H; y0 += block {
		for x0 := 0; x0 < dst.W; x0 += block {
			for y := y0; y < min(y0+block, dst.H); y++ {
				u := max(c.x-y, y-c.x)
				v := max(c.y-x0, x0-c.y)
				at := v*src.Stride + u
				row := dst.Row(y)[x0:min(x0+block, dst.W)]
				for i := range row {
					row[i] = src.Pix[at]
					at += down
				}
			}
		}
	}
}
