//go:build e2e

package e2e

import (
	"encoding/json"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// window is the program under test. It writes where its controls are and what
// happens to two files; everything else goes through the display.
type window struct {
	*screen
	cmd      *exec.Cmd
	id       string // X's number of the window
	geometry string
	log      string
	exited   chan struct{}
	exitErr  error // how it ended, after exited is closed
}

// binary returns the path of a program in bin/.
func binary(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "..", "bin", name))
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		t.Fatalf("%v; make builds it", err)
	}
	return path
}

// prepare returns a window that is not started yet.
func prepare(s *screen) *window {
	s.t.Helper()
	w := &window{
		screen:   s,
		geometry: filepath.Join(s.dir, "geometry.json"),
		log:      filepath.Join(s.dir, "window.log"),
		exited:   make(chan struct{}),
	}
	for _, old := range []string{w.geometry, w.log} {
		if err := os.WriteFile(old, nil, 0o644); err != nil {
			s.t.Fatal(err)
		}
	}
	return w
}

// program is the command that starts the program.
func (w *window) program(args ...string) *exec.Cmd {
	return w.command(binary(w.t, "thumbpool"), append([]string{"--e2e-geometry", w.geometry, "--e2e-log", w.log}, args...)...)
}

// open starts the window.
func open(s *screen, args ...string) *window {
	s.t.Helper()
	w := prepare(s)
	w.cmd = w.program(args...)
	output, err := os.Create(filepath.Join(s.dir, "output.log"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer output.Close()
	w.cmd.Stdout, w.cmd.Stderr = output, output
	w.cmd.Cancel = func() error { // at the end of the test
		if s.t.Failed() {
			return w.cmd.Process.Signal(syscall.SIGQUIT) // it says in output.log what each goroutine waits for
		}
		return w.cmd.Process.Kill()
	}
	w.cmd.WaitDelay = 10 * time.Second
	if err := w.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	go func() {
		w.exitErr = w.cmd.Wait()
		close(w.exited)
	}()
	s.t.Cleanup(func() { <-w.exited })
	s.wait("the window", func() bool {
		w.alive()
		out, err := s.query("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(w.cmd.Process.Pid))
		if fields := strings.Fields(out); err == nil && len(fields) > 0 {
			w.id = fields[0]
		}
		return w.id != ""
	})
	s.xdo("windowactivate", "--sync", w.id)
	w.find("make")
	return w
}

// alive ends the test if the window is gone.
func (w *window) alive() {
	w.t.Helper()
	select {
	case <-w.exited:
		w.t.Fatalf("the window ended by itself: %v; see %s", w.exitErr, w.dir)
	default:
	}
}

// controls is where the controls that can be seen are, in the window's pixels.
func (w *window) controls() map[string]image.Rectangle {
	var raw map[string][4]float64
	data, err := os.ReadFile(w.geometry)
	if err != nil || json.Unmarshal(data, &raw) != nil {
		return nil // being written: the next look sees it whole
	}
	controls := make(map[string]image.Rectangle, len(raw))
	for name, r := range raw {
		x, y := int(r[0]), int(r[1])
		controls[name] = image.Rect(x, y, x+int(r[2]), y+int(r[3]))
	}
	return controls
}

// find waits for a control and returns where it is in the window once it has
// stayed there for a while: what has just come in sight may not be laid out.
func (w *window) find(name string) (place image.Rectangle) {
	w.t.Helper()
	var since time.Time
	w.wait("the control "+name, func() bool {
		w.alive()
		if now := w.controls()[name]; now != place {
			place, since = now, time.Now()
		}
		return !place.Empty() && time.Since(since) > settled
	})
	return place
}

// onScreen turns a point of the window into one of the screen. xwininfo knows
// better than xdotool where a window is that has a frame.
func (w *window) onScreen(p image.Point) image.Point {
	w.t.Helper()
	out, err := w.query("xwininfo", "-id", w.id)
	if err != nil {
		w.t.Fatalf("xwininfo: %v", err)
	}
	return p.Add(image.Pt(
		number(w.t, `Absolute upper-left X: +(-?\d+)`, out),
		number(w.t, `Absolute upper-left Y: +(-?\d+)`, out),
	))
}

// at returns the point of the screen at fractions of a control's width and height.
func (w *window) at(name string, fx, fy float64) image.Point {
	w.t.Helper()
	r := w.find(name)
	return w.onScreen(r.Min.Add(image.Pt(int(fx*float64(r.Dx())), int(fy*float64(r.Dy())))))
}

// click clicks a control in its middle.
func (w *window) click(name string) {
	w.t.Helper()
	w.clickAt(w.at(name, 0.5, 0.5))
}

// clickAt clicks at a point of the screen.
func (w *window) clickAt(p image.Point) {
	w.t.Helper()
	w.xdo("mousemove", p.X, p.Y, "sleep", rest, "click", 1)
}

// slide drags the knob of a slider to a fraction of its length.
func (w *window) slide(name string, from, to float64) {
	w.t.Helper()
	a, b := w.at(name, from, 0.5), w.at(name, to, 0.5)
	w.press(a.X, a.Y, b.X, b.Y)
}

// enter puts a text in the place of what an entry holds.
func (w *window) enter(name, text string) {
	w.t.Helper()
	w.click(name)
	w.xdo("key", "--clearmodifiers", "ctrl+a", "type", "--delay", 10, text)
	w.xdo("key", "Return")
}

// lines is what the window has logged so far.
func (w *window) lines() []string {
	data, err := os.ReadFile(w.log)
	if err != nil {
		w.t.Fatal(err)
	}
	text := string(data)
	return strings.Split(text[:strings.LastIndexByte(text, '\n')+1], "\n")
}

// logged counts the log's lines that match a pattern as a whole.
func (w *window) logged(pattern string) int {
	match, n := regexp.MustCompile(`^(?:`+pattern+`)$`), 0
	for _, line := range w.lines() {
		if match.MatchString(line) {
			n++
		}
	}
	return n
}

// last is the number in the log's last line about a setting, and 0 if there is
// none.
func (w *window) last(setting string) (value float64) {
	for _, line := range w.lines() {
		if text, ok := strings.CutPrefix(line, setting+" "); ok {
			value, _ = strconv.ParseFloat(text, 64)
		}
	}
	return value
}

// await does something and waits until the log gets a line of the pattern that
// was not there before. It returns the number that the pattern's group holds.
func (w *window) await(pattern string, do func()) int {
	w.t.Helper()
	match := regexp.MustCompile(`^(?:` + pattern + `)$`)
	before, found := len(w.lines())-1, ""
	do()
	w.wait("the log to say "+pattern, func() bool {
		w.alive()
		for _, line := range w.lines()[before:] {
			if match.MatchString(line) {
				found = line
				return true
			}
		}
		return false
	})
	if match.NumSubexp() == 0 {
		return 0
	}
	return number(w.t, match.String(), found)
}

// picture photographs the window, and keeps the picture under that name.
func (w *window) picture(name string) image.Image {
	w.t.Helper()
	path := filepath.Join(w.dir, name+".png")
	if out, err := w.query("import", "-silent", "-window", w.id, path); err != nil {
		w.t.Fatalf("photograph the window: %v: %s", err, out)
	}
	f, err := os.Open(path)
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		w.t.Fatal(err)
	}
	return img
}

// close asks the window to close, as its frame's button does.
func (w *window) close() {
	w.t.Helper()
	w.xdo("key", "--window", w.id, "--clearmodifiers", "alt+F4")
}

// number is the number that the pattern's group holds in text.
func number(t *testing.T, pattern, text string) int {
	t.Helper()
	found := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if found == nil {
		t.Fatalf("no %s in %q", pattern, text)
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}
