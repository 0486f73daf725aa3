package model

import (
	"slices"
	"testing"

	"thumbpool/processor"
	"thumbpool/processor/reason"
)

func TestFailedFirst(t *testing.T) {
	m := running(6)
	m.SetOrder(ByFailed)
	if m.Order() != ByFinished {
		t.Error("failures are first though there are none")
	}
	m.Apply([]processor.Event{finished(5), failed(4, reason.Damaged), finished(2), failed(1, reason.Damaged)}, start)
	if got, want := m.Shown(), []int{1, 4, 5, 2, 0, 3}; !slices.Equal(got, want) {
		t.Errorf("shown %v, want %v: failures by name, then as finished", got, want)
	}
	if m.Order() != ByFailed || m.Failures() != 2 {
		t.Errorf("order %v with %d failures", m.Order(), m.Failures())
	}
}

func TestFailedFirstEndsWithTheLastFailure(t *testing.T) {
	tests := []struct {
		name  string
		usual Order
		again []int
		order Order
		want  []int
	}{
		{"one of two is tried again", ByFinished, []int{3}, ByFailed, []int{1, 2, 0, 3}},
		{"both are, after the order as finished", ByFinished, []int{1, 3}, ByFinished, []int{2, 0, 1, 3}},
		{"both are, after the order by name", ByName, []int{1, 3}, ByName, []int{0, 1, 2, 3}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := running(4)
			m.SetOrder(tt.usual)
			m.Apply([]processor.Event{finished(2), failed(3, reason.Damaged), failed(1, reason.Damaged), finished(0), processor.Done{}}, start)
			m.SetOrder(ByFailed)
			var again []processor.Photo
			for _, id := range tt.again {
				again = append(again, photo(id))
			}
			m.Begin(again, start)
			if m.Order() != tt.order || !slices.Equal(m.Shown(), tt.want) {
				t.Errorf("order %v shows %v, want %v %v", m.Order(), m.Shown(), tt.order, tt.want)
			}
			m.Apply([]processor.Event{failed(tt.again[0], reason.Damaged)}, start)
			if m.Order() != tt.order {
				t.Errorf("another failure changed the order to %v", m.Order())
			}
		})
	}
}

func TestFailuresAreCounted(t *testing.T) {
	m := running(3)
	m.Apply([]processor.Event{failed(0, reason.Damaged), failed(2, reason.Damaged), finished(1), processor.Done{}}, start)
	if m.Failures() != 2 || !m.Header().Failures {
		t.Errorf("%d failures", m.Failures())
	}
	m.Begin(m.FailedOnes(), start)
	if m.Failures() != 0 || m.Header().Failures {
		t.Errorf("%d failures while they are tried again", m.Failures())
	}
	m.Apply([]processor.Event{failed(2, reason.Damaged), finished(0), processor.Done{}}, start)
	if m.Failures() != 1 {
		t.Errorf("%d failures, want 1", m.Failures())
	}
	m.Choose([]string{"/q"}, true)
	if m.Failures() != 0 {
		t.Errorf("%d failures of another folder", m.Failures())
	}
}
