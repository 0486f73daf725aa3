package render

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image/color"
	"math"
	"os"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/plane"
)

// ramp is a component that grows from lo to hi, by columns or by rows.
type ramp struct {
	lo, hi float64
	down   bool
}

func (r ramp) at(x, y float64) float64 { // 0 to 1
	if r.down {
		x = y
	}
	return r.lo + (r.hi-r.lo)*x
}

// compose writes a JPEG of w × h pixels with a scan for each component, which
// are ramps with samplings of their own (ITU-T T.81, section A.2.2).
func compose(t *testing.T, w, h int, sampling []jpeg.Sampling, ramps []ramp, segments string) []byte {
	t.Helper()
	var most jpeg.Sampling
	for _, s := range sampling {
		most.H, most.V = max(most.H, s.H), max(most.V, s.V)
	}
	frame := []byte{0xFF, 0xC0, 0, byte(8 + 3*len(sampling)), 8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), byte(len(sampling))}
	var tables, scans []byte
	for i, s := range sampling {
		frame = append(frame, byte(i+1), byte(s.H<<4|s.V), 0)
		p := plane.Picture{Kind: plane.Gray, ChromaX: 1, ChromaY: 1}
		subX, subY := float64(most.H)/float64(s.H), float64(most.V)/float64(s.V)
		p.Planes[0].Resize(int(math.Ceil(float64(w)/subX)), int(math.Ceil(float64(h)/subY)))
		for y := range p.Planes[0].H {
			row := p.Planes[0].Row(y)
			for x := range row {
				v := ramps[i].at((float64(x)+0.5)*subX/float64(w), (float64(y)+0.5)*subY/float64(h))
				row[x] = byte(min(max(v, 0), 255) + 0.5)
			}
		}
		var e jpeg.Encoder
		b, err := e.Encode(nil, p, jpeg.EncodeOptions{Quality: 100, StandardTables: true})
		if err != nil {
			t.Fatal(err)
		}
		sof, scan := bytes.Index(b, []byte{0xFF, 0xC0}), bytes.Index(b, []byte{0xFF, 0xDA})
		after := sof + 2 + int(binary.BigEndian.Uint16(b[sof+2:]))
		dqt := bytes.Index(b, []byte{0xFF, 0xDB})
		tables = append(bytes.Clone(b[dqt:sof]), b[after:scan]...)
		b[scan+5] = byte(i + 1)
		scans = append(scans, b[scan:len(b)-2]...)
	}
	return bytes.Join([][]byte{{0xFF, 0xD8}, []byte(segments), tables, frame, scans, {0xFF, 0xD9}}, nil)
}

// TestComponents holds that components of any sampling lie where they belong,
// and that their colours are right.
func TestComponents(t *testing.T) {
	const (
		w, h  = 314, 182
		adobe = "\xFF\xEE\x00\x0EAdobe\x00\x64\x00\x00\x00\x00"
	)
	ycc := []ramp{{40, 220, false}, {90, 160, false}, {100, 150, true}, {30, 90, true}}
	rgb := []ramp{{20, 230, false}, {200, 60, true}, {40, 90, false}, {30, 90, true}}
	inks := func(a, b, c, k byte) color.Color { return color.CMYK{a, b, c, k} }
	for name, test := range map[string]struct {
		segments string
		ramps    []ramp
		colour   func(a, b, c, d byte) color.Color
		sampling string // of each component, horizontally and vertically
	}{
		"usual":             {"", ycc, func(a, b, c, _ byte) color.Color { return color.YCbCr{a, b, c} }, "22 11 11"},
		"chroma differs":    {"", ycc, func(a, b, c, _ byte) color.Color { return color.YCbCr{a, b, c} }, "22 21 12"},
		"chroma is finer":   {"", ycc, func(a, b, c, _ byte) color.Color { return color.YCbCr{a, b, c} }, "11 22 21"},
		"thirds":            {"", ycc, func(a, b, c, _ byte) color.Color { return color.YCbCr{a, b, c} }, "32 21 13"},
		"fourths":           {"", ycc, func(a, b, c, _ byte) color.Color { return color.YCbCr{a, b, c} }, "41 11 12"},
		"RGB":               {adobe + "\x00", rgb, func(a, b, c, _ byte) color.Color { return color.RGBA{a, b, c, 255} }, "11 11 11"},
		"RGB, coarse":       {adobe + "\x00", rgb, func(a, b, c, _ byte) color.Color { return color.RGBA{a, b, c, 255} }, "21 22 11"},
		"CMYK":              {"", rgb, func(a, b, c, k byte) color.Color { return inks(^a, ^b, ^c, ^k) }, "11 11 11 11"},
		"CMYK, coarse inks": {adobe + "\x00", rgb, func(a, b, c, k byte) color.Color { return inks(^a, ^b, ^c, ^k) }, "22 11 21 22"},
		"YCCK": {adobe + "\x02", ycc, func(a, b, c, k byte) color.Color {
			r, g, bl := color.YCbCrToRGB(a, b, c)
			return inks(r, g, bl, ^k)
		}, "22 11 11 22"},
	} {
		t.Run(name, func(t *testing.T) {
			var sampling []jpeg.Sampling
			for i := 0; i < len(test.sampling); i += 3 {
				sampling = append(sampling, jpeg.Sampling{H: int(test.sampling[i] - '0'), V: int(test.sampling[i+1] - '0')})
			}
			file := compose(t, w, h, sampling, test.ramps, test.segments)
			path := write(t, "photo.jpg", func(f *os.File) error { _, err := f.Write(file); return err })
			for _, size := range []int{30, 100, 200} { // by scales from 1/8 to 1
				img, thumb := render(t, path, plainRecipe(size))
				if thumb.Damaged != nil {
					t.Fatal(thumb.Damaged)
				}
				b := img.Bounds()
				worst := 0.0
				var where string
				for y := range b.Dy() {
					for x := range b.Dx() {
						var v [4]byte
						for i, r := range test.ramps {
							v[i] = byte(r.at((float64(x)+0.5)/float64(b.Dx()), (float64(y)+0.5)/float64(b.Dy())) + 0.5)
						}
						wr, wg, wb, _ := test.colour(v[0], v[1], v[2], v[3]).RGBA()
						r, g, bl, _ := img.At(b.Min.X+x, b.Min.Y+y).RGBA()
						for _, d := range []float64{float64(r) - float64(wr), float64(g) - float64(wg), float64(bl) - float64(wb)} {
							if d = math.Abs(d) / 257; d > worst {
								worst, where = d, fmt.Sprintf("%d,%d is %d %d %d, want %d %d %d", x, y, r>>8, g>>8, bl>>8, wr>>8, wg>>8, wb>>8)
							}
						}
					}
				}
				if worst > 8 {
					t.Errorf("at %d pixels %.1f levels off: %s", size, worst, where)
				}
			}
		})
	}
}

// TestScales holds that a component of which several pixels share a sample is
// decoded at a larger scale.
func TestScales(t *testing.T) {
	w := &work{Renderer: newRenderer(1), recipe: plainRecipe(256)}
	w.header = format.Header{Width: 2048, Height: 2048, Orientation: 1}
	w.header.JPEG = jpeg.Header{Width: 2048, Height: 2048, Components: 3, Colour: jpeg.YCbCr, Sampling: [4]jpeg.Sampling{{H: 2, V: 1}, {H: 4, V: 4}, {H: 1, V: 1}}}
	if got, want := w.scales(), [4]jpeg.Scale{jpeg.Full, jpeg.Quarter, jpeg.Full}; got != want {
		t.Errorf("scales %v, want %v", got, want)
	}
	w.recipe.File = format.JPEG // whose chroma is coarse
	if got, want := w.scales(), [4]jpeg.Scale{jpeg.Full, jpeg.Eighth, jpeg.Half}; got != want {
		t.Errorf("for coarse chroma, scales %v, want %v", got, want)
	}
}
