package ui

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"thumbpool/processor/place"
	"thumbpool/ui/model"
	"thumbpool/ui/watchdog"
)

// Probe lets a test from outside see the window: where its controls are, in
// pixels of the window, a line for everything that happens, and how the UI
// thread keeps up. A nil Probe does nothing.
type Probe struct {
	dog      watchdog.Watchdog
	wait     watchdog.Wait
	reports  chan report
	geometry string
	pending  []string
	last     map[string][4]int
	looked   time.Time
	written  chan struct{} // closed when all is written
}

// report is what is written next: the places first, then the lines, so that
// who waits for a line finds the places that go with it.
type report struct {
	places map[string][4]int // nil when they are the same
	lines  []string
}

// NewProbe returns a probe that writes to the given files, or nil when both
// names are empty. The files are written in a goroutine of its own.
func NewProbe(geometry, log string) (*Probe, error) {
	if geometry == "" && log == "" {
		return nil, nil //nolint:nilnil // no probe is a probe that does nothing
	}
	p := &Probe{reports: make(chan report, 1024), geometry: geometry, written: make(chan struct{})}
	var out *os.File
	if log != "" {
		var err error
		if out, err = place.Open(log, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600); err != nil {
			return nil, fmt.Errorf("probe: %w", err)
		}
	}
	go p.write(out)
	return p, nil
}

// Close writes what there is and what the watchdog measured, and ends the probe.
func (p *Probe) Close() {
	if p != nil {
		p.reports <- report{lines: append(p.pending, p.dog.Lines()...)}
		close(p.reports)
		<-p.written
	}
}

func (p *Probe) write(log *os.File) {
	defer close(p.written)
	for r := range p.reports {
		if r.places != nil && p.geometry != "" {
			p.writePlaces(r.places)
		}
		if log != nil && len(r.lines) > 0 {
			_, _ = log.WriteString(strings.Join(r.lines, "\n") + "\n")
		}
	}
	if log != nil {
		_ = log.Close()
	}
}

// writePlaces replaces the file in one step.
func (p *Probe) writePlaces(places map[string][4]int) {
	text, err := json.Marshal(places)
	if err != nil {
		return
	}
	_ = place.Write(p.geometry, place.File, 0o600, func(out io.Writer) error { // who waits for it says so
		_, err := out.Write(text)
		return err
	})
}

// log notes what happened: a word and its values.
func (p *Probe) log(what string, args ...any) {
	if p == nil {
		return
	}
	p.pending = append(p.pending, strings.TrimSpace(what+" "+strings.TrimSuffix(fmt.Sprintln(args...), "\n")))
}

func (p *Probe) lines(lines []model.Line) {
	for _, l := range lines {
		p.log(l.What, l.Args...)
	}
}

// lookEvery is the most time between two looks at where the controls are: they
// also move while nothing is said, as when the grid is scrolled.
const lookEvery = 100 * time.Millisecond

// turn is called in each turn of the driver's loop, and so looks at the window
// between its tasks.
func (p *Probe) turn(w *Window, now time.Time) {
	if line := p.dog.Turn(now); line != "" {
		p.log(line)
	}
	if line := p.wait.Turn(now); line != "" {
		p.log(line)
	}
	if len(p.pending) > 0 || now.Sub(p.looked) >= lookEvery {
		p.looked = now
		p.look(w)
	}
}

// look measures the window and hands on what is new.
func (p *Probe) look(w *Window) {
	r := report{lines: p.pending}
	if p.geometry != "" {
		if places := w.places(); !maps.Equal(places, p.last) {
			p.last, r.places = places, places
		}
	}
	p.pending = nil
	if r.places != nil || len(r.lines) > 0 {
		p.reports <- r
	}
}

// places is where the controls in sight are: x, y, width, height in pixels.
func (w *Window) places() map[string][4]int {
	places := map[string][4]int{}
	scale := float64(w.win.Canvas().Scale())
	driver := fyne.CurrentApp().Driver()
	add := func(name string, o fyne.CanvasObject, at fyne.Position, s fyne.Size) {
		p := driver.AbsolutePositionForObject(o).Add(at)
		px := func(dp float32) int { return int(math.Round(float64(dp) * scale)) }
		places[name] = [4]int{px(p.X), px(p.Y), px(s.Width), px(s.Height)}
	}
	whole := func(name string, o fyne.CanvasObject) {
		if o.Visible() {
			add(name, o, fyne.Position{}, o.Size())
		}
	}
	for _, p := range w.parts() {
		if p.Visible() {
			for name, o := range p.Parts() {
				whole(name, o)
			}
		}
	}
	w.header.Orders(func(o model.Order, order fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		name := map[model.Order]string{model.ByFinished: "orderFinished", model.ByName: "orderName", model.ByFailed: "orderFailed"}[o]
		add(name, order, at, size)
	})
	whole("timeline", w.timeline)
	whole("preview", w.preview)
	if w.grid.Visible() {
		whole("grid", w.grid)
		w.grid.Visit(func(place int, o fyne.CanvasObject) { whole(fmt.Sprintf("cell:%d", place), o) })
	}
	if w.menu != nil && w.menu.Visible() {
		for i, o := range w.menu.Items {
			whole(fmt.Sprintf("%s:%d", w.menu.name, i), o)
		}
	}
	if w.sheet != nil {
		for name, o := range w.sheet.parts {
			whole(name, o)
		}
	}
	return places
}
