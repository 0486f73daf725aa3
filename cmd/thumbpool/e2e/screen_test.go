//go:build e2e

package e2e

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// screen is a virtual display with a window manager. Its methods end the test
// when something does not come to pass in time.
type screen struct {
	t   *testing.T
	env []string // environment of the programs on it
	dir string   // logs and screenshots
}

// newScreen starts a display that ends with the test.
func newScreen(t *testing.T, width, height int) *screen {
	t.Helper()
	s := &screen{t: t, dir: artifacts(t)}
	number, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer number.Close()
	// The server chooses a free display itself and writes its number to fd 3.
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height),
		"-dpi", "96", "-nolisten", "tcp", "-noreset", "+extension", "GLX", "+extension", "RANDR")
	server.ExtraFiles = []*os.File{write}
	s.start(server, "xvfb.log")
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	if err := number.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(number).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb gives no display: %v; see %s", err, filepath.Join(s.dir, "xvfb.log"))
	}
	s.env = append(os.Environ(),
		"DISPLAY=:"+strings.TrimSpace(line), "WAYLAND_DISPLAY=", "LANG=en_US.UTF-8", "LC_ALL=", "NO_AT_BRIDGE=1",
		"LIBGL_ALWAYS_SOFTWARE=1", "GALLIUM_DRIVER=llvmpipe",
		"FYNE_SCALE=1", "FYNE_DISABLE_DPI_DETECTION=1", "FYNE_THEME=", "FYNE_FONT=",
		// no folder of the user's own is read or written
		"HOME="+t.TempDir(), "XDG_CONFIG_HOME="+t.TempDir(), "XDG_CACHE_HOME="+t.TempDir(), "XDG_DATA_HOME="+t.TempDir(),
	)
	s.start(s.command("openbox", "--sm-disable"), "openbox.log")
	s.wait("the window manager to answer", func() bool {
		out, err := s.command("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").Output()
		return err == nil && strings.Contains(string(out), "#")
	})
	return s
}

// command returns a command that runs on the screen.
func (s *screen) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = s.env
	return cmd
}

// start starts a program that is ended with the test, and keeps what it says.
func (s *screen) start(cmd *exec.Cmd, logName string) {
	s.t.Helper()
	log, err := os.OpenFile(filepath.Join(s.dir, logName), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		s.t.Fatal(err)
	}
	defer log.Close()
	if cmd.Stdout == nil {
		cmd.Stdout = log
	}
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		s.t.Fatalf("start %s: %v", cmd.Path, err)
	}
	s.t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended already
		_ = cmd.Wait()
	})
}

// xdo carries out pointer and keyboard commands, in xdotool's language.
func (s *screen) xdo(args ...any) {
	s.t.Helper()
	words := make([]string, len(args))
	for i, arg := range args {
		words[i] = fmt.Sprint(arg)
	}
	if out, err := s.command("xdotool", words...).CombinedOutput(); err != nil {
		s.t.Fatalf("xdotool %s: %v: %s", strings.Join(words, " "), err, out)
	}
}

// press drags the pointer with the button held from one point of the screen to
// another, in steps: a program must see it move.
func (s *screen) press(fromX, fromY, toX, toY int) {
	s.t.Helper()
	const steps = 12
	s.xdo("mousemove", fromX, fromY, "sleep", "0.1", "mousedown", 1, "sleep", "0.1")
	for i := 1; i <= steps; i++ {
		s.xdo("mousemove", fromX+(toX-fromX)*i/steps, fromY+(toY-fromY)*i/steps, "sleep", "0.02")
	}
	s.xdo("mousemove", toX+1, toY, "sleep", "0.1", "mousemove", toX, toY, "sleep", "0.2", "mouseup", 1)
}

// drop drags paths out of another program's window and lets them fall at a
// point of the screen.
func (s *screen) drop(x, y int, paths ...string) {
	s.t.Helper()
	source := s.command("/usr/bin/python3", append([]string{filepath.Join("testdata", "dragsource.py")}, paths...)...)
	said, err := source.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	s.start(source, "dragsource.log")
	lines := make(chan string)
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	go func() {
		defer close(lines)
		for in := bufio.NewScanner(said); in.Scan(); {
			select {
			case lines <- in.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	next := func(word string) []string {
		s.t.Helper()
		select {
		case line := <-lines:
			if fields := strings.Fields(line); len(fields) > 0 && fields[0] == word {
				return fields[1:]
			}
			s.t.Fatalf("the drag source says %q and not %q; see %s", line, word, filepath.Join(s.dir, "dragsource.log"))
		case <-ctx.Done():
			s.t.Fatalf("the drag source does not say %q in time", word)
		}
		return nil
	}
	at := next("ready")
	fromX, errX := strconv.Atoi(at[0])
	fromY, errY := strconv.Atoi(at[1])
	if errX != nil || errY != nil {
		s.t.Fatalf("the drag source is at %q", at)
	}
	s.press(fromX, fromY, x, y)
	if over := next("over"); over[0] != "yes" {
		s.t.Fatal("the window did not accept what was dropped on it")
	}
}
