package model

import (
	"slices"
	"testing"

	"thumbpool/processor"
	"thumbpool/processor/reason"
)

func TestFirstReadable(t *testing.T) {
	web := processor.Found{Photo: processor.Photo{ID: 0, Path: "https://example.org/a.jpg", Rel: "a.jpg"}}
	tests := []struct {
		name   string
		events []processor.Event
		want   []string
	}{
		{"nothing", nil, nil},
		{"fewer than asked for", found(2), []string{"/p/IMG_0.jpg", "/p/IMG_1.jpg"}},
		{"more than asked for", found(9), []string{"/p/IMG_0.jpg", "/p/IMG_1.jpg", "/p/IMG_2.jpg"}},
		{"two failed", append(found(9), failed(0, reason.Damaged), failed(2, reason.Damaged)), []string{"/p/IMG_1.jpg", "/p/IMG_3.jpg", "/p/IMG_4.jpg"}},
		{"a folder that the scan could not read", append(unreadable(0), found(2)...), []string{"/p/IMG_1.jpg"}},
		{"all failed", append(found(2), failed(0, reason.Damaged), failed(1, reason.Damaged)), []string{"/p/IMG_0.jpg"}},
		{"one from the web", []processor.Event{web}, nil},
		{"one from the web that is here", []processor.Event{web, processor.Downloaded{Photo: photo(0)}}, []string{"/p/IMG_0.jpg"}},
		{"only failures near the beginning", failures(300), []string{"/p/IMG_0.jpg"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := New()
			m.Choose([]string{"/p"}, true)
			m.BeginScan(start)
			m.Apply(tt.events, start)
			if got := m.FirstReadable(3); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// failures are n photos of which all but the last failed.
func failures(n int) []processor.Event {
	evs := found(n)
	for id := range n - 1 {
		evs = append(evs, failed(id, reason.Damaged))
	}
	return evs
}
