package ui

import (
	"context"
	"errors"
	"fmt"
	"image"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/processor/compare"
	"thumbpool/processor/preset"
	"thumbpool/ui/controller"
	"thumbpool/ui/controller/enginetest"
	"thumbpool/ui/model"
	"thumbpool/ui/uitest"
)

// stepsOfARound is how much a user does in a round.
const stepsOfARound = 120

// Whatever a user does and the engine reports, the window stays whole, and it
// closes when it is asked to.
func TestAUserWhoDoesAnythingInTheWindow(t *testing.T) {
	uitest.Monkey(t, 8, func(t *testing.T, r *rand.Rand) {
		synctest.Test(t, func(t *testing.T) {
			k := newMonkey(t, r)
			k.drain()
			for step := 0; step < stepsOfARound && !t.Failed() && !k.closed; step++ {
				k.did = nil
				k.step()
				k.drain()
				k.check()
				if t.Failed() {
					t.Logf("step %d: %s; state %v", step, strings.Join(k.did, ", "), k.Model().State())
				}
			}
			k.end()
		})
	})
}

// monkey is a user who does anything, in a window whose time passes only when he
// waits.
type monkey struct {
	*window
	r      *rand.Rand
	engine *playEngine
	did    []string
	closed bool
}

func newMonkey(t *testing.T, r *rand.Rand) *monkey {
	t.Helper()
	k := &monkey{r: r, engine: &playEngine{r: r}}
	k.window = newWindowOn(t, test.NewTempApp(t), preset.At(filepath.Join(t.TempDir(), "presets.json")), k.engine)
	t.Cleanup(k.Abandon)
	k.win.SetOnClosed(func() { k.closed = true })
	k.grid.Modifiers = func() fyne.KeyModifier {
		return [...]fyne.KeyModifier{0, 0, fyne.KeyModifierShift, fyne.KeyModifierShortcutDefault}[r.IntN(4)]
	}
	k.picker.folder = "/photos/picked"
	k.picker.file = filepath.Join(t.TempDir(), "report.csv")
	return k
}

func (k *monkey) note(format string, args ...any) {
	k.did = append(k.did, fmt.Sprintf(format, args...))
}

// step does one thing.
func (k *monkey) step() {
	switch n := k.r.IntN(100); {
	case n < 40:
		k.engine.report(1 + k.r.IntN(8))
		k.note("the engine reports")
		<-time.After(time.Second / 10)
	case n < 50:
		k.wait()
	case n < 65:
		k.tapAControl()
	case n < 75:
		k.point()
	case n < 90:
		k.press()
	case n < 94:
		k.give()
	default:
		k.besides()
	}
}

// wait lets time pass.
func (k *monkey) wait() {
	d := time.Duration(k.r.IntN(1500)) * time.Millisecond
	k.note("wait %v", d)
	<-time.After(d)
}

// tapAControl taps one of the controls in sight.
func (k *monkey) tapAControl() {
	var controls []fyne.Tappable
	for _, o := range k.inView() {
		if tappable, ok := o.object.(fyne.Tappable); ok {
			controls = append(controls, tappable)
		}
	}
	if len(controls) > 0 {
		c := controls[k.r.IntN(len(controls))]
		k.note("tap %s", name(c))
		if o := c.(fyne.CanvasObject).Size(); o.Width > 0 && o.Height > 0 {
			test.TapAt(c, fyne.NewPos(k.r.Float32()*o.Width, k.r.Float32()*o.Height))
		}
	}
}

// point does something with the pointer anywhere.
func (k *monkey) point() {
	c, room := k.win.Canvas(), k.win.Canvas().Size()
	at := fyne.NewPos(k.r.Float32()*room.Width, k.r.Float32()*room.Height)
	dx, dy := (k.r.Float32()-0.5)*room.Width, (k.r.Float32()-0.5)*room.Height
	k.note("point at %v, %v", at, fyne.NewDelta(dx, dy))
	switch k.r.IntN(6) {
	case 0:
		test.TapCanvas(c, at)
	case 1:
		test.TapCanvas(c, at)
		test.TapCanvas(c, at)
	case 2:
		test.Drag(c, at, dx, dy)
	case 3:
		test.Scroll(c, at, 0, dy)
	case 4:
		test.MoveMouse(c, at)
	default:
		for _, o := range k.inView() {
			s, ok := o.object.(fyne.SecondaryTappable)
			if ok && k.r.IntN(3) == 0 {
				k.note("menu of %T", o.object)
				test.TapSecondary(s)
				return
			}
		}
	}
}

// press presses a key.
func (k *monkey) press() {
	keys := []fyne.KeyName{
		fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageDown, fyne.KeyPageUp,
		fyne.KeyReturn, fyne.KeySpace, fyne.KeyEscape, fyne.KeyF1, fyne.KeyBackspace, fyne.KeyDelete, desktop.KeyMenu,
	}
	c := k.win.Canvas()
	switch k.r.IntN(8) {
	case 0:
		c.FocusNext()
	case 1:
		c.FocusPrevious()
	case 2:
		letters := []rune("0a9/~I_ .:x-日")
		r := letters[k.r.IntN(len(letters))]
		k.note("type %q", r)
		if f := c.Focused(); f != nil {
			f.TypedRune(r)
		} else if typed := c.OnTypedRune(); typed != nil {
			typed(r)
		}
	case 3:
		shortcuts := []fyne.KeyName{fyne.KeyO, fyne.KeyReturn, fyne.Key1, fyne.Key2, fyne.Key3, fyne.KeyComma}
		key := shortcuts[k.r.IntN(len(shortcuts))]
		k.note("Ctrl+%s", key)
		k.ctrl(key)
	case 4:
		k.note("Ctrl with a letter")
		shortcuts := []fyne.Shortcut{&fyne.ShortcutSelectAll{}, &fyne.ShortcutCopy{}}
		for _, key := range []fyne.KeyName{fyne.KeyPlus, fyne.KeyMinus, fyne.Key0} {
			shortcuts = append(shortcuts, &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
		}
		k.shortcut(shortcuts[k.r.IntN(len(shortcuts))])
	default:
		key := keys[k.r.IntN(len(keys))]
		k.note("key %s", key)
		k.key(key)
	}
}

// give drops folders and addresses on the window, types them, or starts the
// program again with them.
func (k *monkey) give() {
	all := []string{"/photos/a", "/photos/b", "https://example.org/c.jpg", k.cache}
	sources := all[k.r.IntN(len(all)):][:1]
	if k.r.IntN(4) == 0 {
		sources = all
	}
	k.note("give %q", sources)
	switch k.r.IntN(4) {
	case 0:
		k.OpenPath(sources[0])
	case 1:
		go k.TakeInTime(sources)
	case 2:
		k.draggedOver(true)
		k.drop(sources...)
	default:
		k.draggedOver(k.r.IntN(2) == 0)
	}
}

// besides does what is seldom done.
func (k *monkey) besides() {
	switch k.r.IntN(8) {
	case 0, 1:
		size := fyne.NewSize(model.LeastWidth+k.r.Float32()*900, model.LeastHeight+k.r.Float32()*600)
		k.note("resize to %v", size)
		k.win.Resize(size)
	case 2:
		k.note("samples")
		k.OpenSamples()
	case 3:
		k.note("compare")
		k.compare()
	case 4:
		k.note("another window")
		k.inFront(k.r.IntN(2) == 0)
	case 5:
		k.note("another look")
		k.toggleLook()
	case 6:
		k.note("another path")
		k.rail.Folder.SetText(k.cache)
		k.rail.Folder.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	default:
		k.note("close")
		k.Controller.Close()
	}
}

// check looks at all that must hold at any moment.
func (k *monkey) check() {
	k.t.Helper()
	if k.closed {
		return
	}
	m, t := k.Model(), k.t
	if err := k.Options().Validate(); err != nil {
		t.Errorf("the settings are %v", err)
	}
	if id := k.grid.Selected(); id < -1 || id >= m.Cells() {
		t.Errorf("photo %d of %d is the current one", id, m.Cells())
	}
	for _, id := range k.grid.Picked() {
		if m.Place(id) < 0 {
			t.Errorf("photo %d of %d is selected", id, m.Cells())
		}
	}
	if k.grid.Selected() >= 0 && !slices.Contains(k.grid.Picked(), k.grid.Selected()) {
		t.Errorf("the current photo %d is not among the selected ones %v", k.grid.Selected(), k.grid.Picked())
	}
	if k.viewer.Visible() && (m.State().Blank() || k.opened >= m.Cells()) {
		t.Errorf("photo %d of %d is open in state %v", k.opened, m.Cells(), m.State())
	}
	seen := map[int]bool{}
	k.grid.Visit(func(place int, _ fyne.CanvasObject) {
		if k.grid.Visible() && (place < 0 || seen[place]) {
			t.Errorf("there is a cell of place %d, %v", place, seen[place])
		}
		seen[place] = true
	})
	if top := k.win.Canvas().Overlays().Top(); k.shell.Asked() && top == nil {
		t.Error("the sheet cannot be seen")
	}
	if blank := m.State().Blank(); k.welcome.Visible() != (blank && !k.viewer.Visible()) || k.grid.Visible() != (!blank && !k.viewer.Visible()) {
		t.Errorf("welcome %v, grid %v", k.welcome.Visible(), k.grid.Visible())
	}
	if f := k.win.Canvas().Focused(); f != nil && (!usable(f) || !slices.ContainsFunc(k.inView(), func(c controlInSight) bool { return any(c.object) == any(f) })) {
		t.Errorf("%s has the keyboard and is hidden or off", name(f))
	}
}

// end closes the window, and lets the engine end.
func (k *monkey) end() {
	if k.t.Failed() {
		k.engine.endAll()
		k.drain()
		return
	}
	k.Shutdown()
	k.engine.endAll()
	for range 30 {
		k.drain()
		<-time.After(time.Second)
	}
	k.drain()
	if !k.closed {
		k.t.Error("the window does not close")
	}
}

// playEngine is an engine that does nothing by itself: the test has it report.
type playEngine struct {
	r     *rand.Rand
	mu    sync.Mutex
	scans []*playScan
	jobs  []*playJob
}

// own is a chance for what runs in a goroutine of its own.
func (e *playEngine) own() *rand.Rand {
	return rand.New(rand.NewPCG(e.r.Uint64(), 1))
}

// playScan is a scan that is on.
type playScan struct {
	ctx    context.Context //nolint:containedctx // it is over when the scan is
	events chan processor.Event
	left   []processor.Event
}

// Scan is called on the UI thread, and reads in another goroutine what is
// reported.
func (e *playEngine) Scan(ctx context.Context, sources []string, _ processor.Options) iter.Seq[processor.Event] {
	s := &playScan{ctx: ctx, events: make(chan processor.Event, 4096), left: uitest.Scan(e.own(), sources[0], 40)}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.scans = append(e.scans, s)
	return func(yield func(processor.Event) bool) {
		for {
			select {
			case ev, ok := <-s.events:
				if !ok || !yield(ev) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// report has scans and jobs report n events each.
func (e *playEngine) report(n int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, s := range e.scans {
		for i := 0; i < n*4 && len(s.left) > 0; i++ {
			s.events <- s.left[0]
			if s.left = s.left[1:]; len(s.left) == 0 {
				close(s.events)
			}
		}
	}
	for _, j := range e.jobs {
		for range n {
			j.report()
		}
	}
}

// endAll ends what is on.
func (e *playEngine) endAll() {
	e.mu.Lock()
	jobs := slices.Clone(e.jobs)
	e.mu.Unlock()
	for _, j := range jobs {
		j.Stop()
		for j.report() {
		}
	}
}

func (e *playEngine) Start(ctx context.Context, sources []string, o processor.Options) (controller.Job, error) {
	return e.start(ctx, uitest.Scan(e.own(), sources[0], 40), o)
}

func (e *playEngine) StartPhotos(ctx context.Context, photos []processor.Photo, o processor.Options) (controller.Job, error) {
	return e.start(ctx, uitest.Again(photos), o)
}

func (e *playEngine) start(_ context.Context, scan []processor.Event, o processor.Options) (controller.Job, error) {
	if e.r.IntN(20) == 0 {
		return nil, errors.New("no space left on device")
	}
	j := &playJob{play: uitest.NewPlay(e.own(), scan, o.PreviewSide), events: make(chan processor.Event, 4096), done: make(chan struct{})}
	j.play.SetWorkers(o.Workers)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.jobs = append(e.jobs, j)
	return j, nil
}

func (e *playEngine) LoadPreview(context.Context, string, int) (*image.RGBA, error) {
	return image.NewRGBA(image.Rect(0, 0, 60, 40)), nil
}

func (e *playEngine) OpenPreview(context.Context, string) (controller.Preview, error) {
	return nil, errors.New("the file ends early")
}

func (e *playEngine) Compare(ctx context.Context, photos []processor.Photo, o processor.Options, c compare.Options) (compare.Comparison, error) {
	return (&enginetest.Engine{}).Compare(ctx, photos, o, c)
}

func (e *playEngine) WriteSamples(ctx context.Context, _ string, progress func(done, total int)) error {
	for i := range 5 {
		progress(i, 5)
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// playJob is a run by chance.
type playJob struct {
	mu     sync.Mutex
	play   *uitest.Play
	events chan processor.Event
	done   chan struct{}
}

// report sends one event, and says whether there may be more.
func (j *playJob) report() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	ev, ok := j.play.Next()
	if !ok {
		return false
	}
	j.events <- ev
	if j.play.Ended() {
		close(j.events)
		close(j.done)
		return false
	}
	return true
}

func (j *playJob) tell(f func()) {
	j.mu.Lock()
	defer j.mu.Unlock()
	f()
}

func (j *playJob) Events() <-chan processor.Event { return j.events }
func (j *playJob) SetWorkers(n int)               { j.tell(func() { j.play.SetWorkers(n) }) }
func (j *playJob) Pause()                         { j.tell(func() { j.play.Paused = true }) }
func (j *playJob) Resume()                        { j.tell(func() { j.play.Paused = false }) }
func (j *playJob) Stop()                          { j.tell(j.play.Stop) }

func (j *playJob) Wait() processor.Summary {
	<-j.done
	return processor.Summary{}
}
