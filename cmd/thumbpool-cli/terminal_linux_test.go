package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// terminal returns a terminal of so many columns and the far end of it, where
// what was written on the terminal can be read.
func terminal(t *testing.T, columns uint16) (near, far *os.File) {
	t.Helper()
	far, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	t.Cleanup(func() { _ = far.Close() })
	if err := unix.IoctlSetPointerInt(int(far.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(int(far.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	near, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = near.Close() })
	if err := unix.IoctlSetWinsize(int(near.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns}); err != nil {
		t.Fatal(err)
	}
	return near, far
}

// On a terminal there is a bar that ends blank, and then the sums; the lines
// for the photos are not there.
func TestTerminal(t *testing.T) {
	t.Setenv("TERM", "xterm")
	dir := t.TempDir()
	first := filepath.Join(dir, "0.jpg")
	writePhoto(t, first)
	for n := 1; n < 500; n++ { // enough for the bar to be drawn at least once
		if err := os.Link(first, filepath.Join(dir, fmt.Sprintf("%d.jpg", n))); err != nil {
			t.Skip(err)
		}
	}
	near, far := terminal(t, 60)
	var screen bytes.Buffer
	read := make(chan struct{})
	go func() {
		defer close(read)
		_, _ = io.Copy(&screen, far) // ends with an error when the near end is closed
	}()
	code := run(t.Context(), []string{dir}, console{out: near, err: near})
	if err := near.Close(); err != nil {
		t.Fatal(err)
	}
	<-read

	shown := screen.String()
	if code != exitAll {
		t.Errorf("exit code %d; %q", code, shown)
	}
	if strings.Contains(shown, "→") {
		t.Error("there is a line for a photo")
	}
	if !strings.Contains(shown, "░") || !strings.Contains(shown, " of 500 photos") {
		t.Errorf("no bar in %q", shown)
	}
	parts := strings.Split(strings.TrimSuffix(shown, "\r\n"), "\r")
	if sums := parts[len(parts)-1]; !strings.HasPrefix(sums, "500 photos in ") {
		t.Errorf("the last line is %q", sums)
	}
	if blank := parts[len(parts)-2]; strings.TrimSpace(blank) != "" {
		t.Errorf("the bar is not cleared, but %q", blank)
	}
}
