package sample

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// turn gives what a viewer shows for stored pixels of an orientation.
func turn(img image.Image, o orientation) image.Image {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	shown := image.NewRGBA(o.stored(w, h)) // a quarter turn swaps the sides either way
	for y := range h {
		for x := range w {
			c := img.At(x, y)
			switch o {
			case upsideDown:
				shown.Set(w-1-x, h-1-y, c)
			case turnedLeft:
				shown.Set(h-1-y, x, c)
			case turnedRight:
				shown.Set(y, w-1-x, c)
			default:
				shown.Set(x, y, c)
			}
		}
	}
	return shown
}

// frameHeader is the number of the SOF marker of a JPEG file and of its
// components.
func frameHeader(t *testing.T, data []byte) (marker byte, components int) {
	t.Helper()
	for i := 2; i+9 < len(data); i += 2 + int(data[i+2])<<8 + int(data[i+3]) {
		if m := data[i+1]; m == 0xc0 || m == 0xc2 {
			return m, int(data[i+9])
		}
	}
	t.Fatal("no frame header")
	return 0, 0
}

// storedOrientation reads the EXIF segment with none of the writer's code.
func storedOrientation(t *testing.T, data []byte) orientation {
	t.Helper()
	if !bytes.HasPrefix(data[2:], []byte{0xff, 0xe1}) || string(data[6:12]) != "Exif\x00\x00" {
		t.Fatal("no EXIF segment after SOI")
	}
	i := bytes.Index(data, []byte{0x01, 0x12, 0, 3, 0, 0, 0, 1})
	if i < 0 {
		t.Fatal("no orientation")
	}
	return orientation(data[i+8])<<8 | orientation(data[i+9])
}

func TestWrite(t *testing.T) {
	o := DefaultOptions()
	o.Megapixels = 0.06
	var steps []int
	o.Progress = func(done, total int) {
		if total != o.Count {
			t.Errorf("progress tells of %d pictures, want %d", total, o.Count)
		}
		steps = append(steps, done)
	}
	dir := filepath.Join(t.TempDir(), "new", "folder")
	paths, err := Write(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) != o.Count || len(steps) != o.Count || steps[o.Count-1] != o.Count {
		t.Fatalf("%d paths, progress %v, want %d", len(paths), steps, o.Count)
	}
	if first := filepath.Base(paths[0]); first != "IMG_2001.jpg" {
		t.Errorf("the first picture is %s, want IMG_2001.jpg", first)
	}

	held := map[orientation]int{}
	markers := map[byte]int{}
	grays, portraits, panoramas := 0, 0, 0
	for i, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		stored, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		turned := storedOrientation(t, data)
		shown := turn(stored, turned)
		w, h := shown.Bounds().Dx(), shown.Bounds().Dy()
		if mp := float64(w*h) / 1e6; math.Abs(mp/o.Megapixels-1) > 0.02 {
			t.Errorf("%s has %.4f megapixels, want %.4f within 2 %%", path, mp, o.Megapixels)
		}

		want := Render(o.Seed+uint64(i), w, h)
		var compare image.Image = want
		if _, components := frameHeader(t, data); components == 1 {
			grays++
			compare = desaturate(want)
		}
		// Shrunk, so that what JPEG does to the grain does not count.
		mean, most := difference(t, shrink(shown, w/4, h/4), shrink(compare, w/4, h/4))
		if mean > 2.5 || most > 60 {
			t.Errorf("%s (orientation %d) differs from what Render gives by %.2f on average and %d at most", path, turned, mean, most)
		}

		held[turned]++
		marker, _ := frameHeader(t, data)
		markers[marker]++
		if h > w {
			portraits++
		}
		if w > 2*h {
			panoramas++
		}
	}
	for _, o := range []orientation{upright, upsideDown, turnedLeft, turnedRight} {
		if held[o] == 0 {
			t.Errorf("no picture has orientation %d", o)
		}
	}
	if markers[0xc2] != 1 || grays != 1 || panoramas != 1 || portraits < 5 {
		t.Errorf("%d progressive, %d gray, %d panoramas, %d portraits; want 1, 1, 1, at least 5",
			markers[0xc2], grays, panoramas, portraits)
	}
	assertOnlyPictures(t, dir, o.Count)
}

// assertOnlyPictures checks that a folder holds so many whole pictures and
// nothing else.
func assertOnlyPictures(t *testing.T, dir string, want int) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != want {
		t.Errorf("%d files in the folder, want %d", len(entries), want)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(e.Name(), ".jpg") || !bytes.HasSuffix(data, []byte{0xff, 0xd9}) {
			t.Errorf("%s is no whole picture", e.Name())
		}
	}
}

func TestWriteKeepsWhatExists(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "IMG_2002.jpg")
	if err := os.WriteFile(mine, []byte("my own picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	o := Options{Count: 3, Megapixels: 0.01, Quality: 80}
	paths, err := Write(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) != 3 || paths[1] != mine {
		t.Errorf("paths are %v, want the existing file among three", paths)
	}
	if data, err := os.ReadFile(mine); err != nil || string(data) != "my own picture" {
		t.Errorf("the existing file now holds %q (%v)", data, err)
	}
}

func TestWriteStops(t *testing.T) {
	stop := errors.New("enough")
	tests := []struct {
		name  string
		after int // pictures after which the context ends
	}{
		{"before the first", 0},
		{"on the way", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(context.Background())
			defer cancel(nil)
			o := DefaultOptions()
			o.Megapixels = 0.1
			o.Progress = func(done, _ int) {
				if done == tt.after {
					cancel(stop)
				}
			}
			if tt.after == 0 {
				cancel(stop)
			}
			dir := t.TempDir()
			paths, err := Write(ctx, dir, o)
			if !errors.Is(err, stop) {
				t.Errorf("error is %v, want %v", err, stop)
			}
			if len(paths) < tt.after || len(paths) >= o.Count {
				t.Errorf("%d pictures after stopping at %d of %d", len(paths), tt.after, o.Count)
			}
			assertOnlyPictures(t, dir, len(paths))
		})
	}
}

func TestWriteReportsAFolderThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(context.Background(), file, DefaultOptions()); err == nil {
		t.Error("no error for a folder that is a file")
	}
}

func TestOptionsValidate(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Options)
		want   string // part of the error; empty for none
	}{
		{"default", func(*Options) {}, ""},
		{"no picture", func(o *Options) { o.Count = 0 }, "count"},
		{"no pixels", func(o *Options) { o.Megapixels = 0 }, "megapixels"},
		{"not a number", func(o *Options) { o.Megapixels = math.NaN() }, "megapixels"},
		{"beyond JPEG", func(o *Options) { o.Megapixels = 5000 }, "megapixels"},
		{"quality", func(o *Options) { o.Quality = 101 }, "quality"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := DefaultOptions()
			tt.change(&o)
			err := o.Validate()
			if (err != nil) != (tt.want != "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want one about %q", err, tt.want)
			}
		})
	}
}

func TestEveryFrameFitsAJPEG(t *testing.T) {
	for _, f := range frames {
		w, h := f.size(400)
		if w > 65535 || h > 65535 {
			t.Errorf("%v:%v at 400 megapixels is %d × %d", f.across, f.down, w, h)
		}
	}
}
