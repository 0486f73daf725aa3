package control

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"thumbpool/ui/words"
)

// What a screen reader says of a control: what it is called, and how it stands.
// Fyne knows few roles; what is pressed, moved or switched is a button to it,
// what is typed in is text.

// AccessibilityRole is that of a thing to press or move.
func (t *touch) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Spoken joins what there is to say.
func Spoken(parts ...string) string {
	said := parts[:0:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, ", ")
}

// Sentence writes a heading, which stands in capitals, like other words.
func Sentence(caption string) string {
	_, n := utf8.DecodeRuneInString(caption)
	return caption[:n] + strings.ToLower(caption[n:])
}

// AccessibilityLabel says what the button does.
func (b *Button) AccessibilityLabel() string {
	off := ""
	if b.disabled {
		off = words.Of("voice.off")
	}
	if b.label == "" {
		return Spoken(b.named(), off)
	}
	return Spoken(b.name, b.label, off)
}

// AccessibilityLabel says what the card opens.
func (c *Card) AccessibilityLabel() string { return Spoken(c.title, c.line) }

// AccessibilityLabel says what the box is about and whether it is ticked.
func (c *Check) AccessibilityLabel() string {
	state := words.Of("voice.unticked")
	if c.on {
		state = words.Of("voice.ticked")
	}
	return Spoken(c.label, state)
}

// AccessibilityLabel says what is switched and what is chosen.
func (s *Segmented) AccessibilityLabel() string {
	place := words.Of("voice.choice", "N", s.chosen+1, "Total", len(s.labels))
	return Spoken(s.named(), s.labels[s.chosen], place)
}

// AccessibilityLabel says what is chosen and of what.
func (c *Choice) AccessibilityLabel() string {
	changed := ""
	if c.changed {
		changed = words.Of("voice.changed")
	}
	return Spoken(c.named(), c.label, changed)
}

// AccessibilityLabel says what the row sets and which of its values is in use.
func (c *Chips) AccessibilityLabel() string {
	if i, is := slices.BinarySearch(c.values, c.value); is {
		return Spoken(c.named(), c.label(i), words.Of("voice.choice", "N", i+1, "Total", len(c.values)))
	}
	return Spoken(c.named(), words.Of("voice.none"))
}

// AccessibilityLabel says what the slider sets and where it stands.
func (s *Slider) AccessibilityLabel() string {
	return Spoken(s.named(), s.say(s.value))
}

// AccessibilityLabel says what the figure is and what is wrong about it.
func (n *Number) AccessibilityLabel() string {
	wrong := ""
	if n.wrong {
		wrong = words.Of("voice.wrong")
	}
	return Spoken(n.named(), strings.TrimSpace(n.figure+" "+n.unit), wrong)
}

// AccessibilityLabel says what is to be typed and what stands there.
func (e *Entry) AccessibilityLabel() string { return Spoken(e.PlaceHolder, e.path) }

// AccessibilityRole is that of a text.
func (f *field) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is what the label says.
func (l *Label) AccessibilityLabel() string { return l.text }

// AccessibilityRole is that of a text.
func (l *Label) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
