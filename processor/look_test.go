package processor

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"thumbpool/processor/option"
	"thumbpool/processor/phototest"
	"thumbpool/processor/reason"
)

func TestThumbnailsHaveTheTimesOfTheirPhotos(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture", "b.png": "picture"})
	when := time.Date(2019, 3, 4, 5, 6, 7, 0, time.UTC)
	for _, name := range []string{"a.jpg", "b.png"} {
		if err := os.Chtimes(filepath.Join(root, name), when, when); err != nil {
			t.Fatal(err)
		}
	}
	o := DefaultOptions()
	o.Existing = option.ExistingSkip
	times := func() (made int, old int) {
		events, s := run(t, []string{root}, o, nil)
		for _, e := range only[Finished](events) {
			info, err := os.Stat(e.Output)
			if err != nil {
				t.Fatal(err)
			}
			if info.ModTime().Equal(when) {
				old++
			}
		}
		return s.Made, old
	}
	for _, step := range []struct {
		name      string
		times     bool
		made, old int
	}{
		{"without the option", false, 2, 0},
		{"with it they are made anew", true, 2, 2},
		{"and are up to date", true, 0, 0},
		{"and anew without it", false, 2, 0},
	} {
		o.Times = step.times
		if made, old := times(); made != step.made || old != step.old {
			t.Errorf("%s: %d are made, %d have their photos' times", step.name, made, old)
		}
	}
}

// noisy is a picture that no coder makes short.
func noisy(side int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	for i := range side * side {
		v := byte(uint32(i)*2654435761>>24) & 63
		img.SetNRGBA(i%side, i/side, color.NRGBA{128 + v, 100 + v/2, 90, 255})
	}
	return img
}

func TestNeverLarger(t *testing.T) {
	var low, packed bytes.Buffer
	if err := jpeg.Encode(&low, noisy(120), &jpeg.Options{Quality: 30}); err != nil {
		t.Fatal(err)
	}
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&packed, noisy(16)); err != nil {
		t.Fatal(err)
	}
	root := phototest.Tree(t, map[string]string{"low.jpg": low.String(), "packed.png": packed.String()})
	for _, format := range []option.Format{option.FormatSame, option.FormatWebP} {
		o := DefaultOptions()
		o.Blur, o.Format, o.Existing = 0, format, option.ExistingReplace
		o.Out = t.TempDir()
		events, _ := run(t, []string{root}, o, nil)
		larger := 0
		for _, e := range only[Finished](events) {
			if e.OutputBytes > e.Photo.Size {
				larger++
			}
		}
		if larger == 0 {
			t.Errorf("%s: no thumbnail is longer than its photo, so that nothing is tried", format)
		}
		o.NeverLarger = true
		events, s := run(t, []string{root}, o, nil)
		for _, e := range only[Finished](events) {
			if e.OutputBytes > e.Photo.Size {
				t.Errorf("%s: %s has %d bytes, its photo %d", format, filepath.Base(e.Output), e.OutputBytes, e.Photo.Size)
			}
		}
		for _, e := range only[Failed](events) {
			if e.Photo.Rel != "packed.png" || e.Reason.Key != reason.Longer {
				t.Errorf("%s: %v", format, e.PhotoError)
			}
		}
		if s.Made == 0 || format == option.FormatSame && s.Failed != 1 {
			t.Errorf("%s: %d are made, %d failed", format, s.Made, s.Failed)
		}
		// A smaller thumbnail is not held to its photo.
		o.Size = 16
		if _, s := run(t, []string{root}, o, nil); s.Failed > 1 {
			t.Errorf("%s: of smaller ones %d failed", format, s.Failed)
		}
	}
}
