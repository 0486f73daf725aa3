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

	home   string // home folder of the programs on it
	pixels string // file that holds the pixels of the display
}

// newScreen starts a display that ends with the test.
func newScreen(t *testing.T, width, height int) *screen {
	t.Helper()
	pixels := t.TempDir()
	s := &screen{t: t, dir: artifacts(t), home: t.TempDir(), pixels: filepath.Join(pixels, "Xvfb_screen0")}
	number, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer number.Close()
	// The server chooses a free display itself and writes its number to fd 3.
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height),
		"-dpi", "96", "-nolisten", "tcp", "-noreset", "-fbdir", pixels, "+extension", "GLX", "+extension", "RANDR")
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
		"DISPLAY=:"+strings.TrimSpace(line), "WAYLAND_DISPLAY=", "LANG=en_US.UTF-8", "LC_ALL=", "NO_AT_BRIDGE=1", "DBUS_SESSION_BUS_ADDRESS=disabled:",
		"LIBGL_ALWAYS_SOFTWARE=1", "GALLIUM_DRIVER=llvmpipe",
		"FYNE_SCALE=1", "FYNE_DISABLE_DPI_DETECTION=1", "FYNE_THEME=", "FYNE_FONT=",
		// no folder of the user's own is read or written
		"HOME="+s.home, "XDG_CONFIG_HOME=", "XDG_CACHE_HOME=", "XDG_DATA_HOME=", "XDG_RUNTIME_DIR="+s.home,
	)
	s.start(s.command("openbox", "--sm-disable"), "openbox.log")
	s.wait("the window manager to answer", func() bool {
		out, err := s.query("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")
		return err == nil && strings.Contains(out, "#")
	})
	return s
}

// command returns a command that runs on the screen, and is ended when the test
// is.
func (s *screen) command(name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(s.t.Context(), name, args...)
	cmd.Env = s.env
	return cmd
}

// query runs a short command on the screen and returns what it says.
func (s *screen) query(name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = s.env
	out, err := cmd.CombinedOutput()
	return string(out), err
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
	if out, err := s.query("xdotool", words...); err != nil {
		s.t.Fatalf("xdotool %s: %v: %s", strings.Join(words, " "), err, out)
	}
}

// rest is how long the pointer stays, in seconds, before a button goes down or
// up. Fyne takes up where the pointer is once a frame, and a button at once: a
// button that comes sooner than the next frame is felt where the pointer was.
const rest = "0.3"

// press drags the pointer with the button held from one point of the screen to
// another, in steps: a program must see it move.
func (s *screen) press(fromX, fromY, toX, toY int) {
	s.t.Helper()
	s.hold(fromX, fromY, toX, toY)
	s.xdo("mouseup", 1)
}

// hold is press without letting the button go.
func (s *screen) hold(fromX, fromY, toX, toY int) {
	s.t.Helper()
	const steps = 12
	s.xdo("mousemove", fromX, fromY, "sleep", rest, "mousedown", 1, "sleep", rest)
	for i := 1; i <= steps; i++ {
		s.xdo("mousemove", fromX+(toX-fromX)*i/steps, fromY+(toY-fromY)*i/steps, "sleep", "0.02")
	}
	s.xdo("mousemove", toX+1, toY, "sleep", rest, "mousemove", toX, toY, "sleep", rest)
}

// drop drags paths out of another program's window and lets them fall at a
// point of the screen, after what is to be done before they fall.
func (s *screen) drop(x, y int, path string, before ...func()) {
	s.t.Helper()
	if !s.offer(x, y, path, before...) {
		s.t.Fatal("the window did not accept what was dropped on it")
	}
}

// offer is drop, and says whether what was dropped was accepted.
func (s *screen) offer(x, y int, path string, before ...func()) bool {
	s.t.Helper()
	source := s.command("/usr/bin/python3", filepath.Join("testdata", "dragsource.py"), path)
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
	s.hold(fromX, fromY, x, y)
	for _, do := range before {
		do()
	}
	s.xdo("mouseup", 1)
	return next("over")[0] == "yes"
}
