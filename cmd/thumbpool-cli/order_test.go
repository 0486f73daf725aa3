package main

import (
	"errors"
	"strconv"
	"testing"

	"thumbpool/processor"
)

func finished(id int) processor.Event {
	return processor.Finished{Result: processor.Result{Photo: processor.Photo{ID: id}}}
}

func failed(id int) processor.Event {
	return processor.Failed{PhotoError: &processor.PhotoError{Photo: processor.Photo{ID: id}, Err: errors.New("no reason")}}
}

func skipped(id int) processor.Event { return processor.Skipped{Photo: processor.Photo{ID: id}} }

func TestByName(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		events []processor.Event
		want   []string // what comes out after each event, a digit to a photo
	}{
		{"in order", []processor.Event{finished(0), finished(1)}, []string{"0", "1"}},
		{"backwards", []processor.Event{finished(2), finished(1), finished(0)}, []string{"", "", "012"}},
		{"every kind of end", []processor.Event{skipped(1), failed(2), finished(0)}, []string{"", "", "012"}},
		{"a gap at the end", []processor.Event{finished(3), finished(1), processor.Done{}}, []string{"", "", "13-"}},
		{"other events pass", []processor.Event{finished(1), processor.Scanned{}}, []string{"", "-"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			order := newByName()
			for i, ev := range test.events {
				line := "-"
				if photo, ok := lastOf(ev); ok {
					line = strconv.Itoa(photo.ID)
				}
				if got := order.add(ev, line); got != test.want[i] {
					t.Errorf("after event %d: %q, want %q", i, got, test.want[i])
				}
			}
		})
	}
}
