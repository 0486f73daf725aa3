package control

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/look"
)

// Dashed is an outline of dashes with round corners: a place for something.
type Dashed struct {
	widget.BaseWidget
	radius float32
	strong bool
}

// NewDashed returns an outline with corners of the given radius in dp.
func NewDashed(radius float32) *Dashed {
	d := &Dashed{radius: radius}
	d.ExtendBaseWidget(d)
	return d
}

// SetStrong draws the outline in the accent colour.
func (d *Dashed) SetStrong(on bool) {
	if on != d.strong {
		d.strong = on
		d.Refresh()
	}
}

// CreateRenderer is Fyne's.
func (d *Dashed) CreateRenderer() fyne.WidgetRenderer {
	r := canvas.NewRaster(func(w, h int) image.Image {
		scale := float64(1)
		if d.Size().Width > 0 {
			scale = float64(w) / float64(d.Size().Width)
		}
		name := look.Dash
		if d.strong {
			name = look.Accent
		}
		return Dashes(w, h, float64(d.radius)*scale, scale, look.Color(name))
	})
	r.ScaleMode = canvas.ImageScaleFastest
	return &Drawing{Parts: []fyne.CanvasObject{r}, Arrange: r.Resize}
}

// Dashes draws the outline of a rectangle of w×h pixels: dashes of 4 dp with
// gaps of 3 dp, one dp thick, corners of the given radius in pixels.
func Dashes(w, h int, radius, scale float64, c color.Color) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	rgba := color.RGBAModel.Convert(c).(color.RGBA)
	thick := max(1, int(math.Round(scale)))
	r := min(int(math.Ceil(radius)), w/2, h/2)
	on := func(along float64) bool { return math.Mod(along+700*scale, 7*scale) < 4*scale }
	set := func(x, y int) { img.SetRGBA(x, y, rgba) }
	for t := range thick {
		for x := r; x < w-r; x++ {
			if on(float64(x) - float64(w)/2 + 2*scale) {
				set(x, t)
				set(x, h-1-t)
			}
		}
		for y := r; y < h-r; y++ {
			if on(float64(y) - float64(h)/2 + 2*scale) {
				set(t, y)
				set(w-1-t, y)
			}
		}
	}
	corner(img, r, float64(thick), rgba)
	return img
}

// corner draws the four corners as quarter circles, smoothed at their edges.
func corner(img *image.RGBA, r int, thick float64, c color.RGBA) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range r {
		for x := range r {
			d := math.Hypot(float64(r-x)-0.5, float64(r-y)-0.5)
			cover := within(thick/2+0.5-math.Abs(d-(float64(r)-thick/2)), 0, 1)
			if cover == 0 {
				continue
			}
			p := color.RGBA{
				R: uint8(float64(c.R) * cover), G: uint8(float64(c.G) * cover),
				B: uint8(float64(c.B) * cover), A: uint8(float64(c.A) * cover),
			}
			img.SetRGBA(x, y, p)
			img.SetRGBA(w-1-x, y, p)
			img.SetRGBA(x, h-1-y, p)
			img.SetRGBA(w-1-x, h-1-y, p)
		}
	}
}
