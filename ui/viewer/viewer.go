// Package viewer shows one photo large, before and after, with a divider
// between the two to drag. It covers whatever it is laid over.
//
//	Open ──► thumbnail, original (each in a goroutine) ──► post ──► stage
//	keys, wheel, drag ──► view (which part of the photo) ──► stage: paint
//	                        └──► a larger original, when there is more to see
//
// It knows no engine: an [Item] says what to show and how to read it. All of
// it belongs to the UI thread; pictures are read off it, the newest request
// only, and what comes late for a photo that was left is dropped.
package viewer

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"thumbpool/assets"
	"thumbpool/processor"
	"thumbpool/ui/control"
	"thumbpool/ui/latest"
	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// Item is a photo to show.
type Item struct {
	Name string
	// Place says which of Total photos it is, from 1. Total is 0 when that is
	// not known.
	Place, Total int
	// Photo and Thumbnail are their sizes in pixels, upright; zero when they
	// are not known.
	Photo, Thumbnail image.Point
	Times            processor.Times
	// Note says what is odd about the photo, such as that its file is cut
	// short. It takes the place of the times.
	Note string
	// Kind and Reason say why the photo failed; nothing else is shown then.
	Kind, Reason string

	// Version tells the thumbnail from one that was made of the photo before.
	Version int
	// Picture is the thumbnail in any size, if it is in memory: it is there at
	// once.
	Picture *image.RGBA
	// Thumb reads the thumbnail; nil when there is none.
	Thumb func(ctx context.Context) (*image.RGBA, error)
	// Original reads the photo, upright and reduced to fit a box of side
	// pixels. It is asked for what there is to see, up to MaxPixels.
	Original func(ctx context.Context, side int) (*image.RGBA, error)
}

// Actions is what the viewer asks for. Those about a file mean that of the item
// that is open.
type Actions struct {
	Previous, Next       func() // each opens another item
	OpenFile, ShowFolder func()
	// Left is told that the viewer has closed, and whether the keyboard was
	// in it.
	Left func(keyboard bool)
}

// Viewer is the widget. It is hidden until it is opened.
type Viewer struct {
	widget.BaseWidget
	canvas  fyne.Canvas
	actions Actions
	reason  func(error) string

	stage                    *stage
	name, sizes, place       *control.Label
	zoom, previous, next     *control.Button
	closing, file, folder    *control.Button
	facts                    *facts
	problem                  *control.Label // why a picture is not there
	item                     Item
	originals                *latest.Worker[loaded]
	thumbs                   *latest.Worker[loaded]
	loading, complete        bool // an original is being read; there is no larger one
	originalError, thumbFail string
}

// New returns a viewer that is not open, for the canvas of a window: before it
// is first drawn it could not find that itself. reason says to a person why a
// picture could not be read; post leads to the UI thread.
func New(c fyne.Canvas, a Actions, reason func(error) string, post func(func())) *Viewer {
	v := &Viewer{canvas: c, actions: a, reason: reason}
	v.ExtendBaseWidget(v)
	v.stage = newStage(c, v.changed, v.TypedKey, v.TypedRune)
	v.name = control.NewLabel("", look.TextBody, look.Text).Bold().Cuttable()
	v.sizes = control.NewLabel("", look.TextSmall, look.Secondary).Cuttable()
	v.place = control.NewLabel("", look.TextSmall, look.Secondary)
	v.zoom = v.button(control.Bare, "", words.Of("viewer.hintZoom"), v.toggleZoom)
	v.zoom.SetName(words.Of("voice.zoom"))
	v.previous = v.button(control.Bare, "", words.Of("viewer.hintPrevious"), v.goPrevious)
	v.next = v.button(control.Bare, "", words.Of("viewer.hintNext"), v.goNext)
	v.closing = control.NewIconButton(assets.Close, words.Of("viewer.hintClose"), v.Leave)
	v.file = v.button(control.Quiet, words.Of("viewer.file"), words.Of("viewer.hintFile"), a.OpenFile)
	v.folder = v.button(control.Quiet, words.Of("viewer.folder"), words.Of("viewer.hintFolder"), a.ShowFolder)
	v.facts = newFacts()
	v.problem = control.NewLabel("", look.TextBody, look.Failure).Cuttable()
	v.originals = latest.New(post, v.originalArrived)
	v.thumbs = latest.New(post, v.thumbArrived)
	v.Hide()
	return v
}

// button returns a button that gives the keyboard back to the stage.
func (v *Viewer) button(kind control.Kind, label, hint string, pressed func()) *control.Button {
	b := control.NewButton(kind, label, func() {
		pressed()
		v.Focus()
	})
	b.SetHint(hint)
	return b
}

// Open shows an item, in place of the one that is open.
func (v *Viewer) Open(item Item) {
	v.drop()
	v.item = item
	keyboard := !v.Visible() || v.holdsFocus()
	v.Show()
	v.stage.begin(item)
	v.showWords()
	v.loadThumb()
	v.load()
	v.Refresh()
	v.canvas.Refresh(v)
	if keyboard {
		v.Focus()
	}
}

// Update takes in what has become of the photo that is open: another place in
// the order, or a thumbnail.
func (v *Viewer) Update(item Item) {
	made := item.Thumb != nil && item.Version != v.item.Version
	moved := item.Place != v.item.Place || item.Total != v.item.Total
	switch {
	case item.Kind != v.item.Kind:
		v.Open(item)
		return
	case made:
		if item.Photo.X <= 0 {
			item.Photo = v.item.Photo // as the original told
		}
		v.item = item
		v.stage.made(item)
		v.thumbFail = ""
		v.loadThumb()
	case moved:
		v.item.Place, v.item.Total = item.Place, item.Total
	default:
		return
	}
	v.showWords()
}

// Leave closes the viewer and lets go of its pictures.
func (v *Viewer) Leave() {
	if !v.Visible() {
		return
	}
	keyboard := v.holdsFocus()
	v.drop()
	v.item = Item{}
	v.stage.end()
	v.giveBack()
	v.Hide()
	v.actions.Left(keyboard)
}

// holdsFocus says whether the keyboard is in the viewer, or nowhere.
func (v *Viewer) holdsFocus() bool {
	focused := v.canvas.Focused()
	if focused == nil {
		return true
	}
	for _, o := range v.Parts() {
		if any(o) == any(focused) {
			return true
		}
	}
	return false
}

// Close ends the viewer for good and returns when its goroutines have ended.
func (v *Viewer) Close() {
	v.originals.Close()
	v.thumbs.Close()
}

// Parts names the controls.
func (v *Viewer) Parts() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{
		"viewerStage": v.stage, "viewerZoom": v.zoom, "viewerPrevious": v.previous, "viewerNext": v.next,
		"viewerClose": v.closing, "viewerFile": v.file, "viewerFolder": v.folder,
	}
}

// Focus gives the keyboard to the stage.
func (v *Viewer) Focus() {
	if v.Visible() {
		v.canvas.Focus(v.stage)
	}
}

// TypedKey does what a key means in the viewer. What it does not use goes to
// the window.
func (v *Viewer) TypedKey(ev *fyne.KeyEvent) {
	if !v.Key(ev.Name) {
		control.PassKey(v, ev)
	}
}

// Key does what a key means, and says whether it means anything: the window
// asks it when no part of the viewer has the keyboard.
func (v *Viewer) Key(name fyne.KeyName) bool {
	step := func(dx, dy float64) {
		size := v.stage.view.stage
		v.stage.move(func(w *view) { w.pan(dx*panStep*size.x, dy*panStep*size.y) })
	}
	zoomed := !v.stage.view.whole()
	switch {
	case !v.Visible():
		return false
	case name == fyne.KeyEscape:
		v.Leave()
	case name == fyne.KeyPageUp, name == fyne.KeyLeft && !zoomed:
		v.goPrevious()
	case name == fyne.KeyPageDown, name == fyne.KeyRight && !zoomed:
		v.goNext()
	case name == fyne.KeyLeft:
		step(1, 0)
	case name == fyne.KeyRight:
		step(-1, 0)
	case name == fyne.KeyUp:
		step(0, 1)
	case name == fyne.KeyDown:
		step(0, -1)
	default:
		return false
	}
	return true
}

// TypedRune does what a character means in the viewer.
func (v *Viewer) TypedRune(r rune) {
	if !v.Visible() {
		return
	}
	switch r {
	case '+', '=':
		v.stage.zoomBy(zoomStep)
	case '-', '_':
		v.stage.zoomBy(1 / zoomStep)
	case '0':
		v.stage.move((*view).showWhole)
	case '1':
		v.stage.zoomTo(1)
	}
}

func (v *Viewer) toggleZoom() { v.stage.toggle(v.stage.middle()) }

func (v *Viewer) goPrevious() {
	if v.previous.Visible() {
		v.actions.Previous()
	}
}

func (v *Viewer) goNext() {
	if v.next.Visible() {
		v.actions.Next()
	}
}

// changed is called when another part of the photo is seen.
func (v *Viewer) changed() {
	v.showZoom()
	v.load()
}
