package viewer

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
)

const (
	margin    = 16    // around the whole photo, dp
	reach     = 14    // how near to the divider the pointer takes hold of it, dp
	wheelZoom = 0.006 // natural logarithm of the zoom for a dp of the wheel
	maxWheel  = 80    // of one turn, dp

	dividerStep = 0.05 // for a key, of what is seen
)

// stage is where the photo is seen. It turns what the pointer does into another
// view, and paints it.
type stage struct {
	widget.BaseWidget
	canvas  fyne.Canvas
	changed func() // another part is seen
	key     func(*fyne.KeyEvent)
	char    func(rune)

	view          view
	thumb         vector // size of the thumbnail, zero when not known
	before, after pyramid
	pair          bool // there are two to compare
	kept          kept // from the photo that was looked at before
	name          string
	kind, reason  string // why the photo failed

	pointer fyne.Position // last seen
	inside  bool          // the pointer is over the stage
	focused bool
	grip    grip
	hold    float64 // from the pointer to the divider, pixels
	painter painter
	pixels  *image.RGBA
	parts   *stageParts
}

// grip is what the pointer has taken hold of.
type grip int

const (
	nothing grip = iota
	divider
	photo
)

func newStage(c fyne.Canvas, changed func(), key func(*fyne.KeyEvent), char func(rune)) *stage {
	s := &stage{canvas: c, changed: changed, key: key, char: char, view: view{split: 0.5}}
	s.ExtendBaseWidget(s)
	return s
}

// begin shows what is known of an item at once. The divider stays where it is,
// and so does what was looked at closely.
func (s *stage) begin(item Item) {
	s.view = view{stage: s.view.stage, margin: s.view.margin, split: s.view.split}
	s.name = item.Name
	s.kind, s.reason = item.Kind, item.Reason
	s.before, s.after, s.thumb = nil, nil, vector{}
	s.pair = item.Kind == "" && item.Thumb != nil && item.Original != nil
	s.pixels = nil
	s.view.setPhoto(ofPoint(item.Photo))
	s.view.resume(s.kept, false)
	if item.Kind == "" {
		s.setAfter(newPyramid(item.Picture), item.Thumbnail)
	}
	s.Refresh()
}

// end forgets the photo and where it was looked at.
func (s *stage) end() {
	s.kept = kept{}
	s.begin(Item{})
}

// made shows that the open photo has a thumbnail now.
func (s *stage) made(item Item) {
	s.pair = item.Thumb != nil && item.Original != nil
	s.setAfter(newPyramid(item.Picture), item.Thumbnail)
}

// setBefore shows the original of a photo of the given size.
func (s *stage) setBefore(p pyramid, size image.Point) {
	s.before = p
	unknown := s.view.empty()
	s.view.setPhoto(ofPoint(size))
	if unknown {
		s.view.resume(s.kept, false)
	}
	s.Refresh()
}

// setAfter shows the thumbnail, of which p may be smaller than its size. While
// nothing is known about the photo, it is taken to have the thumbnail's shape.
func (s *stage) setAfter(p pyramid, size image.Point) {
	s.after, s.thumb = p, ofPoint(size)
	if s.thumb.x < 1 {
		s.thumb = p.size()
	}
	if s.view.photo.x < 1 && p != nil {
		k := unknownSide / max(s.thumb.x, s.thumb.y)
		s.view.setPhoto(vector{s.thumb.x * k, s.thumb.y * k})
		s.view.resume(s.kept, true)
	}
	s.Refresh()
}

// alone shows the one picture that there is, without a divider.
func (s *stage) alone() {
	s.pair = false
	s.Refresh()
}

func ofPoint(p image.Point) vector { return vector{float64(p.X), float64(p.Y)} }

// scale is how many pixels of the screen there are to a dp.
func (s *stage) scale() float64 { return float64(s.canvas.Scale()) }

// on is a place of the widget in pixels of the screen.
func (s *stage) on(p fyne.Position) vector {
	k := s.scale()
	return vector{float64(p.X) * k, float64(p.Y) * k}
}

func (s *stage) middle() fyne.Position { return fyne.NewPos(s.Size().Width/2, s.Size().Height/2) }

// focus is the place that keys zoom at: under the pointer, or the middle.
func (s *stage) focus() fyne.Position {
	if s.inside {
		return s.pointer
	}
	return s.middle()
}

// move changes the view, if there is anything to view.
func (s *stage) move(change func(*view)) {
	if s.view.empty() || s.kind != "" {
		return
	}
	change(&s.view)
	s.kept = s.view.keep()
	s.show()
	s.changed()
}

// show paints the view anew.
func (s *stage) show() {
	if s.parts != nil {
		s.parts.arrange()
		s.parts.raster.Refresh()
	}
}

func (s *stage) zoomTo(zoom float64) {
	at := s.on(s.focus())
	s.move(func(v *view) { v.zoomTo(zoom, at) })
}

func (s *stage) zoomBy(factor float64) {
	if !s.view.empty() {
		s.zoomTo(s.view.scale() * factor)
	}
}

// toggle changes between the whole photo and every pixel of it.
func (s *stage) toggle(at fyne.Position) {
	s.move(func(v *view) {
		if v.whole() {
			v.zoomTo(1, s.on(at))
		} else {
			v.showWhole()
		}
	})
}

// Scrolled zooms with the wheel.
func (s *stage) Scrolled(ev *fyne.ScrollEvent) {
	s.pointer = ev.Position
	turn := min(max(float64(ev.Scrolled.DY), -maxWheel), maxWheel)
	at := s.on(ev.Position)
	s.move(func(v *view) { v.zoomTo(v.scale()*math.Exp(turn*wheelZoom), at) })
}

// DoubleTapped shows every pixel, or the whole photo again.
func (s *stage) DoubleTapped(ev *fyne.PointEvent) { s.toggle(ev.Position) }

// MouseDown takes hold of the divider, or of the photo when it is zoomed.
func (s *stage) MouseDown(ev *desktop.MouseEvent) {
	s.canvas.Focus(s)
	s.pointer, s.hold = ev.Position, 0
	switch {
	case s.nearDivider(ev.Position):
		s.grip, s.hold = divider, float64(s.view.divider())-s.on(ev.Position).x
	case !s.view.whole():
		s.grip = photo
	case s.pair:
		s.grip = divider
	default:
		s.grip = nothing
	}
}

// MouseUp lets go.
func (s *stage) MouseUp(*desktop.MouseEvent) { s.grip = nothing }

// Dragged moves what the pointer has hold of.
func (s *stage) Dragged(ev *fyne.DragEvent) {
	from, to := s.on(s.pointer), s.on(ev.Position)
	s.pointer = ev.Position
	switch s.grip {
	case divider:
		s.move(func(v *view) { v.divide(to.x + s.hold) })
	case photo:
		s.move(func(v *view) { v.pan(to.x-from.x, to.y-from.y) })
	}
}

// DragEnd lets go.
func (s *stage) DragEnd() { s.grip = nothing }

func (s *stage) nearDivider(p fyne.Position) bool {
	if !s.pair || s.view.empty() {
		return false
	}
	return math.Abs(s.on(p).x-float64(s.view.divider())) <= reach*s.scale()
}

// Cursor shows where the divider can be taken hold of.
func (s *stage) Cursor() desktop.Cursor {
	if s.grip == divider || s.grip == nothing && s.nearDivider(s.pointer) {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// MouseIn is called when the pointer comes.
func (s *stage) MouseIn(ev *desktop.MouseEvent) { s.inside, s.pointer = true, ev.Position }

// MouseMoved is called when the pointer moves. While it drags, Dragged follows.
func (s *stage) MouseMoved(ev *desktop.MouseEvent) {
	if s.grip == nothing {
		s.pointer = ev.Position
	}
}

// MouseOut is called when the pointer goes.
func (s *stage) MouseOut() { s.inside = false }

// FocusGained is called when the keyboard comes to the stage.
func (s *stage) FocusGained() { s.setFocused(true) }

// FocusLost is called when the keyboard leaves it.
func (s *stage) FocusLost() { s.setFocused(false) }

// setFocused shows whether the keyboard is here: at the divider, which it
// moves, or else around the stage.
func (s *stage) setFocused(on bool) {
	s.focused = on
	if s.parts != nil {
		s.parts.showFocus()
		canvas.Refresh(s)
	}
}

// TypedShortcut moves the divider; what it does not use goes to the window.
func (s *stage) TypedShortcut(sc fyne.Shortcut) {
	custom, ok := sc.(*desktop.CustomShortcut)
	if !ok || custom.Modifier != fyne.KeyModifierShortcutDefault || !s.pair {
		control.PassShortcut(s, sc)
		return
	}
	switch custom.KeyName {
	case fyne.KeyLeft:
		s.divideBy(-dividerStep)
	case fyne.KeyRight:
		s.divideBy(dividerStep)
	default:
		control.PassShortcut(s, sc)
	}
}

// divideBy moves the divider by a share of what is seen.
func (s *stage) divideBy(by float64) {
	s.move(func(v *view) { v.split = min(max(v.split+by, 0), 1) })
}

// TypedKey is called for a key.
func (s *stage) TypedKey(ev *fyne.KeyEvent) { s.key(ev) }

// TypedRune is called for a character.
func (s *stage) TypedRune(r rune) { s.char(r) }

// CreateRenderer is Fyne's.
func (s *stage) CreateRenderer() fyne.WidgetRenderer {
	s.parts = newStageParts(s)
	s.parts.paint()
	return s.parts
}

// resized takes in the size of the widget.
func (s *stage) resized(size fyne.Size) {
	k := s.scale()
	now := vector{math.Round(float64(size.Width) * k), math.Round(float64(size.Height) * k)}
	if now != s.view.stage {
		s.view.setStage(now, margin*k)
		s.changed()
	}
}

// thumbFrame is where the thumbnail is on the stage.
func (s *stage) thumbFrame() image.Rectangle {
	return part(s.view.frame(), s.view.photo, s.thumb)
}

// paintPixels draws what is seen, in w × h pixels of the screen.
func (s *stage) paintPixels(w, h int) image.Image {
	if s.pixels == nil || s.pixels.Rect.Dx() != w || s.pixels.Rect.Dy() != h {
		s.pixels = image.NewRGBA(image.Rect(0, 0, w, h))
	}
	back := color.RGBAModel.Convert(look.Color(theme.ColorNameBackground)).(color.RGBA)
	fill(s.pixels, back)
	if s.view.empty() || s.kind != "" {
		return s.pixels
	}
	whole, thumb := s.view.frame(), s.thumbFrame()
	draw := func(clip image.Rectangle, p pyramid, frame image.Rectangle) {
		s.painter.draw(s.pixels, clip, p, frame, back)
	}
	left, right := s.pixels.Rect, s.pixels.Rect
	switch {
	case s.pair:
		left.Max.X, right.Min.X = s.view.divider(), s.view.divider()
	case s.before != nil:
		right = image.Rectangle{}
	default:
		left = image.Rectangle{}
	}
	draw(left, s.after, thumb) // stands in for the original
	draw(left, s.before, whole)
	draw(right, s.after, thumb)
	return s.pixels
}
