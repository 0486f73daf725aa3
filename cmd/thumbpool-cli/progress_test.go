package main

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"thumbpool/processor"
)

func TestBarLine(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name        string
		done, total int
		open        bool
		columns     int
		want        string
	}{
		{"nothing yet", 0, 0, true, 60, strings.Repeat("░", 39) + " 0 of 0 photos so far"},
		{"still searching", 6, 12, true, 50, strings.Repeat("█", 10) + strings.Repeat("░", 10) + " 6 of 12 photos so far · 3.0/s"},
		{"half", 6, 12, false, 200, strings.Repeat("█", 20) + strings.Repeat("░", 20) + " 6 of 12 photos · 3.0/s · 2 s left"},
		{"all", 12, 12, false, 200, strings.Repeat("█", 40) + " 12 of 12 photos · 6.0/s"},
		{"fast", 1200, 2400, false, 44, "1200 of 2400 photos · 600/s · 2 s left"},
		{"long", 2, 20000, false, 80, strings.Repeat("░", 40) + " 2 of 20000 photos · 1.0/s · 6 h left"},
		{"narrow", 6, 12, false, 10, "6 of 12 ph"},
		{"no room", 6, 12, false, 0, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := bar{what: "photos", done: test.done, total: test.total, open: test.open}
			got := b.line(2*time.Second, test.columns)
			if got != test.want {
				t.Errorf("\n got %q\nwant %q", got, test.want)
			}
			if width := utf8.RuneCountInString(got); width > test.columns {
				t.Errorf("%d columns, but there are %d", width, test.columns)
			}
		})
	}
}

func TestBarClears(t *testing.T) {
	t.Parallel()
	var screen strings.Builder
	b := newBar(&screen, "photos")
	b.add(processor.Found{})
	b.add(processor.Scanned{})
	b.draw()
	drawn := utf8.RuneCountInString(strings.TrimPrefix(screen.String(), "\r"))
	screen.Reset()
	b.add(processor.Done{})
	if want := "\r" + strings.Repeat(" ", drawn) + "\r"; drawn == 0 || screen.String() != want {
		t.Errorf("after the last event %q, want %q", screen.String(), want)
	}
}

func TestBarShowsWhatIsDownloaded(t *testing.T) {
	b := &bar{what: "photos"}
	photo := processor.Photo{ID: 0, URL: "https://example.org/a.jpg"}
	b.add(processor.Found{Photo: photo})
	b.add(processor.Found{Photo: processor.Photo{ID: 1, URL: "https://example.org/b.jpg"}})
	b.add(processor.Scanned{Photos: 2})
	b.add(processor.Downloading{Photo: photo, Bytes: 1_200_000, Total: 3_000_000})
	if got, want := b.line(time.Second, 200), "0 of 2 photos · 0 of 2 downloaded, 1.2 MB"; !strings.HasSuffix(got, want) {
		t.Errorf("got %q, want it to end with %q", got, want)
	}
}
