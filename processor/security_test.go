package processor

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"thumbpool/processor/download"
	"thumbpool/processor/format"
)

// TestTheLimitsAreAsSaid compares the table of SECURITY.md with the defaults.
func TestTheLimitsAreAsSaid(t *testing.T) {
	text, err := os.ReadFile("../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	o, limits, web := DefaultOptions(), format.DefaultLimits(), download.DefaultOptions()
	rows := map[string]string{
		"pixels of a photo": "as many as there is memory for",
		"pixels a side":     fmt.Sprintf("%d,%03d", limits.MaxSide/1000, limits.MaxSide%1000),
		"bytes of a photo's file, and of a download":                     fmt.Sprintf("%d MB", o.MaxFileBytes/1e6),
		"memory for decoding, all workers and worker processes together": fmt.Sprintf("%d MB", o.MemoryBudget/1e6),
		"memory of one worker process, for faults":                       fmt.Sprintf("%d MB", o.PhotoMemory>>20),
		"time of a photo, not counting what it waits for memory":         fmt.Sprintf("%d s", int(o.PhotoTimeout.Seconds())),
		"downloads at the same time, from one server":                    fmt.Sprintf("%d, %d", o.Connections, o.PerHost),
		"a download's least rate, and its longest time for an attempt":   fmt.Sprintf("%d bytes/s, %d min", o.DownloadRate, int(o.DownloadTimeout.Minutes())),
		"attempts, redirections":                                         fmt.Sprintf("%d, %d", web.Attempts, web.MaxRedirects),
	}
	if o.MaxPixels != 0 || limits.MaxPixels != 0 {
		t.Error("there is a limit of pixels")
	}
	for name, want := range rows {
		if row := fmt.Sprintf("\n| %s | %s |", name, want); !strings.Contains(string(text), row) {
			t.Errorf("SECURITY.md has no row %q", strings.TrimSpace(row))
		}
	}
}
