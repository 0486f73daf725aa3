package jpeg

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"thumbpool/processor/peertest"
	"thumbpool/processor/plane"
)

func needTurbo(t *testing.T) {
	t.Helper()
	peertest.Need(t, "libjpeg-turbo-progs", "cjpeg", "djpeg", "jpegtran")
}

// output runs a program on a file.
func output(t *testing.T, in []byte, command ...string) []byte {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin = bytes.NewReader(in)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", command, err, said.Bytes())
	}
	return out
}

// djpeg decodes a file with libjpeg-turbo to planes, gray ones if it is gray.
func djpeg(t *testing.T, file []byte, options ...string) []plane.Plane {
	t.Helper()
	return pnm(t, output(t, file, append([]string{"djpeg", "-dct", "int", "-nosmooth"}, options...)...))
}

// pnm reads a picture of Netpbm in bytes.
func pnm(t *testing.T, b []byte) []plane.Plane {
	t.Helper()
	var kind string
	var w, h, most int
	if _, err := fmt.Sscan(string(b[:min(len(b), 40)]), &kind, &w, &h, &most); err != nil {
		t.Fatal(err)
	}
	n := map[string]int{"P5": 1, "P6": 3}[kind]
	pixels := b[len(b)-n*w*h:]
	planes := make([]plane.Plane, n)
	for i := range planes {
		planes[i].Resize(w, h)
		for x := range planes[i].Pix {
			planes[i].Pix[x] = pixels[n*x+i]
		}
	}
	return planes
}

// ppm writes three planes as a picture of Netpbm.
func ppm(p plane.Picture) []byte {
	w, h := p.Size()
	b := fmt.Appendf(nil, "P6\n%d %d\n255\n", w, h)
	for i := range w * h {
		b = append(b, p.Planes[0].Pix[i], p.Planes[1].Pix[i], p.Planes[2].Pix[i])
	}
	return b
}

// TestLikeTurbo holds the decoder to libjpeg-turbo on files that it has written.
func TestLikeTurbo(t *testing.T) {
	needTurbo(t)
	source := ppm(photo(1, 211, 133, 1, 1))
	for _, options := range []string{
		"", "-progressive", "-arithmetic", "-arithmetic -progressive", "-arithmetic -restart 3B", "-arithmetic -progressive -restart 2",
		"-sample 3x1,1x1,1x1", "-sample 1x3,1x1,1x1", "-sample 2x2,2x1,1x2", "-sample 1x1,2x2,2x2", "-sample 4x2,1x1,1x1 -arithmetic",
		"-sample 3x2,1x1,3x1 -restart 1", "-progressive -sample 1x1,2x1,1x2", "-arithmetic -grayscale -quality 100", "-arithmetic -quality 5",
		"-rgb", "-rgb -arithmetic", "-rgb -progressive", "-rgb -arithmetic -progressive",
	} {
		t.Run(options, func(t *testing.T) {
			file := output(t, source, append([]string{"cjpeg", "-dct", "int"}, strings.Fields(options)...)...)
			for s := Full; s <= Eighth; s++ {
				args := []string{"-scale", fmt.Sprintf("1/%d", s.Denominator())}
				got := mustDecode(t, file, s, s)
				if got.Damaged != nil {
					t.Fatal(got.Damaged)
				}
				if got.Colour == YCbCr {
					args = append(args, "-grayscale") // the luma as it is
					// libjpeg-turbo decodes a luma that is coarser than another
					// component at a larger scale, and makes it larger.
					if x, y := got.Sub(0); x > 1 || y > 1 {
						continue
					}
				}
				for i, want := range djpeg(t, file, args...) {
					// At 1/2 and 1/4 the two take different coefficients.
					if s == Full || s == Eighth {
						if d := maxDifference(got.Planes[i], want); d > 1 {
							t.Errorf("1/%d: component %d differs by %d", s.Denominator(), i, d)
						}
					} else if db := psnr(got.Planes[i], want); db < 40 {
						t.Errorf("1/%d: component %d is at %.1f dB", s.Denominator(), i, db)
					}
				}
			}
		})
	}
}

// TestTurboReadsTheTestsFiles holds the writer of the tests to libjpeg-turbo.
func TestTurboReadsTheTestsFiles(t *testing.T) {
	needTurbo(t)
	for name, data := range smallFiles() {
		h, err := ReadHeader(data)
		if err != nil {
			t.Fatal(err)
		}
		x, y := h.Sub(0)
		if h.Colour != Gray && h.Colour != YCbCr || x > 1 || y > 1 || name == "height at the end" || name == "thirds" {
			continue // which it does not read, or not as it is
		}
		want := djpeg(t, data, "-grayscale")
		if d := maxDifference(mustDecode(t, data, Full, Full).Planes[0], want[0]); d > 1 {
			t.Errorf("%s: differs by %d", name, d)
		}
	}
}

// TestTranscoded holds that a file is the same picture in every coding that
// libjpeg-turbo puts it into.
func TestTranscoded(t *testing.T) {
	needTurbo(t)
	for name, data := range smallFiles() {
		if name == "height at the end" || name == "thirds" {
			continue // which it does not read
		}
		want := mustDecode(t, data, Full, Full)
		for _, coding := range []string{"-arithmetic", "-arithmetic -progressive", "-progressive", "-optimize", "-arithmetic -restart 1B"} {
			file := output(t, data, append([]string{"jpegtran", "-copy", "all"}, strings.Fields(coding)...)...)
			got := mustDecode(t, file, Full, Full)
			for i := range want.planes() {
				if got.Damaged != nil || maxDifference(got.Planes[i], want.Planes[i]) != 0 {
					t.Errorf("%s as %s: component %d differs by %d, damage %v", name, coding, i, maxDifference(got.Planes[i], want.Planes[i]), got.Damaged)
				}
			}
		}
	}
}

// TestInksLikePillow holds pictures in inks to what Pillow makes of them.
func TestInksLikePillow(t *testing.T) {
	python := peertest.Python(t, "python3-pil", "import PIL")
	for name, f := range map[string]testFile{
		"CMYK":             {},
		"CMYK of Adobe's":  {head: adobe(0)},
		"YCCK":             {head: adobe(2)},
		"YCCK progressive": {head: adobe(2), scans: inkScans, progressive: true},
		"CMYK arithmetic":  {arithmetic: true},
	} {
		t.Run(name, func(t *testing.T) {
			f.pic, f.quality = inks(5, 75, 41), 95
			data := f.encode()
			path := filepath.Join(t.TempDir(), "photo.jpg")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			raw := output(t, nil, python, "-c", "import sys; from PIL import Image; sys.stdout.buffer.write(Image.open(sys.argv[1]).tobytes())", path)
			got := mustDecode(t, data, Full, Full)
			if got.Colour == YCCK {
				Inks(&got.Planes)
			}
			for i := range got.planes() {
				var want plane.Plane
				want.Resize(75, 41)
				for x := range want.Pix {
					want.Pix[x] = raw[4*x+i]
				}
				if d := maxDifference(got.Planes[i], want); d > 2 {
					t.Errorf("ink %d differs by %d", i, d)
				}
			}
		})
	}
}
