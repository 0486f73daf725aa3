// Package shell is what is around the parts of the window and over them: where
// they stand, sheets, menus, keys, the way of the keyboard, tips, the title and
// what is told to somebody who looks elsewhere. It knows no engine, and of the
// parts no more than that they are there.
//
// All of it belongs to the UI thread.
package shell

import (
	"fyne.io/fyne/v2"

	"thumbpool/ui/control"
	"thumbpool/ui/model"
	"thumbpool/ui/tips"
	"thumbpool/ui/veil"
)

// Config is what a shell is made for.
type Config struct {
	App    fyne.App
	Window fyne.Window
	// Post leads to the UI thread.
	Post func(func())
	// Opened is told what opens over the window: a sheet or a menu, by its name.
	Opened func(what string, args ...any)
	// Resized is told the size of the window, dp.
	Resized func(width, height float32)
	// Notify tells the user, who looks elsewhere, how a run ended; nil means by
	// the desktop.
	Notify func(title, text string)
}

// Part is a part of the window, or what a sheet over it shows, and names its
// controls.
type Part interface {
	fyne.CanvasObject
	Parts() map[string]fyne.CanvasObject
}

// Changing is a part in which controls take the place of others.
type Changing interface {
	Part
	// InPlaceOf is the control that stands for one that is gone, or nil.
	InPlaceOf(gone fyne.Focusable) fyne.Focusable
}

// Parts are the parts of the window.
type Parts struct {
	Rail, Header, Viewer Part
	Welcome, Foot        Changing
	Grid                 Grid
	Timeline             fyne.CanvasObject
}

// Grid takes the keyboard when nothing else is there to have it.
type Grid interface {
	fyne.CanvasObject
	fyne.Focusable
}

// View says which parts are in sight.
type View struct {
	State   model.State
	Covered bool // by the viewer
	Foot    bool
	Lanes   int // of the timeline; 0 when there is nothing to see of it
}

// Shell is the frame of the window.
type Shell struct {
	given     Config
	parts     Parts
	frame     *frame
	view      View
	veil      *veil.Veil
	tips      *tips.Layer
	menu      *menu  // the last that was opened; nil when it was taken away
	sheet     *sheet // nil when there is none
	title     title
	shortcuts fyne.ShortcutHandler
	away      bool // another program's window is in front
}

// New returns the shell of a window without parts.
func New(given Config) *Shell {
	s := &Shell{given: given, veil: veil.New(), tips: tips.NewLayer(given.Post), view: View{State: -1}}
	s.watchFront()
	return s
}

// Put puts parts into the window, and over them what draws nothing.
func (s *Shell) Put(p Parts, over ...fyne.CanvasObject) {
	s.parts = p
	s.frame = newFrame(p)
	for _, part := range s.all() {
		watch(s.tips, part.Parts())
	}
	layers := append([]fyne.CanvasObject{s.frame.content(), s.veil, s.tips.Box}, over...)
	s.given.Window.SetPadded(false)
	s.given.Window.SetContent(&fyne.Container{Layout: stack{s.given.Resized}, Objects: layers})
}

// all are the parts that have controls.
func (s *Shell) all() []Part {
	return []Part{s.parts.Rail, s.parts.Header, s.parts.Foot, s.parts.Welcome, s.parts.Viewer}
}

// Arrange puts the parts of a view in sight, and says whether that is another one
// than before. What the viewer covers is not in sight, so that the keyboard does
// not reach it.
func (s *Shell) Arrange(v View) bool {
	if v.State == s.view.State && v.Covered == s.view.Covered {
		return false
	}
	s.view = v
	s.tips.Hide() // it may be about what was
	blank := v.State.Blank()
	control.SetVisible(s.parts.Header, !v.Covered)
	control.SetVisible(s.parts.Welcome, blank && !v.Covered)
	control.SetVisible(s.parts.Grid, !blank && !v.Covered)
	control.SetVisible(s.frame.strip, v.Foot && !v.Covered)
	control.SetVisible(s.parts.Foot, v.Foot && !v.Covered)
	lanes := 0
	if v.Lanes > 0 {
		lanes = max(s.frame.lanes, v.Lanes)
	}
	control.SetVisible(s.parts.Timeline, lanes > 0 && !v.Covered)
	if s.frame.foot != v.Foot || s.frame.lanes != lanes {
		s.frame.foot, s.frame.lanes = v.Foot, lanes
		s.frame.Layout(nil, s.given.Window.Canvas().Size())
	}
	return true
}

// Tips are those of the controls that can be reached: of a panel if one is up.
func (s *Shell) Tips() *tips.Layer {
	if s.sheet != nil && s.sheet.tips != nil {
		return s.sheet.tips
	}
	return s.tips
}

// Note says for a while what has been done.
func (s *Shell) Note(text string) {
	if s.view.State.Blank() {
		s.tips.Note(s.parts.Welcome, text)
		return
	}
	s.tips.Note(s.parts.Grid, text)
}

// watch has a layer show the tips of controls.
func watch(l *tips.Layer, parts map[string]fyne.CanvasObject) {
	for _, o := range parts {
		if c, ok := o.(control.Hinted); ok {
			l.Watch(c)
		}
	}
}

// Dim says over the window what will happen to files that are dragged, unless a
// sheet is up, which takes none.
func (s *Shell) Dim(title, line string) {
	if s.sheet != nil {
		s.Clear()
		return
	}
	s.tips.Hide()
	s.veil.Say(title, line)
}

// Clear takes back what Dim does.
func (s *Shell) Clear() { s.veil.Hide() }

// Dimmed says whether something is said over the window.
func (s *Shell) Dimmed() bool { return s.veil.Visible() }
