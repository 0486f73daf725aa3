package raw_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"thumbpool/processor/format/raw"
	"thumbpool/processor/format/raw/rawtest"
	"thumbpool/processor/peertest"
)

// picture is a JPEG of that size.
func picture(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	random := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	for i := range img.Pix {
		img.Pix[i] = byte(random.Uint32())
	}
	img.Set(0, 0, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func find(b []byte) (raw.Preview, error) { return raw.Find(bytes.NewReader(b), int64(len(b))) }

// TestEveryKind finds the large JPEG of each kind of raw file, and how all of its
// pictures are turned; cut anywhere, the file gives at worst none.
func TestEveryKind(t *testing.T) {
	large, small := picture(t, 160, 96), picture(t, 32, 24)
	for i, kind := range rawtest.Kinds() {
		t.Run(fmt.Sprint(i, kind.Name), func(t *testing.T) {
			for _, turned := range []uint16{1, 6, 3, 8} {
				file := kind.Write(large, small, turned)
				p, err := find(file)
				if err != nil {
					t.Fatal(err)
				}
				if got := file[p.Offset : p.Offset+p.Length]; !bytes.Equal(got, large) || p.Width != 160 || p.Height != 96 {
					t.Errorf("%+v: %d bytes, want %d", p, len(got), len(large))
				}
				want := int(turned)
				if !kind.Turned || kind.Name == "x3f" && turned == 1 || kind.Name == "crw" && turned == 1 {
					want = 0
				}
				if p.Orientation != want {
					t.Errorf("orientation %d, want %d", p.Orientation, want)
				}
			}
			file := kind.Write(large, small, 6)
			for n := 0; n < len(file); n += 1 + n/50 {
				if p, err := find(file[:n]); err == nil && (p.Offset < 0 || p.Length <= 0 || p.Offset+p.Length > int64(n)) {
					t.Errorf("%+v in %d bytes", p, n)
				}
			}
			if structured := file[:2]; string(structured) == "II" && kind.Name != "crw" || string(structured) == "MM" {
				if !raw.Is(bytes.NewReader(file), int64(len(file))) {
					t.Error("it is taken for an ordinary TIFF")
				}
			}
		})
	}
}

// TestExifToolFindsTheSame asks somebody else of the files that the tests write: a
// layout that is wrong in the writer and in the reader alike would not be seen.
func TestExifToolFindsTheSame(t *testing.T) {
	peertest.Need(t, "libimage-exiftool-perl", "exiftool")
	large, small := picture(t, 160, 96), picture(t, 32, 24)
	for i, kind := range rawtest.Kinds() {
		if kind.ExifTool == "" {
			continue
		}
		t.Run(fmt.Sprint(i, kind.Name), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "photo."+kind.Name)
			if err := os.WriteFile(path, kind.Write(large, small, 6), 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := exec.Command("exiftool", "-b", "-"+kind.ExifTool, path).Output()
			if err != nil || !bytes.Equal(got, large) {
				all, _ := exec.Command("exiftool", "-G1", "-s", path).CombinedOutput()
				t.Errorf("%d bytes, want %d: %v\n%s", len(got), len(large), err, all)
			}
		})
	}
}

// TestWhatIsNoPreview holds that nothing but a JPEG that can be read is one.
func TestWhatIsNoPreview(t *testing.T) {
	large := picture(t, 160, 96)
	twelve := bytes.Replace(large, []byte("\xFF\xC0\x00\x0B\x08"), []byte("\xFF\xC1\x00\x0B\x0C"), 1)
	if bytes.Equal(twelve, large) {
		t.Fatal("the frame header is elsewhere")
	}
	long := append([]byte("\xFF\xD8"), bytes.Repeat([]byte("\xFF\xE1\xFF\xFF"+string(make([]byte, 0xFFFD))), 20)...)
	for name, other := range map[string][]byte{
		"a lossless one": rawtest.Sensor(5000), "twelve bits": twelve, "arithmetic coding": bytes.Replace(large, []byte("\xFF\xC0"), []byte("\xFF\xC9"), 1),
		"no JPEG": []byte("hello, this is no picture"), "its beginning": large[:10], "metadata without end": append(long, large[2:]...), "nothing": nil,
		"no pixels": bytes.Replace(large, []byte("\x08\x00\x60\x00\xA0"), []byte("\x08\x00\x60\x00\x00"), 1),
	} {
		t.Run(name, func(t *testing.T) {
			for i, kind := range rawtest.Kinds() {
				if p, err := find(kind.Write(other, other, 1)); !errors.Is(err, raw.ErrNoPreview) {
					t.Errorf("%d %s: %+v, %v", i, kind.Name, p, err)
				}
			}
		})
	}
}

// TestAnEndlessTree holds that directories which point to each other end.
func TestAnEndlessTree(t *testing.T) {
	// Two that follow each other, and are too far from each other for one read.
	far := "II*\x00\x08\x00\x00\x00\x00\x00\x10\x27\x00\x00"
	far += strings.Repeat("\x00", 10_000-len(far)) + "\x00\x00\x08\x00\x00\x00"
	for _, file := range []string{
		far,
		"II*\x00\x08\x00\x00\x00\x01\x00\x4A\x01\x04\x00\x01\x00\x00\x00\x08\x00\x00\x00\x08\x00\x00\x00", // its own SubIFD, and the next
		"II*\x00\x08\x00\x00\x00\x01\x00\x69\x87\x04\x00\x01\x00\x00\x00\x08\x00\x00\x00\x08\x00\x00\x00", // its own Exif
		"II\x08\x00\x00\x00HEAPCCDR\x01\x00\x00\x30\x10\x00\x00\x00\x00\x00\x00\x00\x06\x00\x00\x00",      // a heap in itself
	} {
		r := &counting{Reader: bytes.NewReader([]byte(file))}
		if _, err := raw.Find(r, int64(len(file))); !errors.Is(err, raw.ErrNoPreview) || r.reads > 200 {
			t.Errorf("%q: %v after %d reads", file, err, r.reads)
		}
		raw.Is(bytes.NewReader([]byte(file)), int64(len(file)))
	}
}

type counting struct {
	*bytes.Reader
	reads int
}

func (c *counting) ReadAt(p []byte, off int64) (int, error) {
	c.reads++
	return c.Reader.ReadAt(p, off)
}
