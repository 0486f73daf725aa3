package main

import (
	"slices"
	"testing"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/reason"
)

func TestSplitList(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][]string{
		"":                   nil,
		"a\nb":               {"a", "b"},
		"a\r\n\r\nb\r\n":     {"a", "b"},
		" a \n":              {" a "},
		"a\nb\x00c\r\x00":    {"a\nb", "c\r"},
		"\x00":               nil,
		"caf\xe9.jpg\nb\n\n": {"caf\xe9.jpg", "b"},
	} {
		if got := splitList([]byte(in)); !slices.Equal(got, want) {
			t.Errorf("splitList(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestALineOfASmallPreview(t *testing.T) {
	t.Parallel()
	line, err := newTextPrinter().line(processor.Finished{Result: processor.Result{
		Photo: processor.Photo{Path: "a.nef"}, Output: "thumbs/a.jpg", Width: 160, Height: 120, Note: reason.Reason{Key: reason.SmallPreview, Pixels: 160},
	}})
	if want := "a.nef → thumbs/a.jpg  160×120  0.0 ms  the raw file holds no larger picture\n"; err != nil || line != want {
		t.Errorf("%q, want %q, %v", line, want, err)
	}
}

func TestDurations(t *testing.T) {
	t.Parallel()
	tests := []struct {
		format func(time.Duration) string
		in     time.Duration
		want   string
	}{
		{seconds, 412 * time.Millisecond, "0.41 s"},
		{seconds, 12345 * time.Millisecond, "12.3 s"},
		{seconds, 192*time.Second + 400*time.Millisecond, "3 min 12 s"},
		{seconds, 3*time.Hour + 5*time.Minute, "3 h 5 min"},
		{milliseconds, 940 * time.Microsecond, "0.9 ms"},
		{milliseconds, 9960 * time.Microsecond, "10 ms"},
		{milliseconds, 1240 * time.Millisecond, "1240 ms"},
		{roughly, 0, "1 s"},
		{roughly, 89 * time.Second, "89 s"},
		{roughly, 100 * time.Second, "2 min"},
		{roughly, 150 * time.Minute, "3 h"},
	}
	for _, test := range tests {
		if got := test.format(test.in); got != test.want {
			t.Errorf("%v is shown as %q, want %q", test.in, got, test.want)
		}
	}
}
