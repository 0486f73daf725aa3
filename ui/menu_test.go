package ui

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
)

// menuItem is the item of the window's menu with that label.
func (h *window) menuItem(label string) *fyne.MenuItem {
	h.t.Helper()
	for _, i := range h.mainMenu() {
		if text, _, _ := strings.Cut(i.Label, "\u2003"); text == label {
			return i
		}
	}
	h.t.Fatalf("there is no %q in the menu", label)
	return nil
}

// usable are the items of the menu that can be chosen.
func (h *window) usable() (labels []string) {
	for _, i := range h.mainMenu() {
		if !i.Disabled && !i.IsSeparator {
			label, _, _ := strings.Cut(i.Label, "\u2003")
			labels = append(labels, label)
		}
	}
	return labels
}

func TestMenuOffersWhatCanBeUsed(t *testing.T) {
	always := []string{"Choose folder…", "Settings…", "Appearance", "Keys", "About Thumbpool", "Quit"}
	check := func(h *window, when string, more ...string) {
		t.Helper()
		want := append(slices.Clone(always), more...)
		got := h.usable()
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q can be used, want %q", when, got, want)
		}
	}
	h := newWindow(t)
	check(h, "empty")
	job := h.running(3)
	check(h, "running", "Recent folders")
	job.Finish(0, 1)
	job.Fail(2)
	h.until("the failure", func() bool { return h.Model().Failures() == 1 })
	check(h, "running with a failure", "Recent folders", "Failed first")
	job.End(processor.Summary{Found: 3, Made: 2, Failed: 1, Wall: time.Second})
	h.untilState(model.Done)
	check(h, "done", "Recent folders", "Compare workers", "Copy report", "Copy the reasons", "Save report…", "Failed first")
}

func TestMenusLook(t *testing.T) {
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		menus := map[string]func(h *window){
			"menu": func(h *window) { test.Tap(h.header.Parts()["more"].(fyne.Tappable)) },
			"menu-cell": func(h *window) {
				h.pick(1)
				h.grid.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
			},
			"menu-recent":  func(h *window) { test.Tap(h.rail.Parts()["recent"].(fyne.Tappable)) },
			"menu-shape":   func(h *window) { test.Tap(h.rail.Parts()["shape"].(fyne.Tappable)) },
			"menu-presets": func(h *window) { test.Tap(h.rail.Parts()["preset"].(fyne.Tappable)) },
		}
		for name, open := range menus {
			name += "-" + string(a)
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					h := finished(t)
					h.app.Settings().SetTheme(look.New(a))
					open(h)
					if h.win.Canvas().Overlays().Top() == nil {
						t.Fatal("there is no menu")
					}
					h.looks(name + ".png")
				})
			})
		}
	}
}

func TestAKeyTakesTheMenuAway(t *testing.T) {
	h := newWindow(t)
	h.showMenu()
	h.ctrl(fyne.KeyComma)
	if !h.shell.Asked() || len(h.win.Canvas().Overlays().List()) != 1 {
		t.Errorf("%d things are over the window, want the settings alone", len(h.win.Canvas().Overlays().List()))
	}
}

func TestCloseByKey(t *testing.T) {
	for _, key := range []fyne.KeyName{fyne.KeyQ, fyne.KeyW} {
		h := newWindow(t)
		closed := false
		h.win.SetOnClosed(func() { closed = true })
		h.showKeys() // a panel does not keep the window open
		h.ctrl(key)
		h.until("the window to close", func() bool { return closed })
	}
}

func TestKeysAreListed(t *testing.T) {
	h := newWindow(t)
	h.key(fyne.KeyF1)
	if !h.shell.Asked() || h.shell.Over()["keysDone"] == nil {
		t.Fatal("F1 shows nothing")
	}
	h.key(fyne.KeyEscape)
	if h.shell.Asked() {
		t.Error("Escape does not close the list")
	}
}

func TestAppearanceIsChosenInTheMenu(t *testing.T) {
	h := newWindow(t)
	choices := h.menuItem("Appearance").ChildMenu.Items
	if !choices[1].Checked {
		t.Error("dark is not marked")
	}
	choices[2].Action()
	if look.IsDark() || h.Appearance() != look.Light || !h.menuItem("Appearance").ChildMenu.Items[2].Checked {
		t.Errorf("dark %v, remembered %q", look.IsDark(), h.Appearance())
	}
}

func TestCopyReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := finished(t)
		h.menuItem("Copy report").Action()
		want := "Thumbpool " + processor.Version + ` · /photos/Iceland 2026
3 photos in 1.0 s · 2.0 photos/s · 1.0 of 8 workers busy · 1 failed
IMG_2002.jpg: Damaged: The file ends early, after 1.2 MB
`
		if got := h.app.Clipboard().Content(); got != want {
			t.Errorf("copied is\n%s\nwant\n%s", got, want)
		}
		h.looks("copied.png")
		h.CopyReasons()
		if got := h.app.Clipboard().Content(); got != "IMG_2002.jpg: Damaged: The file ends early, after 1.2 MB\n" {
			t.Errorf("copied is %q", got)
		}
	})
}

// TestPasswordOfAURLIsNotShown looks for the password of a URL in all that the
// window shows and copies, in each state that names what was chosen.
func TestPasswordOfAURLIsNotShown(t *testing.T) {
	const url = "http://me:s3cret@a.test/album"
	h := newWindow(t)
	look := func(state string) {
		t.Helper()
		h.show()
		for what, text := range map[string]string{"window": test.RenderToMarkup(h.win.Canvas()), "title": h.win.Title(), "clipboard": h.app.Clipboard().Content()} {
			if strings.Contains(text, "s3cret") {
				t.Errorf("%s: the password is in the %s", state, what)
			}
		}
	}
	h.engine.Folders[url] = 3
	h.Open([]string{url})
	h.untilState(model.Ready)
	look("ready")
	h.Make()
	h.untilState(model.Running)
	h.Open([]string{url})
	look("asked")
	h.shell.Withdraw()
	job := h.engine.Job(t, 0)
	job.Finish(0, 1)
	job.Fail(2)
	job.End(processor.Summary{Found: 3, Made: 2, Failed: 1})
	h.untilState(model.Done)
	h.CopyReport()
	look("done")
	if got := h.app.Clipboard().Content(); !strings.Contains(got, "http://a.test/album") {
		t.Errorf("the rest of the address is not copied: %q", got)
	}
	for _, r := range h.Recent() {
		if strings.Contains(r.Path, "s3cret") {
			t.Errorf("the password is remembered in %q", r.Path)
		}
	}
	h.engine.Gone = true
	h.Open([]string{url})
	h.untilState(model.FolderGone)
	look("gone")
}

func TestNothingIsCopiedWithoutAnOutcome(t *testing.T) {
	h := newWindow(t)
	h.app.Clipboard().SetContent("mine")
	h.CopyReport()
	h.CopyReasons()
	h.saveReport()
	if got := h.app.Clipboard().Content(); got != "mine" || h.picker.saved.Name != "" {
		t.Errorf("copied is %q, saved is %q", got, h.picker.saved.Name)
	}
}

func TestTheMenuByKeys(t *testing.T) {
	h := newWindow(t)
	c := h.win.Canvas()
	c.Focus(h.header.Parts()["more"].(fyne.Focusable))
	h.key(fyne.KeyReturn)
	if c.Overlays().Top() == nil {
		t.Fatal("Enter did not open the menu")
	}
	h.key(fyne.KeyDown)
	h.key(fyne.KeyReturn)
	if h.picker.asked != 1 || c.Overlays().Top() != nil {
		t.Errorf("the folder dialog was opened %d times, want once by the first item", h.picker.asked)
	}
	if c.Focused() != h.header.Parts()["more"].(fyne.Focusable) {
		t.Errorf("after the menu %s has the keyboard, want its button", name(c.Focused()))
	}
}

// TestASheetOutlivesTheMenuUnderIt opens a question while the menu is open, and
// then other photos, which takes menus away.
func TestASheetOutlivesTheMenuUnderIt(t *testing.T) {
	h := newWindow(t)
	job := h.running(2)
	h.showMenu()
	h.engine.Folders["/photos/other"] = 1
	h.Open([]string{"/photos/other"})
	h.answers()[0].Tapped(nil) // stop, and open that
	h.showKeys()
	job.End(processor.Summary{Found: 2, Stopped: true})
	h.untilState(model.Ready)
	if top := h.win.Canvas().Overlays().Top(); !h.shell.Asked() || top == nil {
		t.Errorf("a sheet is up: %v, and seen is %v", h.shell.Asked(), top)
	}
}
