package viewer

import (
	"context"
	"image"
	"image/color"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/ui/look"
)

func TestShortStepsMakeRoom(t *testing.T) {
	test.NewTempApp(t)
	f := newFacts()
	f.set(processor.Times{processor.StepRead: time.Millisecond, processor.StepDecode: time.Second, processor.StepReduce: 2 * time.Millisecond})
	for _, tt := range []struct {
		room float32
		want int
	}{{1000, 3}, {240, 2}, {120, 1}, {20, 0}} {
		list := f.fitting(tt.room)
		if len(list) != tt.want {
			t.Errorf("in %g dp there are %d steps, want %d", tt.room, len(list), tt.want)
		}
		if len(list) > 0 && !slices.ContainsFunc(list, func(f fact) bool { return f.took == time.Second }) {
			t.Errorf("in %g dp the longest step is left out", tt.room)
		}
	}
}

// landscape is a picture with something to see.
func landscape(w, h int, blurred bool) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			fx, fy := float64(x)/float64(w), float64(y)/float64(h)
			c := color.RGBA{R: uint8(60 + 150*fy), G: uint8(90 + 60*fy), B: uint8(150 - 40*fy), A: 0xff}
			if fx+2*fy > 1.9 {
				c = color.RGBA{R: 0x20, G: 0x2c, B: 0x38, A: 0xff}
			}
			if !blurred && (x*7+y*13)%11 < 2 {
				c.G += 20
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func TestLooks(t *testing.T) {
	item := Item{
		Name: "IMG_2001.jpg", Place: 2, Total: 248, Photo: image.Pt(1500, 1000), Thumbnail: image.Pt(96, 64),
		Times: processor.Times{
			processor.StepRead: 1200 * time.Microsecond, processor.StepDecode: 11 * time.Millisecond,
			processor.StepReduce: 600 * time.Microsecond, processor.StepEncode: 200 * time.Microsecond, processor.StepSave: 2 * time.Millisecond,
		},
		Thumb: func(context.Context) (*image.RGBA, error) { return landscape(96, 64, true), nil },
		Original: func(_ context.Context, side int) (*image.RGBA, error) {
			return landscape(side, side*2/3, false), nil
		},
	}
	failed := item
	failed.Times, failed.Photo, failed.Thumbnail = processor.Times{}, image.Point{}, image.Point{}
	failed.Kind, failed.Reason = "Damaged", "The file is cut short: it ends after 60 kB, with 3 % of the picture"
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		for _, state := range []string{"whole", "zoomed", "failed"} {
			name := state + "-" + string(a)
			t.Run(name, func(t *testing.T) {
				w := newWindow(t, a)
				shown := item
				if state == "failed" {
					shown = failed
				}
				w.Open(shown)
				if state != "failed" {
					w.untilAfter()
					w.untilBefore(w.stage.view.wanted())
				}
				if state == "zoomed" {
					w.TypedRune('1')
					w.untilBefore(1500)
				}
				test.AssertRendersToImage(t, name+".png", w.win.Canvas())
			})
		}
	}
}
