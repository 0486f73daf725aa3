package plane

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"testing"

	"thumbpool/processor/memorytest"
)

// images returns an image of every type of w × h pixels, with noise in them,
// each cut out of a larger one so that it does not begin at zero.
func images(w, h int) map[string]image.Image {
	r := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	all := map[string]image.Image{}
	whole := image.Rect(0, 0, w+8, h+8)
	cut := image.Rect(4, 4, w+4, h+4)
	fill := func(pix []byte) {
		for i := range pix {
			pix[i] = byte(r.Uint32())
		}
	}
	add := func(name string, m interface {
		SubImage(image.Rectangle) image.Image
	}, pix ...[]byte,
	) {
		for _, p := range pix {
			fill(p)
		}
		all[name] = m.SubImage(cut)
	}
	gray, gray16 := image.NewGray(whole), image.NewGray16(whole)
	add("Gray", gray, gray.Pix)
	add("Gray16", gray16, gray16.Pix)
	nrgba, nrgba64 := image.NewNRGBA(whole), image.NewNRGBA64(whole)
	add("NRGBA", nrgba, nrgba.Pix)
	add("NRGBA64", nrgba64, nrgba64.Pix)
	cmyk := image.NewCMYK(whole)
	add("CMYK", cmyk, cmyk.Pix)
	clear := color.NRGBA{1, 2, 3, 0}
	half := color.NRGBA{200, 100, 50, 128}
	paletted := image.NewPaletted(whole, color.Palette{color.Black, color.White, half, clear})
	for i := range paletted.Pix {
		paletted.Pix[i] = byte(r.IntN(4))
	}
	add("Paletted", paletted)
	for name, ratio := range map[string]image.YCbCrSubsampleRatio{
		"444": image.YCbCrSubsampleRatio444, "422": image.YCbCrSubsampleRatio422,
		"420": image.YCbCrSubsampleRatio420, "440": image.YCbCrSubsampleRatio440,
		"411": image.YCbCrSubsampleRatio411, "410": image.YCbCrSubsampleRatio410,
	} {
		m := image.NewYCbCr(whole, ratio)
		add("YCbCr"+name, m, m.Y, m.Cb, m.Cr)
		n := image.NewNYCbCrA(whole, ratio)
		add("NYCbCrA"+name, n, n.Y, n.Cb, n.Cr, n.A)
	}
	rgba, rgba64 := image.NewRGBA(whole), image.NewRGBA64(whole)
	draw.Draw(rgba, whole, nrgba, image.Point{}, draw.Src)
	draw.Draw(rgba64, whole, nrgba64, image.Point{}, draw.Src)
	add("RGBA", rgba)
	add("RGBA64", rgba64)
	unknown := image.NewRGBA(whole)
	draw.Draw(unknown, whole, nrgba, image.Point{}, draw.Src)
	all["an unknown type"] = struct{ image.Image }{unknown.SubImage(cut)}
	all["YCbCr cut at odd pixels"] = image.NewYCbCr(whole, image.YCbCrSubsampleRatio420).SubImage(image.Rect(3, 3, 3+w, 3+h))
	return all
}

// opaque returns m without its transparency.
func opaque[M interface {
	image.Image
	Set(x, y int, c color.Color)
}](m M,
) M {
	r := m.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := color.NRGBA64Model.Convert(m.At(x, y)).(color.NRGBA64)
			c.A = 0xffff
			m.Set(x, y, c)
		}
	}
	return m
}

func TestFromImageKeepsEveryPixel(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {7, 5}, {16, 9}} {
		for name, m := range images(size.X, size.Y) {
			t.Run(fmt.Sprintf("%s %v", name, size), func(t *testing.T) {
				origin := m.Bounds().Min
				var wants [][4]uint32
				for y := range size.Y {
					for x := range size.X {
						r, g, b, a := m.At(origin.X+x, origin.Y+y).RGBA()
						wants = append(wants, [4]uint32{r, g, b, a})
					}
				}
				got := FromImage(m).RGBA() // in the memory of m
				if got.Rect.Size() != size {
					t.Fatalf("size is %v", got.Rect.Size())
				}
				most := 0.51
				switch m.(type) {
				case *image.YCbCr, *image.NYCbCrA, *image.CMYK:
					most = 1.51 // package color cuts these to 8 bits, before alpha
				}
				for y := range size.Y {
					for x := range size.X {
						want := wants[y*size.X+x]
						px := got.Pix[got.PixOffset(x, y):][:4]
						for i, v := range px {
							if math.Abs(float64(v)-float64(want[i])/257) > most {
								t.Fatalf("pixel %d,%d is %v, want %04x", x, y, px, want)
							}
						}
					}
				}
			})
		}
	}
}

func TestFromImageKind(t *testing.T) {
	all, other := images(6, 4), images(6, 4)
	for name, c := range map[string]struct {
		image image.Image
		want  Kind
	}{
		"gray":                    {all["Gray"], Gray},
		"gray of 16 bits":         {all["Gray16"], Gray},
		"YCbCr":                   {all["YCbCr420"], YCbCr},
		"YCbCr cut at odd pixels": {all["YCbCr cut at odd pixels"], RGB},
		"YCbCr and alpha":         {all["NYCbCrA420"], RGBA},
		"transparent":             {all["NRGBA"], RGBA},
		"opaque":                  {opaque(other["NRGBA"].(*image.NRGBA)), RGB},
		"opaque of 16 bits":       {opaque(other["RGBA64"].(*image.RGBA64)), RGB},
		"CMYK":                    {all["CMYK"], CMYK},
		"palette with alpha":      {all["Paletted"], RGBA},
		"opaque palette":          {image.NewPaletted(image.Rect(0, 0, 2, 2), color.Palette{color.White}), RGB},
	} {
		t.Run(name, func(t *testing.T) {
			if got := FromImage(c.image).Kind; got != c.want {
				t.Errorf("kind %d, want %d", got, c.want)
			}
		})
	}
}

func TestFromImageSharesPlanes(t *testing.T) {
	m := image.NewYCbCr(image.Rect(0, 0, 5, 3), image.YCbCrSubsampleRatio420)
	p := FromImage(m)
	m.Cr[5] = 77
	if p.Planes[2].Row(1)[2] != 77 {
		t.Error("chroma was copied")
	}
	if p.ChromaX != 2 || p.ChromaY != 2 || p.Planes[1].W != 3 || p.Planes[1].H != 2 {
		t.Errorf("chroma is %d×%d samples, one for %d×%d pixels",
			p.Planes[1].W, p.Planes[1].H, p.ChromaX, p.ChromaY)
	}
}

// TestFromImageTakesOverMemory holds FromImage to needing none of its own for
// packed pixels, which is what a photo of 100 megapixels is admitted by.
func TestFromImageTakesOverMemory(t *testing.T) {
	const side = 1 << 10
	rect := image.Rect(0, 0, side, side)
	for name, m := range map[string]image.Image{
		"RGBA": image.NewRGBA(rect), "NRGBA": image.NewNRGBA(rect), "CMYK": image.NewCMYK(rect),
		"RGBA64": image.NewRGBA64(rect), "NRGBA64": image.NewNRGBA64(rect), "Gray16": image.NewGray16(rect),
	} {
		if took := memorytest.Allocated(func() { FromImage(m) }); took > side*side/4 {
			t.Errorf("%s: took %d bytes for %d pixels", name, took, side*side)
		}
	}
}

func TestRound16(t *testing.T) {
	for v := range uint32(65536) {
		if got, want := round16(v), byte(math.Round(float64(v)/257)); got != want {
			t.Fatalf("round16(%d) = %d, want %d", v, got, want)
		}
	}
}

func TestMultiplyAndDivide(t *testing.T) {
	for a := range 256 {
		for c := range 256 {
			m := multiply(byte(c), byte(a))
			if want := byte(math.Round(float64(c*a) / 255)); m != want {
				t.Fatalf("multiply(%d, %d) = %d, want %d", c, a, m, want)
			}
			if a == 0 {
				continue
			}
			want := byte(min(math.Round(float64(c*255)/float64(a)), 255))
			if d := divide(byte(c), byte(a)); d != want {
				t.Fatalf("divide(%d, %d) = %d, want %d", c, a, d, want)
			}
		}
	}
}

func TestNRGBA(t *testing.T) {
	p := newPicture(RGBA, 4, 1)
	for i, row := range [][]byte{{100, 0, 64, 140}, {0, 0, 32, 128}, {50, 0, 0, 0}, {255, 0, 128, 128}} {
		copy(p.Planes[i].Row(0), row)
	}
	want := []byte{100, 0, 50, 255, 0, 0, 0, 0, 128, 64, 0, 128, 255, 255, 0, 128}
	if got := p.NRGBA().Pix; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestFlatten(t *testing.T) {
	p := newPicture(RGBA, 3, 1)
	for i, row := range [][]byte{{100, 0, 64}, {0, 0, 32}, {50, 0, 0}, {255, 0, 128}} {
		copy(p.Planes[i].Row(0), row)
	}
	p.Flatten(color.RGBA{255, 200, 0, 255})
	if p.Kind != RGB {
		t.Errorf("kind is %d", p.Kind)
	}
	want := []byte{100, 0, 50, 255, 255, 200, 0, 255, 191, 132, 0, 255}
	if got := p.RGBA().Pix; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// The numbers are those of Pillow's Image.convert("RGB").
func TestMixInks(t *testing.T) {
	p := newPicture(CMYK, 5, 1)
	for i, row := range [][]byte{{0, 255, 0, 10, 200}, {0, 0, 0, 200, 100}, {0, 0, 0, 30, 50}, {0, 0, 255, 128, 3}} {
		copy(p.Planes[i].Row(0), row)
	}
	want := []byte{255, 255, 255, 255, 0, 255, 255, 255, 0, 0, 0, 255, 122, 27, 112, 255, 54, 153, 203, 255}
	if got := p.RGBA().Pix; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("packed: got  %v\nwant %v", got, want)
	}
	p.MixInks()
	if got := p.RGBA().Pix; p.Kind != RGB || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("kind %d, got  %v\nwant %v", p.Kind, got, want)
	}
	transparent := newPicture(RGBA, 1, 1)
	if transparent.MixInks(); transparent.Kind != RGBA {
		t.Errorf("RGBA became kind %d", transparent.Kind)
	}
}

func TestFromRGB(t *testing.T) {
	for _, chroma := range []int{1, 2} {
		t.Run(fmt.Sprint(chroma), func(t *testing.T) {
			const w, h = 9, 7
			m := opaque(images(w, h)["NRGBA"].(*image.NRGBA))
			rgb := FromImage(m)
			got := FromRGB(rgb, chroma)
			for y := range h {
				for x := range w {
					cy, _, _ := color.RGBToYCbCr(rgb.Planes[0].Row(y)[x], rgb.Planes[1].Row(y)[x], rgb.Planes[2].Row(y)[x])
					if got.Planes[0].Row(y)[x] != cy {
						t.Fatalf("luma %d,%d is %d, want %d", x, y, got.Planes[0].Row(y)[x], cy)
					}
				}
			}
			for y := range got.Planes[1].H {
				for x := range got.Planes[1].W {
					cb, cr := meanChroma(rgb, x, y, chroma)
					if math.Abs(float64(got.Planes[1].Row(y)[x])-cb) > 0.51 ||
						math.Abs(float64(got.Planes[2].Row(y)[x])-cr) > 0.51 {
						t.Fatalf("chroma %d,%d is %d, %d, want %.2f, %.2f", x, y,
							got.Planes[1].Row(y)[x], got.Planes[2].Row(y)[x], cb, cr)
					}
				}
			}
		})
	}
}

// meanChroma follows JFIF 1.02 section 7 in float64.
func meanChroma(rgb Picture, x, y, n int) (cb, cr float64) {
	w, h := rgb.Size()
	for v := range n {
		for u := range n {
			var c [3]float64
			for i := range c {
				c[i] = float64(rgb.Planes[i].Row(min(y*n+v, h-1))[min(x*n+u, w-1)])
			}
			cb += -0.168736*c[0] - 0.331264*c[1] + 0.5*c[2] + 128
			cr += 0.5*c[0] - 0.418688*c[1] - 0.081312*c[2] + 128
		}
	}
	area := float64(n * n)
	return min(cb/area, 255), min(cr/area, 255)
}

func BenchmarkFromImage(b *testing.B) {
	const w, h = 2000, 1500
	for name, m := range images(w, h) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				FromImage(m)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(w*h/1e6), "ns/MP")
		})
	}
}

func BenchmarkRGBA(b *testing.B) {
	p := FromImage(image.NewYCbCr(image.Rect(0, 0, 256, 171), image.YCbCrSubsampleRatio420))
	b.ReportAllocs()
	for b.Loop() {
		p.RGBA()
	}
}
