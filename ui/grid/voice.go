package grid

import (
	"fyne.io/fyne/v2"

	"thumbpool/ui/control"
	"thumbpool/ui/model"
)

// What a screen reader says of the grid and its cells.

// AccessibilityLabel says what the grid shows and which photo is selected.
func (g *Grid) AccessibilityLabel() string {
	shown, place := len(g.source.Shown()), g.source.Place(g.selected)
	if place < 0 {
		return control.Spoken(g.say(model.Say("voice.grid")), g.say(model.Count("photos", shown)))
	}
	return control.Spoken(g.say(model.Say("voice.grid")), g.describe(g.selected),
		g.say(model.Say("voice.choice", "N", place+1, "Total", shown)))
}

// AccessibilityRole is that of something that holds others.
func (g *Grid) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// describe says which photo a cell shows and how far it is.
func (g *Grid) describe(id int) string {
	m := g.source.Cell(id)
	state := model.Say(map[model.Status]string{
		model.Waiting: "voice.waiting", model.Working: "voice.working", model.Finished: "voice.made", model.UpToDate: "voice.upToDate",
	}[m.Status])
	if m.Status == model.Failed {
		state = model.Say("voice.failed", "Reason", control.Spoken(g.say(m.Kind()), g.say(m.WholeReason())))
	}
	return control.Spoken(baseName(m), g.say(state))
}

// AccessibilityLabel says which photo the cell shows, how far it is, and
// whether it is selected.
func (c *cell) AccessibilityLabel() string {
	if c.id < 0 {
		return ""
	}
	selected := ""
	if c.grid.picks.has(c.id) {
		selected = c.grid.say(model.Say("voice.selected"))
	}
	return control.Spoken(c.grid.describe(c.id), selected)
}

// AccessibilityRole is that of a thing to press: Enter or a double click opens it.
func (c *cell) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is the grid's: the board takes its clicks.
func (b *board) AccessibilityLabel() string { return b.grid.AccessibilityLabel() }

// AccessibilityRole is the grid's.
func (b *board) AccessibilityRole() fyne.AccessibleRole { return b.grid.AccessibilityRole() }
