//go:build e2e

package e2e

import (
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// film is where TestFilm puts its moving picture.
var film = flag.String("film", "", "file for a moving picture of a run, WebP")

// Of the film.
const (
	filmSize  = "1100x720"
	filmRate  = 10 // frames a second
	filmMost  = 30 * time.Second
	filmBytes = 2_000_000
)

// TestFilm films a run as a person would do it. "make film" runs it.
func TestFilm(t *testing.T) {
	if *film == "" {
		t.Skip("no file for it is given; make film does")
	}
	s := newScreen(t, 1700, 900)
	dir := filepath.Join(s.home, "Pictures", "Iceland")
	first := filepath.Join(dir, "1 Reykjavík")
	makePhotos(t, first, 72, 1, 24)
	for _, place := range []string{"2 Vík", "3 Höfn", "4 Egilsstaðir", "5 Mývatn", "6 Akureyri", "7 Ísafjörður"} {
		link(t, first, filepath.Join(dir, place))
	}
	w := open(s, "--appearance", "dark", "--window-size", filmSize)
	target := w.at("target", 0.5, 0.5)

	r := record(w)
	w.pause(1)
	w.await(`found \d+`, func() { w.drop(target.X, target.Y, dir, func() { w.pause(0.5) }) })
	w.pause(0.5)
	w.slide("blur", 0.2, 0.35)
	w.await(`finished .*`, func() { w.click("make") })
	w.pause(1)
	w.glide("workers", 0.45, 0.5)
	w.await(`workers [3-9]`, func() { w.xdo("click", 1) })
	w.glide("grid", 0.5, 0.6)
	for range 24 {
		w.xdo("click", 5, "sleep", "0.05")
	}
	w.wait("the end", func() bool { return w.logged(`state done`) == 1 })
	w.glide("timeline", 0.5, 0.3)
	w.pause(1)
	w.glide("cellSize", 0.3, 0.5)
	w.slide("cellSize", 0.25, 0.02)
	w.pause(1)
	w.slide("cellSize", 0.02, 0.3)
	w.glide("grid", 0.4, 0.5)
	w.xdo("click", 1)
	w.key("Home", "Right", "Right")
	w.key("Return")
	w.pause(1)
	w.slide("viewerStage", 0.5, 0.3)
	w.slide("viewerStage", 0.3, 0.7)
	w.xdo("key", "Right", "sleep", "1", "key", "Escape")
	w.pause(1)
	r.end()

	if d := r.length(); d > filmMost {
		t.Errorf("the film takes %.1f s", d.Seconds())
	}
	r.save(*film)
	info, err := os.Stat(*film)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d frames in %.1f s are %d bytes", len(r.frames), r.length().Seconds(), info.Size())
	if info.Size() > filmBytes {
		t.Errorf("the film has %d bytes", info.Size())
	}
}

// pause lets people look.
func (w *window) pause(seconds float64) { w.xdo("sleep", seconds) }

// glide moves the pointer to a part of a control as a hand does.
func (w *window) glide(name string, fx, fy float64) {
	w.t.Helper()
	const steps = 15
	to := w.at(name, fx, fy)
	out, err := w.query("xdotool", "getmouselocation")
	if err != nil {
		w.t.Fatal(err)
	}
	from := image.Pt(number(w.t, `x:(\d+)`, out), number(w.t, `y:(\d+)`, out))
	for i := 1; i <= steps; i++ {
		w.xdo("mousemove", from.X+(to.X-from.X)*i/steps, from.Y+(to.Y-from.Y)*i/steps, "sleep", "0.02")
	}
}

// recorder films a window.
type recorder struct {
	w      *window
	part   image.Rectangle // of the screen
	began  time.Time
	frames []frame
	last   time.Duration // when it ended
	stop   chan struct{}
	done   chan struct{}
}

// frame is a picture that stands until the next.
type frame struct {
	at  time.Duration
	img *image.RGBA
}

// record begins to film.
func record(w *window) *recorder {
	w.t.Helper()
	out, err := w.query("xwininfo", "-id", w.id)
	if err != nil {
		w.t.Fatal(err)
	}
	size := image.Pt(number(w.t, `Width: (\d+)`, out), number(w.t, `Height: (\d+)`, out))
	corner := w.onScreen(image.Point{})
	r := &recorder{
		w: w, part: image.Rectangle{Min: corner, Max: corner.Add(size)}, began: time.Now(),
		stop: make(chan struct{}), done: make(chan struct{}),
	}
	go func() {
		defer close(r.done)
		tick := time.NewTicker(time.Second / filmRate)
		defer tick.Stop()
		for {
			select {
			case <-r.stop:
				return
			case <-tick.C:
				r.shoot()
			}
		}
	}()
	return r
}

// shoot takes a frame, unless nothing has moved.
func (r *recorder) shoot() {
	at := time.Since(r.began)
	img, err := r.w.frame(r.part)
	if err != nil {
		r.w.t.Errorf("film: %v", err)
		return
	}
	if n := len(r.frames); n == 0 || string(r.frames[n-1].img.Pix) != string(img.Pix) {
		r.frames = append(r.frames, frame{at, img})
	}
}

// end ends the film.
func (r *recorder) end() {
	close(r.stop)
	<-r.done
	r.last = time.Since(r.began)
}

func (r *recorder) length() time.Duration { return r.last }

// save writes the film.
func (r *recorder) save(path string) {
	r.w.t.Helper()
	dir := r.w.t.TempDir()
	args := []string{"-loop", "0", "-kmin", "30", "-kmax", "300"}
	for i, f := range r.frames {
		until := r.last
		if i+1 < len(r.frames) {
			until = r.frames[i+1].at
		}
		name := filepath.Join(dir, fmt.Sprintf("%04d.png", i))
		if err := writePNG(name, f.img); err != nil {
			r.w.t.Fatal(err)
		}
		args = append(args, "-lossy", "-q", "80", "-m", "4", "-d", fmt.Sprint((until - f.at).Milliseconds()), name)
	}
	if out, err := exec.Command("img2webp", append(args, "-o", path)...).CombinedOutput(); err != nil {
		r.w.t.Fatalf("img2webp: %v: %s", err, out)
	}
}

func writePNG(path string, img image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(f, img); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
