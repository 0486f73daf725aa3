package viewer

import (
	"fmt"

	"fyne.io/fyne/v2"

	"thumbpool/ui/control"
	"thumbpool/ui/words"
)

// What a screen reader says of the viewer.

// AccessibilityLabel says which photo is open.
func (v *Viewer) AccessibilityLabel() string { return v.item.Name }

// AccessibilityRole is that of something that holds others.
func (v *Viewer) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// AccessibilityLabel says what is on the stage.
func (s *stage) AccessibilityLabel() string {
	if s.kind != "" {
		return control.Spoken(s.name, words.Of("voice.failed", "Reason", control.Spoken(s.kind, s.reason)))
	}
	divider := ""
	if s.pair {
		divider = words.Of("voice.divider", "Percent", fmt.Sprintf("%.0f", 100*s.view.split))
	}
	return control.Spoken(s.name, divider)
}

// AccessibilityRole is that of a thing to press or move.
func (s *stage) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
