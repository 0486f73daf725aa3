//go:build faults && linux && amd64

package faults

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestLargeLibraries makes thumbnails of many photos, and of a tenth of them:
// time and memory grow with their number and not faster.
func TestLargeLibraries(t *testing.T) {
	if effort(*howMuch) == quick {
		t.Skip("it takes minutes")
	}
	libraries := []struct {
		name            string
		folders, photos int // photos in each
	}{
		{"many folders", among(0, 100, 1000), 100},
		{"one folder", 1, among(0, 5000, 50_000)},
	}
	for _, library := range libraries {
		t.Run(library.name, func(t *testing.T) {
			if library.folders > 1 {
				library.folders /= 10
			} else {
				library.photos /= 10
			}
			small := measure(t, library.folders, library.photos)
			if library.folders > 1 {
				library.folders *= 10
			} else {
				library.photos *= 10
			}
			large := measure(t, library.folders, library.photos)
			t.Logf("%d photos: %v, %d MB at most", small.photos, small.time, small.peak>>20)
			t.Logf("%d photos: %v, %d MB at most", large.photos, large.time, large.peak>>20)
			more := large.photos - small.photos
			each := (large.peak - small.peak) / int64(more)
			t.Logf("%d bytes at the peak for each photo", each)
			if each > mostBytes {
				t.Errorf("%d bytes at the peak for each photo, want at most %d", each, mostBytes)
			}
			if ratio := large.time.Seconds() / small.time.Seconds(); ratio > 20 {
				t.Errorf("ten times the photos take %.0f times as long", ratio)
			}
		})
	}
}

// mostBytes is how much memory a photo may take at the peak, what the collector
// has not collected yet included.
const mostBytes = 2000

type measured struct {
	photos int
	time   time.Duration
	peak   int64 // bytes of memory at most
}

// measure makes a library of hard links, runs the program over it twice, and
// says what the first run took.
func measure(t *testing.T, folders, each int) measured {
	t.Helper()
	dir := t.TempDir()
	source := filepath.Join(dir, "photos")
	first := photos(t, filepath.Join(dir, "first"), 8)
	for f := range folders {
		folder := filepath.Join(source, fmt.Sprintf("f%04d", f))
		must(t, os.MkdirAll(folder, 0o755))
		for n := range each {
			must(t, os.Link(first[n%len(first)], filepath.Join(folder, fmt.Sprintf("p%05d.jpg", n))))
		}
	}
	args := []string{"--quiet", "-r", "-s", "16", "-b", "0", "-o", filepath.Join(dir, "thumbs"), source}
	cmd := commandWithin(t, time.Hour, args...)
	start := time.Now()
	if r := finish(t, cmd); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	m := measured{folders * each, time.Since(start), cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10}
	again := finish(t, commandWithin(t, time.Hour, append([]string{"--json", "--existing", "skip"}, args[1:]...)...))
	if done := again.done(t); done.Skipped != m.photos {
		t.Errorf("%d of %d are up to date", done.Skipped, m.photos)
	}
	return m
}
