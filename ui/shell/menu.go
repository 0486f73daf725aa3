package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/keylist"
)

// menuMargin is the room between a menu and the edge of the window, dp.
const menuMargin = 8

// menu is what is open, or was the last.
type menu struct {
	*widget.PopUpMenu
	name string
}

// MenuUnder opens a menu under a button, at its right edge.
func (s *Shell) MenuUnder(name string, button fyne.CanvasObject, items ...*fyne.MenuItem) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
	s.open(name, items, func(size fyne.Size) fyne.Position {
		return at.AddXY(button.Size().Width-size.Width, button.Size().Height+4)
	})
}

// MenuAt opens a menu at a place of the window, or near it where that has no room.
func (s *Shell) MenuAt(name string, at fyne.Position, items ...*fyne.MenuItem) {
	s.open(name, items, func(size fyne.Size) fyne.Position {
		room := s.given.Window.Canvas().Size()
		return fyne.NewPos(max(0, min(at.X, room.Width-size.Width-menuMargin)), max(0, min(at.Y, room.Height-size.Height-menuMargin)))
	})
}

// open opens a menu at the place that is best for its size.
func (s *Shell) open(name string, items []*fyne.MenuItem, place func(fyne.Size) fyne.Position) {
	s.tips.Hide()
	s.HideMenu()
	s.menu = &menu{widget.NewPopUpMenu(fyne.NewMenu("", items...), s.given.Window.Canvas()), name}
	s.menu.ShowAtPosition(place(s.menu.MinSize()))
	s.given.Opened(name)
}

// HideMenu takes the menu away, because something else was done than choosing
// from it: what it offers may be about what is gone.
func (s *Shell) HideMenu() {
	if s.menu != nil {
		s.menu.Hide()
		s.menu = nil
	}
}

// Item is an item of a menu.
func Item(label string, chosen func()) *fyne.MenuItem { return fyne.NewMenuItem(label, chosen) }

// Line is a line between items.
func Line() *fyne.MenuItem { return fyne.NewMenuItemSeparator() }

// When disables an item unless it can be used.
func When(usable bool, i *fyne.MenuItem) *fyne.MenuItem {
	i.Disabled = !usable
	return i
}

// WithKey names the key that does the same. It does not use the item's Shortcut:
// Fyne writes that too faintly to be read, and in English.
func WithKey(i *fyne.MenuItem, key string) *fyne.MenuItem {
	i.Label += "\u2003" + keylist.Say(key)
	return i
}
