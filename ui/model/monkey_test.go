package model_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/reason"
	"thumbpool/ui/model"
	"thumbpool/ui/uitest"
)

// stepsOfARound is how much a user does, or hears of the engine, in a round.
const stepsOfARound = 300

// monkey is a user who does anything, on a model.
type monkey struct {
	t   *testing.T
	r   *rand.Rand
	m   *model.Model
	now time.Time

	scan []processor.Event // of a scan that is on
	run  *uitest.Play      // nil unless a run is on

	did   string
	state model.State // before it
	done  int         // photos that had their turn in this run
}

// Whatever a user does and the engine reports, in whatever order, the model
// counts right and stays in one of its states.
func TestAUserWhoDoesAnything(t *testing.T) {
	uitest.Monkey(t, 60, func(t *testing.T, r *rand.Rand) {
		k := &monkey{t: t, r: r, m: model.New(), now: time.Date(2026, 5, 13, 12, 0, 0, 0, time.UTC)}
		for step := 0; step < stepsOfARound && !t.Failed(); step++ {
			k.state = k.m.State()
			k.step()
			k.check()
			if t.Failed() {
				t.Logf("step %d, %s: %v → %v", step, k.did, k.state, k.m.State())
			}
		}
	})
}

// step does one thing.
func (k *monkey) step() {
	k.now = k.now.Add(time.Duration(k.r.IntN(300)) * time.Millisecond)
	if k.r.IntN(3) > 0 && (len(k.scan) > 0 || k.run != nil) {
		k.hear()
		return
	}
	busy := k.m.State().Busy()
	switch k.r.IntN(12) {
	case 0:
		k.did = "choose"
		if !busy {
			k.scan = uitest.Scan(k.r, "/p", 12)
			k.m.Choose([]string{"/p"}, k.r.IntN(2) == 0)
		}
	case 1:
		k.did = "make"
		k.begin()
	case 2:
		k.did = "retry"
		if k.m.State() == model.Done && len(k.m.FailedOnes()) > 0 {
			k.beginPhotos(k.m.FailedOnes())
		}
	case 3:
		k.did = "pause"
		if k.m.State() == model.Running {
			k.run.Paused = true
		}
		k.m.Pause(k.now)
	case 4:
		k.did = "resume"
		if k.m.State() == model.Paused {
			k.run.Paused = false
		}
		k.m.Resume(k.now)
	case 5:
		k.did = "stop"
		if busy {
			k.run.Stop()
		}
		k.m.Stop()
	case 6, 7:
		k.did = "order"
		k.m.SetOrder(model.Order(k.r.IntN(3)))
	case 8:
		k.did = "workers"
		if k.run != nil {
			k.run.SetWorkers(1 + k.r.IntN(8))
		}
	case 9:
		k.did = "forget"
		if k.m.State() == model.FolderGone {
			k.m.Close()
		}
	case 10:
		k.did = "a wrong setting"
		k.m.SetProblem(model.Say("problem.fix"))
	default:
		k.did = "a right setting"
		k.m.SetProblem(model.Text{})
	}
}

func (k *monkey) begin() {
	switch {
	case !k.m.Make().Enabled:
	case k.m.State() == model.Scanning:
		k.m.BeginScan(k.now)
		k.scan = nil
		k.start(uitest.Scan(k.r, "/p", 12))
	default:
		k.beginPhotos(k.m.All())
	}
}

func (k *monkey) beginPhotos(photos []processor.Photo) {
	k.m.Begin(photos, k.now)
	if k.r.IntN(15) == 0 {
		k.did += ", refused"
		k.m.Refuse(errors.New("no"))
		return
	}
	k.start(uitest.Again(photos))
}

func (k *monkey) start(scan []processor.Event) {
	k.run, k.done = uitest.NewPlay(k.r, scan, 0), 0
}

// hear takes in what the engine reports.
func (k *monkey) hear() {
	var batch []processor.Event
	for range 1 + k.r.IntN(6) {
		switch {
		case k.run != nil:
			if ev, ok := k.run.Next(); ok {
				batch = append(batch, ev)
			}
		case len(k.scan) > 0:
			batch = append(batch, k.scan[0])
			k.scan = k.scan[1:]
		}
	}
	k.did = "hear"
	for _, ev := range batch {
		k.did += fmt.Sprintf(" %T", ev)
		switch ev.(type) {
		case processor.Finished, processor.Skipped, processor.Failed:
			k.done++
		}
	}
	changes := k.m.Apply(batch, k.now)
	for _, id := range changes.Cells {
		if id < 0 || id >= k.m.Cells() {
			k.t.Errorf("photo %d changed, of %d", id, k.m.Cells())
		}
	}
	if k.run != nil && k.run.Ended() {
		k.run = nil
	}
}

// next are the states that may follow one.
var next = map[model.State][]model.State{
	model.Empty:        {model.Scanning},
	model.Scanning:     {model.Scanning, model.Ready, model.NothingFound, model.FolderGone, model.Running},
	model.Ready:        {model.Scanning, model.Running, model.Done},
	model.NothingFound: {model.Scanning},
	model.FolderGone:   {model.Scanning, model.Empty},
	model.Running:      {model.Paused, model.Stopping, model.Done, model.NothingFound},
	model.Paused:       {model.Running, model.Stopping, model.Done, model.NothingFound},
	model.Stopping:     {model.Done, model.NothingFound},
	model.Done:         {model.Scanning, model.Running, model.Done},
}

// check looks at all that must hold at any moment.
func (k *monkey) check() {
	k.t.Helper()
	m, t := k.m, k.t
	if s := m.State(); s != k.state && !slices.Contains(next[k.state], s) {
		t.Errorf("state %v follows on %v", s, k.state)
	}
	k.checkCells()
	k.checkOrder()

	foot := m.Foot()
	if foot.Progress < 0 || foot.Progress > 1 {
		t.Errorf("progress is %v", foot.Progress)
	}
	if done := turns(foot); m.State().Busy() && done != k.done {
		t.Errorf("%d photos had their turn, and %d are counted", k.done, done)
	}
	if foot.Pause && foot.Resume || foot.Stop != m.State().Busy() || foot.Retry != m.CanRetry() {
		t.Errorf("foot is %+v", foot)
	}
	if m.State() == model.Done && m.Workers() != (model.Workers{}) {
		t.Errorf("after the run the workers are %+v", m.Workers())
	}
	if made := m.Make(); made.Enabled && (m.Photos() == 0 || m.State().Busy()) {
		t.Errorf("%d photos can be made in state %v", m.Photos(), m.State())
	}
	if again := len(m.FailedOnes()); m.CanRetry() != (m.State() == model.Done && again > 0) {
		t.Errorf("retry is offered: %v, with %d photos", m.CanRetry(), again)
	}
	m.Header()
	m.Title()
	m.Notice()
	m.OutputFolder()
	if m.State() == model.NothingFound && m.Nothing().Title.None() {
		t.Error("nothing is said about nothing")
	}
}

// turns is how many photos had their turn, as the foot says it.
func turns(f model.Foot) int {
	n, _ := f.Title.Text.Args["Done"].(int)
	return n
}

// checkCells compares what is counted with what is there.
func (k *monkey) checkCells() {
	k.t.Helper()
	m, t := k.m, k.t
	photos, failures, complete := 0, 0, 0
	bytes := int64(0)
	var ids []int
	reasons := map[string]bool{} // a photo, or a folder that is gone
	for id := range m.Cells() {
		c := m.Cell(id)
		ids = append(ids, id)
		if c.Photo.ID != id {
			t.Errorf("cell %d is of photo %d", id, c.Photo.ID)
		}
		if !c.Unreadable {
			photos++
			bytes += c.Photo.Size
		}
		if c.Status == model.Failed {
			failures++
			if c.Failure == nil || c.Reason().None() || c.Kind().None() {
				t.Errorf("photo %d failed without a reason", id)
			}
			about := c.Photo.Path
			if c.Failure != nil && c.Failure.Kind() == reason.KindGone {
				about = c.Photo.Root
			}
			reasons[about] = true
		}
		if c.Complete() {
			complete++
		}
		if c.HasPicture() && c.Output == "" {
			t.Errorf("photo %d has a thumbnail nowhere", id)
		}
		if c.Status == model.Working && !m.State().Busy() {
			t.Errorf("photo %d is worked on in state %v", id, m.State())
		}
	}
	if m.Photos() != photos || m.Failures() != failures || len(m.All()) != photos || len(m.Reasons()) != len(reasons) {
		t.Errorf("%d photos and %d failures are counted, %d to make, %d reasons; there are %d, %d and %d", m.Photos(), m.Failures(), len(m.All()), len(m.Reasons()), photos, failures, len(reasons))
	}
	if h := m.Header(); photos > 0 && fmt.Sprint(h.Bytes) != fmt.Sprint(model.Bytes(bytes)) {
		t.Errorf("the header says %v, they have %d bytes", h.Bytes, bytes)
	}
	files := m.Files(ids)
	if len(files.Thumbnails)+failures != complete || len(files.OnDisk) > len(ids) {
		t.Errorf("%d thumbnails of %d complete photos, %d failures, %d files", len(files.Thumbnails), complete, failures, len(files.OnDisk))
	}
	if m.HasReport() {
		if text := m.Outcome().Report().Text(); text == "" {
			t.Error("the report is empty")
		}
	}
}

// checkOrder sees to it that every cell is shown once.
func (k *monkey) checkOrder() {
	k.t.Helper()
	m, t := k.m, k.t
	shown := m.Shown()
	if len(shown) != m.Cells() {
		t.Errorf("%d of %d cells are shown", len(shown), m.Cells())
	}
	for place, id := range shown {
		if m.Place(id) != place {
			t.Errorf("photo %d is shown at %d and said to be at %d", id, place, m.Place(id))
		}
	}
	if m.Place(-1) != -1 || m.Place(m.Cells()) != -1 {
		t.Error("there is a place for no photo")
	}
	if m.Order() == model.ByFailed && m.Failures() == 0 {
		t.Error("failures are shown first, and there are none")
	}
	if !slices.IsSortedFunc(shown, func(a, b int) int { return k.rank(a) - k.rank(b) }) {
		t.Errorf("by %v the order is %v", m.Order(), shown)
	}
}

// rank is small for what is shown first in the model's order.
func (k *monkey) rank(id int) int {
	c := k.m.Cell(id)
	switch o := k.m.Order(); {
	case o == model.ByName:
		return id
	case o == model.ByFailed && c.Status == model.Failed:
		return id - k.m.Cells()
	case c.Complete():
		return 0
	}
	return 1 + id
}
