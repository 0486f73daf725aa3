package ui

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/processor/reason"
	"thumbpool/ui/model"
	"thumbpool/ui/uitest"
	"thumbpool/ui/words"
)

// lineOfText is a text in sight and where its letters are.
type lineOfText struct {
	text        string
	x, y, width float32
	height      float32
	room        float32           // that it was given
	inside      fyne.CanvasObject // the control that it is a part of
}

func (h *window) linesOfText() (lines []lineOfText) {
	for _, o := range h.inView() {
		t, ok := o.object.(*canvas.Text)
		if !ok || strings.TrimSpace(t.Text) == "" {
			continue
		}
		s := t.MinSize()
		l := lineOfText{t.Text, o.at.X, o.at.Y, s.Width, s.Height, t.Size().Width, o.inside}
		if l.room == 0 {
			l.room = l.width // nobody has given it a size: it takes what it needs
		}
		switch t.Alignment {
		case fyne.TextAlignCenter:
			l.x += (l.room - l.width) / 2
		case fyne.TextAlignTrailing:
			l.x += l.room - l.width
		}
		l.y += (t.Size().Height - s.Height) / 2
		lines = append(lines, l)
	}
	return lines
}

func (l lineOfText) over(o lineOfText) bool {
	const near = 2             // dp; letters do not fill their line
	return l.text != o.text && // a text may have a shadow
		l.x+near < o.x+o.width && o.x+near < l.x+l.width && l.y+l.height/3 < o.y+o.height*2/3 && o.y+o.height/3 < l.y+l.height*2/3
}

// names are texts of the user's own, which may be too long for any room.
var names = regexp.MustCompile(`^(/photos|/elsewhere|Ice|Nor|IMG_|thumbs|~)`)

// In no language, state and size of the window is a text cut, over another one
// or out of sight. Names are cut where they must.
func TestEveryTextFits(t *testing.T) {
	locales := []string{"en_US", "de_DE", "fr_FR", "es_ES", "ja_JP", "zh_CN"}
	if raceDetector {
		locales = []string{"de_DE"} // the one with the longest words: all take minutes then
	}
	for _, locale := range locales {
		t.Run(locale, func(t *testing.T) {
			uitest.Speak(t, locale)
			for _, s := range append(scenes(), longScenes()...) {
				t.Run(s.name, func(t *testing.T) {
					h := s.open(t)
					for _, size := range []fyne.Size{{Width: 760, Height: 600}, {Width: 900, Height: 600}, {Width: 1280, Height: 800}} {
						h.win.Resize(size)
						h.show()
						for _, problem := range misfits(h.linesOfText(), size) {
							t.Errorf("%.0f×%.0f: %s", size.Width, size.Height, problem)
						}
					}
				})
			}
		})
	}
}

// longScenes are states with much to say.
func longScenes() []scene {
	done := func(s processor.Summary) func(t *testing.T) *window {
		return func(t *testing.T) *window {
			h := newWindow(t)
			job := h.running(3)
			job.Finish(0, 1)
			job.Fail(2)
			job.End(s)
			h.untilState(model.Done)
			return h
		}
	}
	broken := func(key reason.Key) processor.Summary {
		return processor.Summary{Found: 3, Made: 2, Err: &processor.PhotoError{Step: processor.StepSave, Reason: reason.Reason{Key: key, Detail: "x"}, Err: errors.New("x")}}
	}
	many := processor.Summary{Found: 12345, Made: 12000, Failed: 345, Wall: 754 * time.Second, Busy: 1400 * time.Second, Workers: 8}
	stopped := many
	stopped.Stopped, stopped.Made = true, 8000
	return []scene{
		{"about", func(t *testing.T) *window {
			h := newWindow(t)
			crashed(t, h) // which has a button too
			h.About()
			h.until("About", h.shell.Asked)
			return h
		}},
		{"a newer version", func(t *testing.T) *window {
			h := newWindow(t)
			h.LookForUpdate()
			h.until("the newer version", func() bool { return len(h.answers()) == 2 })
			return h
		}},
		{"ready with thumbnails of its own", passedOver},
		{"done with thumbnails of its own", func(t *testing.T) *window {
			h := passedOver(t)
			test.Tap(h.rail.Make)
			job := h.engine.Job(t, 0)
			job.Finish(0, 1)
			job.Fail(2)
			job.End(processor.Summary{Found: 12, Made: 5, Skipped: 6, Failed: 1, Wall: 2 * time.Second, Busy: 3 * time.Second, Workers: 8})
			h.untilState(model.Done)
			return h
		}},
		{"nothing but thumbnails of its own", func(t *testing.T) *window {
			h := newWindow(t)
			h.engine.Ours = 1234
			h.drop("/photos/thumbs")
			h.untilState(model.NothingFound)
			return h
		}},
		{"done with many", done(many)},
		{"many stopped", done(stopped)},
		{"disk full", done(broken(reason.DiskFull))},
		{"output not writable", done(broken(reason.NotSaved))},
		{"folder gone", gone},
		{"a menu", func(t *testing.T) *window {
			h := newWindow(t)
			test.Tap(h.header.Parts()["more"].(fyne.Tappable))
			return h
		}},
		{"something wrong", func(t *testing.T) *window {
			h := newWindow(t)
			h.ready("/photos/Iceland 2026", 12345)
			for _, name := range []string{"sizeEntry", "blurEntry", "workersEntry"} {
				if n, ok := h.rail.Parts()[name].(fyne.Focusable); ok {
					h.win.Canvas().Focus(n)
					for range 6 {
						n.TypedRune('9')
					}
					n.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
				}
			}
			h.show()
			return h
		}},
		{"files over it", func(t *testing.T) *window {
			h := newWindow(t)
			h.draggedOver(true)
			return h
		}},
	}
}

// passedOver is a window with photos among which lie thumbnails of its own.
func passedOver(t *testing.T) *window {
	h := newWindow(t)
	h.engine.Ours = 1234
	h.ready("/photos/Iceland 2026", 12)
	return h
}

func misfits(lines []lineOfText, window fyne.Size) (problems []string) {
	for i, l := range lines {
		cut := strings.HasSuffix(l.text, "…") && !slices.Contains(sayings(), l.text) && !names.MatchString(l.text)
		switch {
		case cut:
			problems = append(problems, fmt.Sprintf("%q is cut", l.text))
		case l.width > l.room+1:
			problems = append(problems, fmt.Sprintf("%q is %.0f dp wide and has %.0f", l.text, l.width, l.room))
		case l.x < -1 || l.x+l.width > window.Width+1:
			problems = append(problems, fmt.Sprintf("%q is out of sight", l.text))
		}
		for _, o := range lines[:i] {
			if l.over(o) {
				problems = append(problems, fmt.Sprintf("%q is over %q", l.text, o.text))
			}
		}
	}
	return problems
}

// sayings are the texts that end with an ellipsis by themselves.
func sayings() []string {
	var all []string
	for _, key := range []string{
		"rail.choose", "foot.looking", "foot.stopping", "welcome.drawingFirst", "compare.save",
		"shape.other", "preset.save", "preset.unreadable", "menu.saveReport", "menu.settings",
	} {
		all = append(all, words.Of(key))
	}
	return all
}

func TestMisfitsAreSeen(t *testing.T) {
	fits := []lineOfText{{text: "a", width: 10, height: 16, room: 10}, {text: "IMG_2…", x: 20, width: 50, height: 16, room: 50}, {text: "b", y: 16, width: 10, height: 16, room: 10}}
	if got := misfits(fits, fyne.NewSize(100, 100)); got != nil {
		t.Errorf("%q", got)
	}
	for _, l := range []lineOfText{
		{text: "Something l…", x: 40, y: 50, width: 30, height: 16, room: 30},
		{text: "wide", x: 40, y: 50, width: 40, height: 16, room: 30},
		{text: "out", x: 90, y: 50, width: 20, height: 16, room: 20},
		{text: "over", x: 25, y: 3, width: 20, height: 16, room: 20},
	} {
		if got := misfits(append(slices.Clone(fits), l), fyne.NewSize(100, 100)); len(got) != 1 {
			t.Errorf("%s: %q", l.text, got)
		}
	}
}
