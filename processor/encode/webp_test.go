package encode

import (
	"bytes"
	"image"
	"image/color"
	"os"
	"os/exec"
	"runtime"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/plane"
)

// shape says how transparent a picture is at a pixel.
var shapes = map[string]func(x, y, w, h int) byte{
	"opaque":   func(int, int, int, int) byte { return 255 },
	"half":     func(x, _, w, _ int) byte { return byte(255 * (2 * x / w)) },
	"ramp":     func(x, _, w, _ int) byte { return byte(x * 255 / w) },
	"a circle": func(x, y, w, h int) byte { return byte(min(max(0, 300-(2*x-w)*(2*x-w)-(2*y-h)*(2*y-h)), 255)) },
	"noise":    func(x, y, _, _ int) byte { return byte(x*x*31 + y*y*17) },
}

// shaped is a picture with colours in it and that transparency.
func shaped(w, h int, alpha func(x, y, w, h int) byte) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{byte(x * 255 / w), byte(y * 255 / h), 128, alpha(x, y, w, h)})
		}
	}
	return img
}

// Each is read by libwebp, where that is installed, and as photos are: the alpha as
// it was, the colours nearly.
func TestWebPIsReadByOthers(t *testing.T) {
	dwebp, err := exec.LookPath("dwebp")
	switch {
	case err == nil:
	case os.Getenv("CI") == "true" && runtime.GOOS == "linux":
		t.Fatal("dwebp is missing; .ci/packages test installs it")
	default:
		t.Log("dwebp is not installed, so libwebp has not read what is written")
	}
	for name, alpha := range shapes {
		for _, size := range [][2]int{{1, 1}, {17, 23}, {130, 61}} {
			for _, few := range []bool{false, true} {
				img := shaped(size[0], size[1], alpha)
				var e Encoder
				file, err := e.Encode(plane.FromImage(shaped(size[0], size[1], alpha)), Options{Format: format.WebP, Quality: 90, Few: few})
				if err != nil {
					t.Fatal(err)
				}
				compare(t, name, img, decode(t, file, format.WebP))
				if dwebp != "" {
					read := exec.Command(dwebp, "-quiet", "-o", "-", "--", "-")
					read.Stdin = bytes.NewReader(file)
					if said, err := read.CombinedOutput(); err != nil {
						t.Errorf("%s, %v: libwebp says %s", name, size, said)
					}
				}
			}
		}
	}
}

// decode reads a file as photos are read.
func decode(t *testing.T, file []byte, f format.Format) image.Image {
	t.Helper()
	r, size := bytes.NewReader(file), int64(len(file))
	h, err := format.ReadHeader(r, size, f)
	if err != nil {
		t.Fatal(err)
	}
	img, err := format.Decode(t.Context(), r, size, h)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// compare holds the alpha of a picture to another's, and its visible colours to
// them on average.
func compare(t *testing.T, name string, want *image.NRGBA, got image.Image) {
	t.Helper()
	var off, of float64
	for y := range want.Rect.Dy() {
		for x := range want.Rect.Dx() {
			w, g := want.NRGBAAt(x, y), color.NRGBAModel.Convert(got.At(x, y)).(color.NRGBA)
			if w.A != g.A {
				t.Fatalf("%s: the alpha at %d,%d is %d, want %d", name, x, y, g.A, w.A)
			}
			if w.A > 128 {
				for _, d := range []int{int(w.R) - int(g.R), int(w.G) - int(g.G), int(w.B) - int(g.B)} {
					off += float64(d * d)
					of++
				}
			}
		}
	}
	if of > 0 && off/of > 40 {
		t.Errorf("%s: the mean square error is %.1f", name, off/of)
	}
}

func TestAWebPTooLongSaysSo(t *testing.T) {
	var e Encoder
	p := plane.FromImage(image.NewGray(image.Rect(0, 0, 1, 16384)))
	if _, err := e.Encode(p, Options{Format: format.WebP, Quality: 80}); err == nil || err.Error() != "one side of the thumbnail has 16384 pixels, a WebP at most 16383" {
		t.Errorf("the error is %v", err)
	}
}
