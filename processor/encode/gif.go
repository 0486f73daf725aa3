package encode

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"maps"
	"slices"

	"thumbpool/processor/plane"
)

// solid is the alpha from which on a pixel is seen in a GIF, which knows nothing
// between.
const solid = 128

// writeGIF writes a palette of all colours of the thumbnail, or where it has more than
// a GIF can have, one of which all others are mixed by dots.
func (e *Encoder) writeGIF(dst []byte, p plane.Picture, _ Options) ([]byte, error) {
	img := p.NRGBA()
	clear := false
	for i := 3; i < len(img.Pix); i += 4 {
		if img.Pix[i] < solid {
			img.Pix[i], clear = 0, true
		} else {
			img.Pix[i] = 255
		}
	}
	few := indexed(img, true)
	if few == nil {
		few = dotted(img, clear)
	}
	buf := bytes.NewBuffer(dst)
	err := gif.Encode(buf, few, nil)
	return buf.Bytes(), err
}

// dotted is the picture in 256 colours of its own, diffused (R. Floyd and L. Steinberg,
// An adaptive algorithm for spatial greyscale, 1976).
func dotted(img *image.NRGBA, clear bool) *image.Paletted {
	shades := map[[4]byte]int64{}
	for i := 0; i < len(img.Pix); i += 4 {
		if img.Pix[i+3] != 0 { // five bits of each will do to choose by
			shades[[4]byte{img.Pix[i]&^7 | 4, img.Pix[i+1]&^7 | 4, img.Pix[i+2]&^7 | 4, 255}]++
		}
	}
	list := make([]shade, 0, len(shades))
	for _, c := range slices.SortedFunc(maps.Keys(shades), func(a, b [4]byte) int { return bytes.Compare(a[:], b[:]) }) {
		list = append(list, shade{[4]int32{int32(c[0]), int32(c[1]), int32(c[2]), 255}, shades[c]})
	}
	most := mostColours
	if clear {
		most--
	}
	var palette color.Palette
	for _, c := range medianCut(list, most) {
		palette = append(palette, color.NRGBA{uint8(c[0]), uint8(c[1]), uint8(c[2]), 255})
	}
	transparency := make([]bool, len(img.Pix)/4)
	for i := range transparency {
		transparency[i] = img.Pix[4*i+3] == 0
	}
	fillTransparent(img) // what cannot be seen spreads no error
	p := image.NewPaletted(img.Rect, palette)
	draw.FloydSteinberg.Draw(p, p.Rect, img, image.Point{})
	if clear {
		p.Palette = append(p.Palette, color.NRGBA{})
		for i, t := range transparency {
			if t {
				p.Pix[i] = uint8(len(p.Palette) - 1)
			}
		}
	}
	return p
}
