package shell

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/ask"
	"thumbpool/ui/control"
	"thumbpool/ui/model"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// part is any part: it is its only control.
type part struct{ *control.Entry }

func newPart() *part { return &part{Entry: control.NewEntry("", func(string) {})} }

func (p *part) Parts() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{"it": p.Entry}
}
func (p *part) InPlaceOf(fyne.Focusable) fyne.Focusable { return nil }
func (p *part) Key(fyne.KeyName) bool                   { return false }

// shell is a shell under test: what opens over it is in opened, what is told to
// somebody who looks elsewhere in told, what its keys did in did.
type shell struct {
	*Shell
	win               fyne.Window
	opened, told, did []string
	cancels           bool
}

func newShell(t *testing.T) *shell {
	t.Helper()
	app := test.NewTempApp(t)
	h := &shell{win: app.NewWindow("")}
	h.Shell = New(Config{
		App: app, Window: h.win, Post: func(f func()) { f() },
		Opened: func(what string, _ ...any) { h.opened = append(h.opened, what) },
		Notify: func(title, text string) { h.told = append(h.told, title+": "+text) },
	})
	viewer := newPart()
	viewer.Hide()
	h.Put(Parts{Rail: newPart(), Header: newPart(), Viewer: viewer, Welcome: newPart(), Foot: newPart(), Grid: newPart(), Timeline: newPart()})
	h.Arrange(View{State: model.Ready, Foot: true})
	do := func(what string) func() { return func() { h.did = append(h.did, what) } }
	h.AddKeys(Keys{
		Intent: func(_ string, f func()) { f() },
		Quit:   do("quit"), Choose: do("choose"), Make: do("make"), Settings: do("settings"), Help: do("help"), Pause: do("pause"),
		Order: func(int) { do("order")() }, Cancel: func() bool { return h.cancels }, Left: do("left"), Stop: do("stop"),
		Zoom: func(int) { do("zoom")() }, Copy: do("copy"), SelectAll: do("all"), Viewer: viewer,
	})
	h.win.Resize(fyne.NewSize(model.LeastWidth, model.LeastHeight))
	return h
}

func (h *shell) key(k fyne.KeyName) { h.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k}) }

func (h *shell) ctrl(k fyne.KeyName) {
	h.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault})
}

func (h *shell) question() { h.Question("Really?", "It is about it.", []ask.Answer{{Label: "No"}}) }

func TestOneSheetAtATime(t *testing.T) {
	h := newShell(t)
	h.question()
	h.question()
	h.Input(ask.Input{Title: "What?", Check: func(string) ask.Verdict { return ask.Verdict{} }})
	h.Panel("panel", newPart(), nil)
	if want := []string{"ask"}; !slices.Equal(h.opened, want) || !h.Asked() {
		t.Errorf("opened were %q, want %q", h.opened, want)
	}
	h.key(fyne.KeyEscape)
	closed := false
	h.Panel("panel", newPart(), func() { closed = true })
	if h.Shown() == nil || h.Over()["it"] == nil {
		t.Error("the panel is not up")
	}
	h.Withdraw()
	if !closed || h.Shown() != nil || len(h.did) != 0 {
		t.Errorf("the panel is closed: %v; the keys did %q", closed, h.did)
	}
}

func TestKeysDoNothingUnderASheetButQuit(t *testing.T) {
	h := newShell(t)
	h.question()
	for _, k := range []fyne.KeyName{fyne.KeyO, fyne.KeyReturn, fyne.KeyComma, fyne.Key2, fyne.KeyPlus, fyne.KeyQ} {
		h.ctrl(k)
	}
	h.key(fyne.KeySpace)
	h.TypedShortcut(&fyne.ShortcutCopy{})
	if want := []string{"quit"}; !slices.Equal(h.did, want) {
		t.Errorf("the keys did %q, want %q", h.did, want)
	}
}

func TestEscapeCancelsLeavesAFieldOrStops(t *testing.T) {
	h := newShell(t)
	h.cancels = true
	h.key(fyne.KeyEscape)
	h.cancels = false
	field := control.NewEntry("", func(string) {})
	h.win.SetContent(field)
	h.win.Canvas().Focus(field)
	h.key(fyne.KeyEscape)
	if h.win.Canvas().Focused() != nil {
		t.Error("the field keeps the keyboard")
	}
	h.key(fyne.KeyEscape)
	if want := []string{"left", "stop"}; !slices.Equal(h.did, want) {
		t.Errorf("Escape did %q, want %q", h.did, want)
	}
}

func TestATitleOfARunStandsForAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newShell(t)
		h.SetTitle("0 %", model.Running)
		h.SetTitle("1 %", model.Running)
		if got := h.win.Title(); got != "0 %" {
			t.Errorf("the title is %q at once", got)
		}
		<-time.After(titleEvery)
		h.SetTitle("2 %", model.Running)
		if got := h.win.Title(); got != "2 %" {
			t.Errorf("later the title is %q", got)
		}
		h.SetTitle("paused", model.Paused)
		if got := h.win.Title(); got != "paused" {
			t.Errorf("in another state the title is %q", got)
		}
	})
}

func TestOnlyWhoLooksElsewhereIsTold(t *testing.T) {
	h := newShell(t)
	h.Tell("Done", []string{"3 photos"})
	h.away = true
	h.Tell("Done", []string{"3 photos", "1 failed"})
	if want := []string{"Done: 3 photos · 1 failed"}; !slices.Equal(h.told, want) {
		t.Errorf("told is %q, want %q", h.told, want)
	}
}

func TestNothingIsSaidOverASheet(t *testing.T) {
	h := newShell(t)
	h.Dim("Drop", "to look")
	if !h.Dimmed() {
		t.Error("nothing is said")
	}
	h.question()
	h.Dim("Drop", "to look")
	if h.Dimmed() {
		t.Error("it is said over a question, which takes no files")
	}
}
