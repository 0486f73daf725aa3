package encode

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// mostColours is how many a palette has.
const mostColours = 256

// mostShades is how many colours a thumbnail may have for a palette to be looked for
// that comes near them.
const mostShades = 1 << 16

// nearEnough is the mean square error, in levels of 255, that a palette may bring: no
// more than rounding does, so that nothing is seen of it.
const nearEnough = 2.0

// shade is a colour of a picture and how many of its pixels have it.
type shade struct {
	c [4]int32 // red, green, blue, alpha; not multiplied
	n int64
}

// indexed is the picture with a palette that has all its colours; or, of a photo that
// has few, one that comes near enough. It is nil if there is none.
func indexed(img *image.NRGBA, few bool) *image.Paletted {
	most := mostColours
	if few {
		most = mostShades
	}
	shades := shadesOf(img, most)
	if shades == nil {
		return nil
	}
	palette := make([][4]int32, 0, mostColours)
	if len(shades) <= mostColours {
		for _, s := range shades {
			palette = append(palette, s.c)
		}
	} else {
		palette = medianCut(shades, mostColours)
	}
	slices.SortFunc(palette, func(a, b [4]int32) int { // the transparent first: a short tRNS
		return cmp.Or(cmp.Compare(a[3], b[3]), slices.Compare(a[:3], b[:3]))
	})
	index, off := match(shades, palette)
	if off > nearEnough {
		return nil
	}
	return paint(img, palette, index)
}

// shadesOf counts the colours of a picture, in the order in which they appear; nil if
// there are more than most. What cannot be seen has one colour.
func shadesOf(img *image.NRGBA, most int) []shade {
	at := map[[4]byte]int{}
	var shades []shade
	for i := 0; i < len(img.Pix); i += 4 {
		px := pixelAt(img, i)
		k, ok := at[px]
		if !ok {
			if k = len(shades); k == most {
				return nil
			}
			at[px] = k
			shades = append(shades, shade{c: [4]int32{int32(px[0]), int32(px[1]), int32(px[2]), int32(px[3])}})
		}
		shades[k].n++
	}
	return shades
}

func pixelAt(img *image.NRGBA, i int) [4]byte {
	if img.Pix[i+3] == 0 {
		return [4]byte{}
	}
	return [4]byte(img.Pix[i : i+4])
}

// medianCut chooses n colours: the box of shades whose error is largest is cut in two,
// at its mean along the side on which its shades differ most, until there are n
// (P. Heckbert, Color image quantization for frame buffer display, 1982).
func medianCut(shades []shade, n int) [][4]int32 {
	boxes := []box{newBox(slices.Clone(shades))}
	for len(boxes) < n {
		worst := 0
		for i := range boxes {
			if boxes[i].off > boxes[worst].off {
				worst = i
			}
		}
		b := boxes[worst]
		if b.off == 0 {
			break
		}
		slices.SortFunc(b.shades, func(x, y shade) int { return cmp.Compare(x.c[b.side], y.c[b.side]) })
		cut, _ := slices.BinarySearchFunc(b.shades, b.mean[b.side], func(s shade, mean int32) int {
			if s.c[b.side] <= mean {
				return -1
			}
			return 1
		})
		cut = min(max(cut, 1), len(b.shades)-1)
		boxes[worst] = newBox(b.shades[:cut])
		boxes = append(boxes, newBox(b.shades[cut:]))
	}
	palette := make([][4]int32, len(boxes))
	for i, b := range boxes {
		palette[i] = b.mean
	}
	return palette
}

// box is shades that become one colour, their mean.
type box struct {
	shades []shade
	mean   [4]int32
	side   int     // on which they differ most
	off    float64 // the sum of their square errors
}

func newBox(shades []shade) box {
	b := box{shades: shades}
	var sum [4]int64
	var n int64
	for _, s := range shades {
		n += s.n
		for k, v := range s.c {
			sum[k] += int64(v) * s.n
		}
	}
	for k := range sum {
		b.mean[k] = int32((sum[k] + n/2) / n)
	}
	var off [4]float64
	for _, s := range shades {
		for k, v := range s.c {
			d := float64(v - b.mean[k])
			off[k] += d * d * float64(s.n)
		}
	}
	for k := range off {
		if b.off += off[k]; off[k] > off[b.side] {
			b.side = k
		}
	}
	if len(shades) == 1 {
		b.off = 0
	}
	return b
}

// match finds the nearest colour of the palette for each shade, and the mean square
// error that makes for a sample.
func match(shades []shade, palette [][4]int32) (index map[[4]byte]uint8, off float64) {
	index = make(map[[4]byte]uint8, len(shades))
	var sum float64
	var n int64
	for _, s := range shades {
		best, least := 0, int32(1<<30)
		for i, c := range palette {
			var d int32
			for k := range c {
				d += (c[k] - s.c[k]) * (c[k] - s.c[k])
			}
			if d < least {
				best, least = i, d
			}
		}
		index[[4]byte{byte(s.c[0]), byte(s.c[1]), byte(s.c[2]), byte(s.c[3])}] = uint8(best)
		sum += float64(least) * float64(s.n)
		n += s.n
	}
	return index, sum / float64(4*n)
}

// paint is the picture in the colours of the palette.
func paint(img *image.NRGBA, palette [][4]int32, index map[[4]byte]uint8) *image.Paletted {
	colours := make(color.Palette, len(palette))
	for i, c := range palette {
		colours[i] = color.NRGBA{uint8(c[0]), uint8(c[1]), uint8(c[2]), uint8(c[3])}
	}
	p := image.NewPaletted(img.Rect, colours)
	for i := range p.Pix {
		p.Pix[i] = index[pixelAt(img, 4*i)]
	}
	return p
}
