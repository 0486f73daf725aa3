package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/model"
)

// watchLoop has the probe measure how the UI thread keeps up.
func (w *Window) watchLoop() {
	if w.probe == nil {
		return
	}
	// An animation has a tick in each turn of the driver's loop. It draws
	// nothing by itself.
	turns := fyne.NewAnimation(time.Hour, func(float32) { w.probe.turn(w, time.Now()) })
	turns.RepeatCount = fyne.AnimationRepeatForever
	turns.Start()
}

// timed is f, measured by the probe.
func (w *Window) timed(name string, f func()) func() {
	return func() { w.probe.time(name, f) }
}

// run runs what was posted.
func (p *Probe) run(f func()) {
	if p == nil {
		f()
		return
	}
	p.dog.Run(f)
}

// time runs what answers the user.
func (p *Probe) time(name string, f func()) {
	if p == nil {
		f()
		return
	}
	p.dog.Time(name, f)
}

func (p *Probe) frame() {
	p.dog.Frame(time.Now())
	p.wait.Painted()
}

// What a user waits for.
const (
	firstPhotos    = "first-photos"    // in the grid, after a folder was chosen
	firstThumbnail = "first-thumbnail" // after Make
)

// begin begins to measure how long a user waits for what.
func (p *Probe) begin(what string) {
	if p != nil {
		p.wait.Begin(what, time.Now())
	}
}

// changed sees whether what the user waits for is among the changes.
func (p *Probe) changed(m *model.Model, c model.Changes) {
	switch {
	case p == nil:
	case p.wait.For(firstPhotos) && m.Photos() > 0:
		p.wait.Came("")
	case p.wait.For(firstThumbnail) && len(c.Pictures) > 0:
		rendered := time.Duration(0)
		for _, d := range m.Cell(c.Pictures[0].ID).Times {
			rendered += d
		}
		p.wait.Came(fmt.Sprintf(", rendered in %.1f ms", float64(rendered)/float64(time.Millisecond)))
	}
}

// pulse draws nothing: it is asked for its smallest size, as every object in
// sight, once before each frame is painted.
type pulse struct {
	canvas.Rectangle
	beat func()
}

// MinSize is the smallest size.
func (p *pulse) MinSize() fyne.Size {
	p.beat()
	return fyne.Size{}
}
