package render

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"os"
	"testing"

	"thumbpool/processor/colour"
	"thumbpool/processor/encode"
	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/option"
	"thumbpool/processor/plane"
	"thumbpool/processor/sample"
)

// patchSide is the side of a patch in the photo; the thumbnail has half of it.
const patchSide = 32

// photoOfPatches writes a photo of squares of one colour each as a file of format
// f, with a profile.
func photoOfPatches(t testing.TB, patches []color.NRGBA, profile []byte, f format.Format) string {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, patchSide*len(patches), patchSide))
	for y := range patchSide {
		for x := range m.Rect.Dx() {
			m.SetNRGBA(x, y, patches[x/patchSide])
		}
	}
	p := plane.FromImage(m)
	if f == format.JPEG {
		p.Flatten(color.RGBA{255, 255, 255, 255})
		p = plane.FromRGB(p, 1)
	}
	var e encode.Encoder
	data, err := e.Encode(p, encode.Options{Format: f, Quality: 98, ICC: profile})
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "photo"+format.Extensions(f)[0], func(file *os.File) error { _, err := file.Write(data); return err })
}

// checkPatches compares the middle of each patch of a thumbnail.
func checkPatches(t *testing.T, what string, img image.Image, want []color.NRGBA, tolerance int) {
	t.Helper()
	side := img.Bounds().Dx() / len(want)
	for i, w := range want {
		got := color.NRGBAModel.Convert(img.At(i*side+side/2, side/2)).(color.NRGBA)
		for _, c := range [][2]uint8{{got.R, w.R}, {got.G, w.G}, {got.B, w.B}, {got.A, w.A}} {
			if d := int(c[0]) - int(c[1]); d > tolerance || d < -tolerance {
				t.Errorf("%s, patch %d: %v, want %v", what, i, got, w)
				break
			}
		}
	}
}

// renderAs is as render, but knows WebP of the full range.
func renderAs(t *testing.T, path string, recipe Recipe) (image.Image, Thumbnail) {
	t.Helper()
	if recipe.File != format.WebP {
		return render(t, path, recipe)
	}
	thumb, err := newRenderer(1<<30).Render(t.Context(), path, recipe)
	if err != nil {
		t.Fatal(err)
	}
	r, size := bytes.NewReader(thumb.Data), int64(len(thumb.Data))
	h, err := format.ReadHeader(r, size, recipe.File)
	if err != nil {
		t.Fatal(err)
	}
	img, err := format.Decode(t.Context(), r, size, h)
	if err != nil {
		t.Fatal(err)
	}
	return img, thumb
}

func displayP3(t testing.TB) colour.Source {
	t.Helper()
	s, err := colour.FromCICP(colour.CICP{Primaries: 12, Transfer: 13, Full: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func profileOf(t *testing.T, thumb Thumbnail, f format.Format) []byte {
	t.Helper()
	s, err := format.ReadColour(bytes.NewReader(thumb.Data), int64(len(thumb.Data)), format.Header{Format: f})
	if err != nil {
		t.Fatal(err)
	}
	return s.Profile()
}

// The colours of Display P3 and sRGB are pairs from the tests of CSS Color 4,
// #009900, and grays, which are the same in both.
var (
	inP3   = []color.NRGBA{{67, 151, 42, 255}, {128, 128, 128, 255}, {255, 255, 255, 255}, {0, 0, 0, 255}}
	inSRGB = []color.NRGBA{{0, 153, 0, 255}, {128, 128, 128, 255}, {255, 255, 255, 255}, {0, 0, 0, 255}}
)

// lossy is how far a colour may be off after quantised chroma.
const lossy = 6

func TestColoursBecomeSRGB(t *testing.T) {
	for _, in := range []format.Format{format.JPEG, format.PNG, format.WebP} {
		path := photoOfPatches(t, inP3, displayP3(t).Profile(), in)
		for _, out := range []format.Format{format.JPEG, format.PNG, format.WebP} {
			t.Run(fmt.Sprintf("%v to %v", in, out), func(t *testing.T) {
				recipe := plainRecipe(patchSide / 2 * len(inP3))
				recipe.File, recipe.Quality, recipe.PreviewSide = out, 95, recipe.Size
				img, thumb := renderAs(t, path, recipe)
				if got := profileOf(t, thumb, out); got != nil {
					t.Errorf("it has a profile of %d bytes", len(got))
				}
				checkPatches(t, "thumbnail", img, inSRGB, lossy)
				checkPatches(t, "preview", thumb.Preview, inSRGB, lossy)
			})
		}
		shown, err := newRenderer(1<<30).Load(t.Context(), path, patchSide/2*len(inP3))
		if err != nil {
			t.Fatal(err)
		}
		checkPatches(t, "shown by itself", shown, inSRGB, lossy)
	}
}

func TestColoursAreKeptWithTheirProfile(t *testing.T) {
	profile := displayP3(t).Profile()
	profile = append(profile, make([]byte, 200_000-len(profile))...) // more than a segment of a JPEG holds
	for _, out := range []format.Format{format.JPEG, format.PNG, format.WebP, format.TIFF, format.GIF, format.BMP} {
		for _, in := range []format.Format{format.JPEG, format.PNG} {
			t.Run(fmt.Sprintf("%v to %v", in, out), func(t *testing.T) {
				recipe := plainRecipe(patchSide / 2 * len(inP3))
				recipe.File, recipe.Quality, recipe.PreviewSide, recipe.Color = out, 95, recipe.Size, option.ColorKeep
				img, thumb := renderAs(t, photoOfPatches(t, inP3, profile, in), recipe)
				wantProfile, want := profile, inP3
				if !carriesProfile(out) {
					wantProfile, want = nil, inSRGB
				}
				if got := profileOf(t, thumb, out); !bytes.Equal(got, wantProfile) {
					t.Errorf("a profile of %d bytes, of the photo's %d", len(got), len(profile))
				}
				tolerance := lossy
				if out == format.GIF {
					tolerance = 12 // of its palette
				}
				checkPatches(t, "thumbnail", img, want, tolerance)
				checkPatches(t, "preview", thumb.Preview, inSRGB, lossy)
			})
		}
	}
}

// TestColoursThatCannotBeKept are those of a picture that is laid on a background,
// and of a gray picture with a profile of three lights.
func TestColoursThatCannotBeKept(t *testing.T) {
	recipe := plainRecipe(patchSide / 2)
	recipe.File, recipe.Quality, recipe.Color, recipe.Background = format.JPEG, 95, option.ColorKeep, option.White
	img, thumb := renderAs(t, photoOfPatches(t, []color.NRGBA{{67, 151, 42, 128}}, displayP3(t).Profile(), format.PNG), recipe)
	if got := profileOf(t, thumb, format.JPEG); got != nil {
		t.Errorf("it has a profile of %d bytes", len(got))
	}
	checkPatches(t, "half of it on white", img, []color.NRGBA{{127, 204, 127, 255}}, lossy)
}

// TestGrayIsConvertedForWebP holds that a file of red, green and blue carries no
// profile of gray, which is for none of them.
func TestGrayIsConvertedForWebP(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, patchSide, patchSide))
	for i := range m.Pix {
		m.Pix[i] = 55 // of linear light is 128 in sRGB
	}
	var e encode.Encoder
	data, err := e.Encode(plane.FromImage(m), encode.Options{Format: format.PNG, ICC: colour.FromGray(colour.Gamma(1)).Profile()})
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, "photo.png", func(file *os.File) error { _, err := file.Write(data); return err })
	recipe := plainRecipe(patchSide / 2)
	recipe.File, recipe.Quality, recipe.Color = format.WebP, 95, option.ColorKeep
	img, thumb := renderAs(t, path, recipe)
	if got := profileOf(t, thumb, format.WebP); got != nil {
		t.Errorf("it has a profile of %d bytes", len(got))
	}
	checkPatches(t, "thumbnail", img, []color.NRGBA{{128, 128, 128, 255}}, lossy)
}

// TestTransparentColoursAreConverted holds that a colour is what it is without its
// alpha.
func TestTransparentColoursAreConverted(t *testing.T) {
	photo := []color.NRGBA{{67, 151, 42, 200}, {67, 151, 42, 255}, {1, 2, 3, 0}}
	want := []color.NRGBA{{0, 153, 0, 200}, {0, 153, 0, 255}, {0, 0, 0, 0}}
	img, _ := renderAs(t, photoOfPatches(t, photo, displayP3(t).Profile(), format.PNG), plainRecipe(patchSide/2*len(photo)))
	checkPatches(t, "thumbnail", img, want, lossy)
}

// TestABrokenProfileCostsNothing holds that a photo is then shown as if it had
// none.
func TestABrokenProfileCostsNothing(t *testing.T) {
	whole := displayP3(t).Profile()
	for name, profile := range map[string][]byte{
		"cut short":     whole[:len(whole)/2],
		"no tags":       append(bytes.Clone(whole[:128]), 0, 0, 0, 0),
		"of nothing":    make([]byte, 1000),
		"another class": bytes.Replace(whole, []byte("mntr"), []byte("link"), 1),
		"of inks":       bytes.Replace(whole, []byte("RGB "), []byte("CMYK"), 1),
	} {
		t.Run(name, func(t *testing.T) {
			recipe := plainRecipe(patchSide / 2 * len(inP3))
			recipe.Color = option.ColorKeep
			img, thumb := renderAs(t, photoOfPatches(t, inP3, profile, format.PNG), recipe)
			checkPatches(t, "thumbnail", img, inP3, 1)
			if got := profileOf(t, thumb, format.PNG); got != nil {
				t.Errorf("it has a profile of %d bytes", len(got))
			}
		})
	}
}

// BenchmarkColours is the cost of converting colours: the same photo of 12
// megapixels with a profile that is that of sRGB and with one of Display P3.
func BenchmarkColours(b *testing.B) {
	photo := plane.FromRGB(plane.FromImage(sample.Render(3, 4000, 3000)), 2)
	for _, size := range []int{256, 1200} {
		for _, profile := range []struct {
			name string
			data []byte
		}{{"sRGB", nil}, {"DisplayP3", displayP3(b).Profile()}} {
			var e jpeg.Encoder
			data, err := e.Encode(nil, photo, jpeg.EncodeOptions{Quality: 90, ICC: profile.data})
			if err != nil {
				b.Fatal(err)
			}
			path := write(b, "photo.jpg", func(f *os.File) error { _, err := f.Write(data); return err })
			b.Run(fmt.Sprintf("%d/%s", size, profile.name), func(b *testing.B) {
				recipe := plainRecipe(size)
				recipe.File, recipe.Blur = format.JPEG, 2
				r := newRenderer(1 << 30)
				b.ReportAllocs()
				for b.Loop() {
					if _, err := r.Render(b.Context(), path, recipe); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
