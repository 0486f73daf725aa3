package ui

import (
	"errors"
	"fmt"
	"image"
	"reflect"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// scene is a window in a state that a user meets.
type scene struct {
	name string
	open func(t *testing.T) *window
}

// scenes are all states of the window, with what can be over it. What holds
// for every control is tested in each of them.
func scenes() []scene {
	run := func(t *testing.T) *window {
		h := newWindow(t)
		job := h.running(12)
		job.Send(processor.Workers{Target: 2, Running: 2})
		job.Finish(0, 1, 2)
		job.Fail(3)
		h.until("photos", func() bool { return h.Model().Cell(3).Complete() })
		return h
	}
	opened := func(open func(*window)) func(t *testing.T) *window {
		return func(t *testing.T) *window {
			h := finished(t)
			open(h)
			return h
		}
	}
	return []scene{
		{"empty", newWindow},
		{"empty with recent folders", func(t *testing.T) *window {
			app, day := test.NewTempApp(t), time.Now().Format(time.RFC3339)
			app.Preferences().SetString("settings", fmt.Sprintf(`{"recent":[{"path":"/photos/Iceland","photos":12,"opened":%q},{"path":"/photos/Norway","photos":1,"opened":%q}]}`, day, day))
			h := newWindowOf(t, app)
			return h
		}},
		{"nothing found", func(t *testing.T) *window {
			h := newWindow(t)
			h.SetSubfolders(false)
			h.drop("/photos/empty")
			h.untilState(model.NothingFound)
			return h
		}},
		{"ready", func(t *testing.T) *window {
			h := newWindow(t)
			h.ready("/photos/Iceland 2026", 12)
			return h
		}},
		{"ready with one that cannot be read", func(t *testing.T) *window {
			h := newWindow(t)
			h.engine.Never = "8BPS\x00\x01"
			h.ready("/photos/Iceland 2026", 12)
			return h
		}},
		{"running", run},
		{"paused", func(t *testing.T) *window {
			h := run(t)
			h.Pause()
			return h
		}},
		{"stopping", func(t *testing.T) *window {
			h := run(t)
			h.Stop()
			return h
		}},
		{"done", finished},
		{"refused", func(t *testing.T) *window {
			h := newWindow(t)
			h.engine.Refuse = errors.New("no space left on device")
			h.ready("/photos/Iceland 2026", 12)
			test.Tap(h.rail.Make)
			return h
		}},
		{"viewer", opened(func(h *window) { h.view(0) })},
		{"viewer on a photo that failed", opened(func(h *window) { h.view(2) })},
		{"viewer during a run", func(t *testing.T) *window {
			h := run(t)
			h.view(8)
			return h
		}},
		{"report of a crash", offered},
		{"drawing samples", func(t *testing.T) *window {
			h := newWindow(t)
			end := make(chan struct{})
			t.Cleanup(func() { close(end) })
			h.engine.Samples = func(func(done, total int)) error { <-end; return nil }
			h.OpenSamples()
			return h
		}},
		{"keys", opened(func(h *window) { h.showKeys() })},
		{"licences", opened(func(h *window) { user{h.Window}.ShowNotices() })},
		{"question", func(t *testing.T) *window {
			h := run(t)
			h.drop("/photos/Norway")
			return h
		}},
		{"output", opened(func(h *window) { h.showOutput() })},
		{"output in another folder", opened(func(h *window) {
			o := h.Options()
			o.Out = "/elsewhere"
			h.SetOutput(o)
			h.untilState(model.Ready)
			h.showOutput()
		})},
		{"a ratio to type", opened(func(h *window) { h.askRatio() })},
		{"a name to type", opened(func(h *window) { h.askPresetName() })},
		{"comparison", opened(func(h *window) {
			h.compare()
			h.until("the outcome", func() bool { return h.shell.Over()["compareUse"].Visible() })
		})},
	}
}

// controlInSight is an object of the window that can be seen.
type controlInSight struct {
	object fyne.CanvasObject
	at     fyne.Position
	covers image.Rectangle   // in dp
	inside fyne.CanvasObject // the control that it is a part of, or nil
}

// inView are the objects in sight, those of the sheet over the window if there
// is one, in the order in which they are drawn.
func (h *window) inView() []controlInSight {
	root := h.win.Canvas().Content()
	if top := h.win.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	var all []controlInSight
	var walk func(o fyne.CanvasObject, at fyne.Position, inside fyne.CanvasObject)
	walk = func(o fyne.CanvasObject, at fyne.Position, inside fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		s := o.Size()
		all = append(all, controlInSight{o, at, image.Rect(int(at.X), int(at.Y), int(at.X+s.Width), int(at.Y+s.Height)), inside})
		if _, ok := o.(fyne.Focusable); ok {
			inside = o
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child, at, inside)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child, at, inside)
			}
		}
	}
	walk(root, fyne.Position{}, nil)
	return all
}

// own says whether an object is this program's and not a part of the toolkit's.
func own(o fyne.CanvasObject) bool {
	return strings.HasPrefix(reflect.TypeOf(o).Elem().PkgPath(), "thumbpool/")
}

// label is what a screen reader says of an object.
func label(o any) string {
	if a, ok := o.(fyne.Accessible); ok {
		return a.AccessibilityLabel()
	}
	return ""
}

func TestEveryControlHasALabel(t *testing.T) {
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			for _, c := range s.open(t).inView() {
				_, focusable := c.object.(fyne.Focusable)
				_, tappable := c.object.(fyne.Tappable)
				if !focusable && (!tappable || !own(c.object)) {
					continue
				}
				text := label(c.object)
				if text == "" {
					t.Errorf("%T at %v has no label", c.object, c.at)
				}
				if words.Of(text) != text || strings.Contains(text, "{{") || strings.Contains(text, "<no value>") {
					t.Errorf("%T says %q, which is no text for a person", c.object, text)
				}
				if testing.Verbose() {
					t.Logf("%s: %q", c.object.(fyne.Accessible).AccessibilityRole(), text)
				}
			}
		})
	}
}
