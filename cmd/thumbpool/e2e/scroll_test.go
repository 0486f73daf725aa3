//go:build e2e

package e2e

import (
	"flag"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// scrolled is how many photos TestScroll scrolls through.
var scrolled = flag.Int("scroll", 0, "photos to scroll through, to measure frames and memory")

// samplesOfScroll is how many different photos there are among them.
const samplesOfScroll = 500

// TestScroll measures the window with very many photos: how many frames a
// second it paints while the wheel and the bar are used, the processor time of
// a frame, and the memory. "make bench-window" runs it. The pictures come from
// real thumbnails on the disk. It judges no time, since that depends on what
// else the machine does.
func TestScroll(t *testing.T) {
	if *scrolled == 0 {
		t.Skip("no number of photos is given; make bench-window does")
	}
	s := newScreen(t, 1400, 900)
	dir := filepath.Join(s.home, "Pictures")
	fillFolder(t, dir, *scrolled)
	leaveWhatIsUpToDate(t, s.home)

	began := time.Now()
	w := open(s, "--appearance", "dark", "--window-size", "1280x800", dir)
	w.wait("all photos to be found", func() bool { return w.logged("state ready") > 0 })
	t.Logf("%.0f photos found %.1f s after the start", w.last("found"), time.Since(began).Seconds())
	w.click("make")
	w.wait("the end of the run", func() bool { return w.logged("state done") > 0 })
	t.Logf("run over, %s", w.memory())

	grid := w.find("grid")
	middle := w.onScreen(grid.Min.Add(grid.Size().Div(2)))
	w.xdo("mousemove", middle.X, middle.Y)
	// More happens than there are frames: what is painted is what the window
	// can paint.
	w.measure("wheel, 120 notches a second", func() {
		w.xdo("click", "--repeat", 1500, "--delay", 8, 5)
	})
	bar := w.onScreen(image.Pt(grid.Max.X-4, grid.Min.Y+5))
	w.xdo("mousemove", bar.X, bar.Y+1, "sleep", rest, "mousemove", bar.X, bar.Y, "sleep", rest, "mousedown", 1, "sleep", rest)
	w.measure("bar from top to end, back and down again", func() {
		down, up := []any{}, []any{}
		for y := 1; y < grid.Dy(); y++ {
			down = append(down, "mousemove", bar.X, bar.Y+y, "sleep", "0.008")
			up = append(up, "mousemove", bar.X, bar.Y+grid.Dy()-y, "sleep", "0.008")
		}
		w.xdo(slices.Concat(down, up, down)...)
	})
	w.xdo("mouseup", 1)
	w.picture("end")
	w.close()
	<-w.exited
	for _, line := range w.lines() {
		if strings.HasPrefix(line, "ui-") || strings.HasPrefix(line, "first-") {
			t.Log(line)
		}
	}
}

// fillFolder fills dir with n small photos and their thumbnails, which are
// links to a few hundred different ones.
func fillFolder(t *testing.T, dir string, n int) {
	t.Helper()
	seed := filepath.Join(t.TempDir(), "seed")
	for _, args := range [][]string{
		{"samples", "--count", strconv.Itoa(samplesOfScroll), "--megapixels", "0.3", seed},
		{"-s", "256", "-b", "2", seed},
	} {
		if out, err := exec.Command(binary(t, "thumbpool-cli"), args...).CombinedOutput(); err != nil {
			t.Fatalf("thumbpool-cli %v: %v: %s", args, err, out)
		}
	}
	photos, thumbs := filesIn(t, seed), filesIn(t, filepath.Join(seed, "thumbs"))
	for done := 0; done < n; done += samplesOfScroll {
		folder := fmt.Sprintf("%04d", done/samplesOfScroll)
		linkAll(t, photos[:min(samplesOfScroll, n-done)], filepath.Join(dir, folder))
		linkAll(t, thumbs[:min(samplesOfScroll, n-done)], filepath.Join(dir, "thumbs", folder))
	}
}

func linkAll(t *testing.T, files []string, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if err := os.Link(path, filepath.Join(dir, filepath.Base(path))); err != nil {
			t.Fatal(err)
		}
	}
}

// leaveWhatIsUpToDate has the window remember that it leaves thumbnails that
// are up to date.
func leaveWhatIsUpToDate(t *testing.T, home string) {
	t.Helper()
	dir := filepath.Join(home, ".config", "fyne", "io.github.thumbpool.Thumbpool")
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "preferences.json"), []byte(`{"settings": "{\"options\": {\"Existing\": \"skip\"}}"}`), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// measure says how the window painted while do was done. The first second and
// the last are left out: they are not full.
func (w *window) measure(what string, do func()) {
	w.t.Helper()
	from, busy := len(w.lines())-1, w.processorTime()
	do()
	busy = w.processorTime() - busy
	var rates, slowest []float64
	frames := 0.0
	for _, line := range w.lines()[from:] {
		var rate, p95, longest float64
		if n, _ := fmt.Sscanf(line, "frames %f p95 %f max %f", &rate, &p95, &longest); n == 3 {
			rates, slowest = append(rates, rate), append(slowest, p95)
			frames += rate
		}
	}
	if len(rates) < 5 {
		w.t.Fatalf("%s: frames were painted in %d seconds only", what, len(rates))
	}
	rates, slowest = rates[1:len(rates)-1], slowest[1:len(slowest)-1]
	slices.Sort(rates)
	slices.Sort(slowest)
	w.t.Logf("%s: %.1f frames a second (least %.1f), p95 %.1f ms, %.1f ms of processor time a frame, %s",
		what, rates[len(rates)/2], rates[0], slowest[len(slowest)/2], busy.Seconds()*1000/frames, w.memory())
}

// processorTime is what the window has used so far, on all cores.
func (w *window) processorTime() time.Duration {
	w.t.Helper()
	text := w.proc("stat")
	fields := strings.Fields(text[strings.LastIndexByte(text, ')')+1:])
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	if err1 != nil || err2 != nil {
		w.t.Fatalf("processor time in %q", text)
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}

// memory is the window's resident memory.
func (w *window) memory() string {
	w.t.Helper()
	text := w.proc("status")
	return fmt.Sprintf("resident %d MB, at most %d MB", number(w.t, `VmRSS:\s+(\d+)`, text)/1024, number(w.t, `VmHWM:\s+(\d+)`, text)/1024)
}

// proc reads what Linux says about the window's process.
func (w *window) proc(name string) string {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(w.cmd.Process.Pid), name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text)
}
