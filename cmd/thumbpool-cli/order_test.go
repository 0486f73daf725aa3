package main

import (
	"errors"
	"slices"
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
		want   [][]int // photos that come out after each event
	}{
		{"in order", []processor.Event{finished(0), finished(1)}, [][]int{{0}, {1}}},
		{"backwards", []processor.Event{finished(2), finished(1), finished(0)}, [][]int{nil, nil, {0, 1, 2}}},
		{"every kind of end", []processor.Event{skipped(1), failed(2), finished(0)}, [][]int{nil, nil, {0, 1, 2}}},
		{"a gap at the end", []processor.Event{finished(3), finished(1), processor.Done{}}, [][]int{nil, nil, {1, 3, -1}}},
		{"other events pass", []processor.Event{finished(1), processor.Scanned{}}, [][]int{nil, {-1}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			order := newByName()
			for i, ev := range test.events {
				var got []int
				for _, out := range order.add(ev) {
					id := -1
					if photo, ok := lastOf(out); ok {
						id = photo.ID
					}
					got = append(got, id)
				}
				if !slices.Equal(got, test.want[i]) {
					t.Errorf("after event %d: %v, want %v", i, got, test.want[i])
				}
			}
		})
	}
}
