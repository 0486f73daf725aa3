package sample

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/draw"
)

var update = flag.Bool("update", false, "write the golden pictures anew; look at them before keeping them")

// difference is the mean and the greatest difference between the samples of
// two pictures of one size, in levels of 255.
func difference(t *testing.T, a, b image.Image) (mean float64, most int) {
	t.Helper()
	if a.Bounds().Size() != b.Bounds().Size() {
		t.Fatalf("sizes are %v and %v", a.Bounds().Size(), b.Bounds().Size())
	}
	sum, n := 0, 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			p := color.RGBAModel.Convert(a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y)).(color.RGBA)
			q := color.RGBAModel.Convert(b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y)).(color.RGBA)
			for _, d := range [3]int{int(p.R) - int(q.R), int(p.G) - int(q.G), int(p.B) - int(q.B)} {
				d = max(d, -d)
				sum += d
				most = max(most, d)
				n++
			}
		}
	}
	return float64(sum) / float64(n), most
}

func shrink(img image.Image, w, h int) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(dst, dst.Rect, img, img.Bounds(), draw.Src, nil)
	return dst
}

func TestRenderGivesTheSamePictureAgain(t *testing.T) {
	for seed := range uint64(len(moods)) {
		a, b := Render(seed, 96, 64), Render(seed, 96, 64)
		if !bytes.Equal(a.Pix, b.Pix) {
			t.Errorf("seed %d (%s): two renderings differ", seed, moods[seed].name)
		}
	}
}

// One golden sheet holds a small rendering of every mood. Floating-point units
// differ in the last bit, so a few samples may move by a level.
func TestRenderMatchesGolden(t *testing.T) {
	const w, h, across = 96, 64, 4
	sheet := image.NewRGBA(image.Rect(0, 0, across*w, len(moods)/across*h))
	for i := range moods {
		at := image.Pt(i%across*w, i/across*h)
		draw.Draw(sheet, image.Rectangle{Min: at, Max: at.Add(image.Pt(w, h))},
			Render(DefaultOptions().Seed+uint64(i), w, h), image.Point{}, draw.Src)
	}
	path := filepath.Join("testdata", "moods.png")
	if *update {
		var buf bytes.Buffer
		if err := png.Encode(&buf, sheet); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if mean, _ := difference(t, sheet, want); mean > 0.05 {
		t.Errorf("the pictures differ from %s by %.3f levels on average, want at most 0.05", path, mean)
	}
}

func TestRenderShowsTheSamePictureAtEverySize(t *testing.T) {
	for seed := range uint64(len(moods)) {
		small := Render(seed, 240, 160)
		large := shrink(Render(seed, 1200, 800), 240, 160)
		// Grain and the finest detail differ; the picture does not.
		mean, _ := difference(t, small, large)
		if mean > 4 {
			t.Errorf("seed %d (%s): the small picture differs from the large one by %.2f levels on average, want at most 4",
				seed, moods[seed].name, mean)
		}
	}
}

func TestRenderMakesEverySeedItsOwnPicture(t *testing.T) {
	const count = 24
	var pictures []*image.RGBA
	for seed := range uint64(count) {
		pictures = append(pictures, shrink(Render(seed, 240, 160), 60, 40))
	}
	for i := range pictures {
		for j := range i {
			if mean, _ := difference(t, pictures[i], pictures[j]); mean < 4 {
				t.Errorf("seeds %d and %d differ by only %.2f levels on average", j, i, mean)
			}
		}
	}
}

func TestRenderAnySize(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {1, 50}, {50, 1}, {2, 3}, {17, 900}, {900, 17}} {
		for seed := range uint64(len(moods)) {
			img := Render(seed, size.X, size.Y)
			if img.Rect.Size() != size {
				t.Fatalf("seed %d: size is %v, want %v", seed, img.Rect.Size(), size)
			}
			if !img.Opaque() {
				t.Errorf("seed %d at %v: not opaque", seed, size)
			}
		}
	}
}

func BenchmarkRender(b *testing.B) {
	for i, m := range moods {
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Render(uint64(i), 4243, 2828)
			}
		})
	}
}

func ExampleRender() {
	preview := Render(48, 256, 171)
	fmt.Println(preview.Bounds().Dx(), preview.Bounds().Dy())
	// Output: 256 171
}
