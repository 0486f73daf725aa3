package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"thumbpool/processor"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// fakeDesktop notes what it is given.
type fakeDesktop struct {
	app    fyne.App
	mu     sync.Mutex
	heard  []string
	refuse error
}

func (d *fakeDesktop) note(what string, paths []string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.heard = append(d.heard, fmt.Sprint(what, " ", paths))
	return d.refuse
}

func (d *fakeDesktop) last() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.heard) == 0 {
		return ""
	}
	return d.heard[len(d.heard)-1]
}

func (d *fakeDesktop) Reveal(_ context.Context, paths []string) error { return d.note("reveal", paths) }

func (d *fakeDesktop) CopyFiles(_ context.Context, paths []string) error {
	return d.note("copy", paths)
}

func (d *fakeDesktop) CopyText(text string) { d.app.Clipboard().SetContent(text) }
func (d *fakeDesktop) Open(path string)     { _ = d.note("open", []string{path}) }
func (d *fakeDesktop) Browse(page string)   { _ = d.note("browse", []string{page}) }
func (d *fakeDesktop) Close()               {}

// cellItems are the items of the menu of the selected photos; those that cannot
// be used are in brackets.
func (h *window) cellItems() []string {
	var labels []string
	for _, i := range h.cellMenu() {
		switch {
		case i.IsSeparator:
		case i.Disabled:
			labels = append(labels, "("+i.Label+")")
		default:
			labels = append(labels, i.Label)
		}
	}
	return labels
}

// choose presses the item of that menu whose label begins with a text.
func (h *window) chooseCellItem(label string) {
	h.t.Helper()
	for _, i := range h.cellMenu() {
		if !i.IsSeparator && len(i.Label) >= len(label) && i.Label[:len(label)] == label {
			i.Action()
			return
		}
	}
	h.t.Fatalf("there is no %q in %q", label, h.cellItems())
}

func (h *window) pick(ids ...int) {
	h.grid.Choose(ids[0])
	h.grid.Modifiers = func() fyne.KeyModifier { return fyne.KeyModifierShift }
	for h.grid.Selected() != ids[len(ids)-1] {
		h.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	h.grid.Modifiers = func() fyne.KeyModifier { return 0 }
}

func TestCellMenu(t *testing.T) {
	tests := []struct {
		name string
		pick []int
		want []string
	}{
		{"a thumbnail", []int{0}, []string{"Open\u2003Enter", "Open file", "Show in folder", "Copy file\u2003Ctrl+C", "Copy path"}},
		{"a failure", []int{2}, []string{"Open\u2003Enter", "Open file", "Show in folder", "(Copy file\u2003Ctrl+C)", "Copy path", "Retry"}},
		{"all", []int{0, 1, 2}, []string{"Open\u2003Enter", "(Open file)", "Show in folder", "Copy 2 files\u2003Ctrl+C", "Copy 3 paths", "Retry"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := finished(t)
			h.pick(tt.pick...)
			if got := h.cellItems(); !slices.Equal(got, tt.want) {
				t.Errorf("the menu is\n%q, want\n%q", got, tt.want)
			}
		})
	}
	h := newWindow(t)
	h.running(3)
	h.pick(1)
	if got, want := h.cellItems(), []string{"Open\u2003Enter", "Open file", "Show in folder", "(Copy file\u2003Ctrl+C)", "Copy path"}; !slices.Equal(got, want) {
		t.Errorf("during the run the menu is\n%q, want\n%q", got, want)
	}
}

func TestCellMenuActs(t *testing.T) {
	h := finished(t)
	folder := h.Model().Sources()[0]
	h.pick(0, 1, 2)

	h.chooseCellItem("Show in folder")
	want := fmt.Sprintf("reveal [%s/thumbs/IMG_2000.jpg %s/thumbs/IMG_2001.jpg %s/IMG_2002.jpg]", folder, folder, folder)
	h.until("the file manager", func() bool { return h.desktop.last() == want })

	h.chooseCellItem("Copy 2 files")
	want = fmt.Sprintf("copy [%s/thumbs/IMG_2000.jpg %s/thumbs/IMG_2001.jpg]", folder, folder)
	h.until("the clipboard", func() bool { return h.desktop.last() == want })
	h.until("a word about it", func() bool { return h.shell.Tips().Text() == "2 files copied" })

	h.chooseCellItem("Copy 3 paths")
	want = fmt.Sprintf("%s/thumbs/IMG_2000.jpg\n%s/thumbs/IMG_2001.jpg\n%s/IMG_2002.jpg", folder, folder, folder)
	if got := h.app.Clipboard().Content(); got != want || h.shell.Tips().Text() != "3 paths copied" {
		t.Errorf("on the clipboard is %q, and said is %q", got, h.shell.Tips().Text())
	}

	h.desktop.refuse = errors.New("no clipboard")
	h.shortcut(&fyne.ShortcutCopy{})
	h.until("a word about it", func() bool { return h.shell.Tips().Text() == words.Of("cell.notCopied") })

	h.chooseCellItem("Open")
	if !h.viewer.Visible() || h.opened != 2 {
		t.Errorf("the viewer shows photo %d", h.opened)
	}
	h.viewer.Leave()

	h.chooseCellItem("Retry")
	if again := h.engine.Job(t, 1); len(again.Photos) != 1 || again.Photos[0].ID != 2 || h.Model().State() != model.Running {
		t.Errorf("tried again are %v", again.Photos)
	}
}

func TestCellMenuOpens(t *testing.T) {
	h := finished(t)
	h.win.Canvas().Focus(h.grid)
	h.key(desktop.KeyMenu)
	if _, open := h.shell.Over()["cell-menu:0"]; !open {
		t.Fatal("the menu key opened nothing")
	}
	if r := h.Places()["cell-menu:0"]; r[2] <= 0 || r[3] <= 0 {
		t.Errorf("the first item is at %v", r)
	}
	h.key(fyne.KeyEscape)
	if _, open := h.Places()["cell-menu:0"]; open {
		t.Error("Escape did not close the menu")
	}
	if h.win.Canvas().Focused() != fyne.Focusable(h.grid) {
		t.Error("the keyboard is not back in the grid")
	}
}

func TestPhotosFromTheWebAreNotInAFolder(t *testing.T) {
	m := model.New()
	m.Choose([]string{"https://example.org/a.jpg"}, true)
	m.Apply([]processor.Event{processor.Found{Photo: processor.Photo{Path: "https://example.org/a.jpg"}}}, time.Now())
	if f := m.Files([]int{0}); len(f.OnDisk) > 0 || len(f.Thumbnails) > 0 {
		t.Errorf("%+v", f)
	}
}

func TestSelectionInTheHeader(t *testing.T) {
	h := finished(t)
	h.shortcut(&fyne.ShortcutSelectAll{})
	if got := h.grid.Picked(); len(got) != 3 {
		t.Errorf("selected are %v", got)
	}
	if got := h.header.Selected(); got != "3 selected" {
		t.Errorf("the header says %q", got)
	}
	h.key(fyne.KeyEscape)
	if got := h.header.Selected(); got != "" || h.Model().State() != model.Done {
		t.Errorf("the header says %q", got)
	}
}
