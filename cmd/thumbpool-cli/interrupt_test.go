package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// noTemporaries fails the test if a run left a file under dir that is neither
// a photo nor a thumbnail.
func noTemporaries(t *testing.T, dir string) {
	t.Helper()
	for _, file := range filesIn(t, dir) {
		if filepath.Ext(file) != ".jpg" || strings.HasPrefix(filepath.Base(file), ".") {
			t.Errorf("%s was left", file)
		}
	}
}

// interrupter is a standard output that sends signals when a photo is printed:
// from there, the job is certainly under way.
type interrupter struct {
	bytes.Buffer
	signals chan os.Signal
	left    int
}

func (i *interrupter) Write(p []byte) (int, error) {
	if i.left > 0 {
		i.left--
		i.signals <- os.Interrupt
	}
	return i.Buffer.Write(p)
}

func TestInterrupt(t *testing.T) {
	t.Parallel()
	const photos = 2000 // many more than are made until the signal is seen
	for _, signals := range []int{1, 2} {
		t.Run(fmt.Sprintf("%d signals", signals), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			first := filepath.Join(dir, "0.jpg")
			writePhoto(t, first)
			for n := 1; n < photos; n++ {
				if err := os.Link(first, filepath.Join(dir, fmt.Sprintf("%d.jpg", n))); err != nil {
					t.Skip(err)
				}
			}
			var err bytes.Buffer
			out := interrupter{signals: make(chan os.Signal, 2), left: signals}
			code := run(t.Context(), []string{"-w", "2", dir}, console{out: &out, err: &err, signals: out.signals})
			if code != exitInterrupted {
				t.Errorf("exit code %d, want %d", code, exitInterrupted)
			}
			if !strings.Contains(err.String(), "Finishing the photos in hand.") {
				t.Errorf("standard error is %q, without a hint", err.String())
			}
			// The scan may not have been ahead of the workers.
			if !strings.HasSuffix(out.String(), " not begun\n") && !strings.HasSuffix(out.String(), " · stopped before all were found\n") {
				t.Errorf("standard output ends with %q", out.String()[max(0, out.Len()-100):])
			}
			if made := len(filesIn(t, filepath.Join(dir, "thumbs"))); made == 0 || made == photos {
				t.Errorf("%d thumbnails, want some", made)
			}
			noTemporaries(t, dir)
		})
	}
}

func TestInterruptWhileReadingTheList(t *testing.T) {
	t.Parallel()
	stdin, end := io.Pipe() // a list that does not end
	defer end.Close()
	signals := make(chan os.Signal, 1)
	signals <- os.Interrupt
	var out, err bytes.Buffer
	if code := run(t.Context(), []string{"-"}, console{in: stdin, out: &out, err: &err, signals: signals}); code != exitInterrupted {
		t.Errorf("exit code %d, want %d; %s", code, exitInterrupted, err.String())
	}
}
