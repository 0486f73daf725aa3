package model

import (
	"reflect"
	"testing"

	"thumbpool/processor"
	"thumbpool/processor/reason"
)

// TestANoteIsNoDamage holds that a thumbnail that is smaller than asked says so, and
// counts as whole.
func TestANoteIsNoDamage(t *testing.T) {
	m := New()
	m.Choose([]string{"/p"}, true)
	ev := finished(0).(processor.Finished)
	ev.Note = reason.Reason{Key: reason.SmallPreview, Pixels: 160}
	m.Apply(append(found(1), processor.Scanned{Photos: 1}, ev), start)
	c := m.Cell(0)
	if short, _ := Why(ev.Note); !reflect.DeepEqual(c.Reason(), short) || c.Damaged() != "" || c.note() != ev.Note {
		t.Errorf("%v, damaged %q", c.Reason(), c.Damaged())
	}
}
