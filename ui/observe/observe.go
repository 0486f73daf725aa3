// Package observe lets a test from outside see the window: where its controls
// are, in pixels of the window, a line for everything that happens, and how the
// UI thread keeps up. Without such a test no window is observed.
//
//	what answers the user ──► Intent ─┐
//	posted functions      ──► Post   ─┼─► watchdog, wait ─┐
//	the changed signal    ──► Signal ─┤                   ├──► the log's lines
//	what opens over it    ──► Note   ─┴─► facts ──────────┘
//	each turn and frame   ──► Watch  ───► places ─────────────► the file of places
//
// All methods but [Observer.Close] belong to the UI thread.
package observe

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/model"
)

// Observer sees what happens in a window. A nil Observer sees nothing.
type Observer struct {
	out   *writer
	scene Scene
	dog   watchdog
	wait  wait

	pending []string // lines to write
	facts   map[string]string
	places  map[string][4]int
	looked  time.Time
	state   model.State
	began   time.Time // when what is under way on the UI thread began
}

// Scene is a window as it is now.
type Scene interface {
	// Facts are those that hold. Each has a line in the log when it comes, or
	// comes to another value.
	Facts() []Fact
	// Places is where the controls in sight are: x, y, width, height in pixels.
	Places() map[string][4]int
}

// Fact is something about a window, such as its state.
type Fact struct {
	Name  string
	Value any
}

// New returns an observer that writes places and lines to the given files, or
// nil when both names are empty. The files are written in a goroutine of its own.
func New(geometry, log string) (*Observer, error) {
	if geometry == "" && log == "" {
		return nil, nil //nolint:nilnil // no observer is one that sees nothing
	}
	out, err := newWriter(geometry, log)
	if err != nil {
		return nil, fmt.Errorf("observer: %w", err)
	}
	return &Observer{out: out, facts: map[string]string{}}, nil
}

// Close writes what there is and what was measured, and ends the observer.
func (o *Observer) Close() {
	if o != nil {
		o.out.close(append(o.pending, o.dog.Lines()...))
	}
}

// Intent runs what answers the user.
func (o *Observer) Intent(name string, f func()) {
	if o == nil {
		f()
		return
	}
	o.began = time.Now()
	o.dog.Time(name, f)
}

// Post runs what was posted.
func (o *Observer) Post(f func()) {
	if o == nil {
		f()
		return
	}
	o.began = time.Now()
	o.dog.Run(f)
}

// What a user waits for.
const (
	firstPhotos    = "first-photos"    // in the grid, after a folder was chosen
	firstThumbnail = "first-thumbnail" // after Make
)

// Signal sees what has changed, when it is shown.
func (o *Observer) Signal(m *model.Model, c model.Changes) {
	if o == nil {
		return
	}
	for _, l := range c.Lines {
		o.Note(l.What, l.Args...)
	}
	o.compare()
	state := m.State()
	switch {
	case state == o.state:
	case state == model.Scanning:
		o.wait.Begin(firstPhotos, o.began)
	case state == model.Running && o.state != model.Paused:
		o.wait.Begin(firstThumbnail, o.began)
	}
	o.state = state
	switch {
	case o.wait.For(firstPhotos) && m.Photos() > 0:
		o.wait.Came("")
	case o.wait.For(firstThumbnail) && len(c.Pictures) > 0:
		rendered := time.Duration(0)
		for _, d := range m.Cell(c.Pictures[0].ID).Times {
			rendered += d
		}
		o.wait.Came(fmt.Sprintf(", rendered in %s ms", ms(rendered)))
	}
}

// Note notes what happened: a word and its values.
func (o *Observer) Note(what string, args ...any) {
	if o != nil {
		o.pending = append(o.pending, strings.TrimSpace(what+" "+strings.TrimSuffix(fmt.Sprintln(args...), "\n")))
	}
}

// compare notes the facts that are new.
func (o *Observer) compare() {
	if o.scene == nil {
		return
	}
	now := map[string]string{}
	for _, f := range o.scene.Facts() {
		now[f.Name] = fmt.Sprint(f.Value)
		if old, held := o.facts[f.Name]; !held || old != now[f.Name] {
			o.Note(f.Name, f.Value)
		}
	}
	o.facts = now
}

// Watch begins to observe a scene, when the driver runs.
func (o *Observer) Watch(s Scene) {
	if o == nil {
		return
	}
	o.scene = s
	// An animation has a tick in each turn of the driver's loop. It draws
	// nothing by itself.
	turns := fyne.NewAnimation(time.Hour, func(float32) { o.turn(time.Now()) })
	turns.RepeatCount = fyne.AnimationRepeatForever
	turns.Start()
}

// Pulse returns what is to be in the window, so that frames are observed: nothing
// when nobody observes, and else what draws nothing.
func (o *Observer) Pulse() []fyne.CanvasObject {
	if o == nil {
		return nil
	}
	return []fyne.CanvasObject{&pulse{beat: o.frame}}
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

func (o *Observer) frame() {
	o.dog.Frame(time.Now())
	o.wait.Painted()
}

// lookEvery is the most time between two looks at where the controls are: they
// also move while nothing is said, as when the grid is scrolled.
const lookEvery = 100 * time.Millisecond

// turn is called in each turn of the driver's loop, and so looks at the window
// between its tasks.
func (o *Observer) turn(now time.Time) {
	for _, line := range []string{o.dog.Turn(now), o.wait.Turn(now)} {
		if line != "" {
			o.Note(line)
		}
	}
	o.compare()
	if len(o.pending) > 0 || now.Sub(o.looked) >= lookEvery {
		o.looked = now
		o.look()
	}
}

// look measures the window and hands on what is new.
func (o *Observer) look() {
	r := report{lines: o.pending}
	if o.out.wantsPlaces() {
		if places := o.scene.Places(); !maps.Equal(places, o.places) {
			o.places, r.places = places, places
		}
	}
	o.pending = nil
	o.out.put(r)
}
