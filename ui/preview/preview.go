// Package preview is the picture beside the settings that follows them: the
// middle of one photo, at the left as it is and at the right as the thumbnail
// will show it.
//
//	ShowPhoto, ShowFirst, Change ──► one pending request ──► open, Render, compose ──► the widget
//
// It belongs to the UI thread; photos are opened and rendered in a goroutine of
// its own, and only the newest request is ever rendered.
package preview

import (
	"context"
	"image"
	"math"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"thumbpool/processor"
	"thumbpool/ui/control"
	"thumbpool/ui/latest"
	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// Source shows what options do to one photo; see [processor.Preview].
type Source interface {
	// Render returns the photo before and after, both of the same size that
	// fits a box of side pixels.
	Render(o processor.Options, side int) (before, after *image.RGBA)
}

// Open reads the photo at path. It is never called from two goroutines at the
// same time, and neither is what it returns.
type Open func(ctx context.Context, path string) (Source, error)

// Preview is the widget.
type Preview struct {
	widget.BaseWidget
	worker  *latest.Worker[shown]
	sketch  sketch   // belongs to the worker's tasks
	paths   []string // of which the first that can be read is shown
	options processor.Options
	asked   image.Point // size that was asked for, pixels

	shown shown
}

// shown is what there is to see of a photo: a picture or a reason.
type shown struct {
	path   string
	img    *image.RGBA
	reason string
}

// New returns a preview of no photo with options o. reason says to a person why
// a photo could not be opened; post leads to the UI thread.
func New(o processor.Options, open Open, reason func(error) string, post func(func())) *Preview {
	p := &Preview{options: o, sketch: sketch{open: open, reason: reason}}
	p.worker = latest.New(post, p.arrived)
	p.ExtendBaseWidget(p)
	return p
}

// ShowPhoto changes to the photo at path, or to none if it is empty. What was shown
// before stays until the new one is there, so that nothing flickers.
func (p *Preview) ShowPhoto(path string) {
	if path == "" {
		p.change(nil)
		p.arrived(shown{})
		return
	}
	p.change([]string{path})
}

// ShowFirst shows the first of several photos that can be read, or why the first
// cannot if none can. The photo that is shown stays if it is among them.
func (p *Preview) ShowFirst(paths []string) { p.change(paths) }

func (p *Preview) change(paths []string) {
	if slices.Equal(paths, p.paths) {
		return
	}
	if !slices.Contains(paths, p.trying()) {
		p.worker.Drop()
	}
	p.paths = paths
	p.ask()
}

// trying is the photo that is opened first.
func (p *Preview) trying() string {
	if len(p.paths) == 0 {
		return ""
	}
	return p.paths[0]
}

// Change shows what o does. It may be called for every move of a slider; o must
// be valid.
func (p *Preview) Change(o processor.Options) {
	p.options = o
	p.ask()
}

// Close ends the preview and returns when its goroutine has ended.
func (p *Preview) Close() { p.worker.Close() }

// ask has what is chosen rendered at the widget's size on the screen.
func (p *Preview) ask() {
	p.asked = p.pixels()
	if len(p.paths) == 0 || p.asked.X <= 0 || p.asked.Y <= 0 {
		return
	}
	paths, o, size := p.paths, p.options, p.asked
	p.worker.Do(func(ctx context.Context) shown { return p.sketch.draw(ctx, paths, o, size) })
}

// pixels is the widget's size on the screen.
func (p *Preview) pixels() image.Point {
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		scale = c.Scale()
	}
	round := func(dp float32) int { return int(math.Round(float64(dp * scale))) }
	return image.Pt(round(p.Size().Width), round(p.Size().Height))
}

func (p *Preview) arrived(s shown) {
	p.shown = s
	p.Refresh() // asks again if the size on the screen has become another
}

// AccessibilityLabel says which photo is shown, or why it is not.
func (p *Preview) AccessibilityLabel() string {
	if p.shown.path == "" {
		return words.Of("preview.empty")
	}
	return control.Spoken(words.Of("voice.preview", "Name", filepath.Base(p.shown.path)), p.shown.reason)
}

// AccessibilityRole is that of a text.
func (p *Preview) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is Fyne's.
func (p *Preview) CreateRenderer() fyne.WidgetRenderer {
	outline := control.NewDashed(look.Radius)
	empty := control.NewLabel(words.Of("preview.empty"), look.TextSmall, look.Faint).Aligned(fyne.TextAlignCenter)
	style := widget.RichTextStyle{ColorName: look.Secondary, SizeName: theme.SizeNameCaptionText, Alignment: fyne.TextAlignCenter}
	segment := &widget.TextSegment{Style: style}
	reason := widget.NewRichText(segment)
	reason.Wrapping = fyne.TextWrapWord

	field := &canvas.Rectangle{CornerRadius: look.Radius} // seen where a picture is narrower than its half
	picture := &canvas.Image{ScaleMode: canvas.ImageScaleFastest, CornerRadius: look.Radius}
	line := &canvas.Rectangle{}
	before, after := control.NewTag(words.Of("pair.before")), control.NewTag(words.Of("pair.after"))

	d := &control.Drawing{Parts: []fyne.CanvasObject{outline, empty, reason, field, picture, line, before, after}}
	d.Arrange = func(s fyne.Size) {
		for _, o := range []fyne.CanvasObject{outline, empty, field, picture} {
			o.Resize(s)
		}
		reason.Resize(fyne.NewSize(s.Width, s.Height)) // its height follows from its width
		control.Place(reason, 0, (s.Height-reason.MinSize().Height)/2, s.Width, reason.MinSize().Height)
		middle := float32(int(s.Width / 2))
		control.Place(line, middle, 0, 1, s.Height)
		y := s.Height - before.MinSize().Height - control.TagInset + 2
		before.Move(fyne.NewPos(control.TagInset, y))
		after.Move(fyne.NewPos(middle+1+control.TagInset, y))
		if p.pixels() != p.asked {
			p.ask()
		}
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(120, 64) }
	d.Paint = func() {
		there, broken := p.shown.img != nil, p.shown.reason != ""
		for _, o := range []fyne.CanvasObject{field, picture, line, before, after} {
			control.SetVisible(o, there)
		}
		control.SetVisible(outline, !there)
		control.SetVisible(empty, !there && !broken)
		control.SetVisible(reason, broken)
		field.FillColor, line.FillColor = look.Color(look.Field), look.Color(look.Surface)
		if segment.Text != p.shown.reason {
			segment.Text = p.shown.reason
			reason.Refresh() // it measures its lines
		}
		if there {
			picture.Image = p.shown.img
		}
	}
	return control.Drawn(d)
}
