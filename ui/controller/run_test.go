package controller_test

import (
	"errors"
	"testing"
	"time"

	"thumbpool/processor"
	"thumbpool/ui/controller/enginetest"
	"thumbpool/ui/model"
)

func TestMakeWhileLooking(t *testing.T) {
	h := newControl(t)
	h.engine.Looking = true
	h.engine.Folders["/photos"] = 1
	h.Open([]string{"/photos"})
	h.until("a photo", func() bool { return h.Model().Photos() == 1 })
	h.Make()
	job := h.engine.Job(t, 0)
	if len(job.Sources) != 1 || job.Sources[0] != "/photos" {
		t.Fatalf("the run looks in %v", job.Sources)
	}
	for id := range 3 {
		job.Send(processor.Found{Photo: enginetest.Photo("/photos", id)})
	}
	job.Finish(1)
	h.until("one of three", func() bool { return h.doneOf(1, 3) })
	job.Send(processor.Scanned{Photos: 3})
	h.until("the total", func() bool { return h.doneOf(1, 3) })
}

func TestRetryRunsOnlyWhatFailed(t *testing.T) {
	h := newControl(t)
	job := h.running(3)
	job.Finish(0, 2)
	job.Fail(1)
	job.End(processor.Summary{Found: 3, Made: 2, Failed: 1})
	h.untilState(model.Done)
	h.Retry()
	again := h.engine.Job(t, 1)
	if len(again.Photos) != 1 || again.Photos[0].ID != 1 {
		t.Errorf("the second run has %v, want photo 1", again.Photos)
	}
	again.Finish(1)
	again.End(processor.Summary{Found: 1, Made: 1, Wall: time.Second})
	h.untilState(model.Done)
	if h.Model().Foot().Retry {
		t.Error("there is something to retry after all went well")
	}
}

func TestAQuestionGoesWithItsRun(t *testing.T) {
	h := newControl(t)
	job := h.running(1)
	h.engine.Folders["/other"] = 2
	h.Open([]string{"/other"})
	if !h.user.Asked() {
		t.Fatal("no question")
	}
	job.Finish(0)
	job.End(processor.Summary{Found: 1, Made: 1})
	h.untilState(model.Ready)
	if h.user.Asked() || h.Model().Photos() != 2 {
		t.Errorf("the question is up: %v, %d photos", h.user.Asked(), h.Model().Photos())
	}
}

func TestDropDuringARun(t *testing.T) {
	tests := []struct {
		name    string
		answer  int
		stopped bool
		photos  int // shown when the run is over
	}{
		{"stop and switch", 0, true, 2},
		{"after this run", 1, false, 2},
		{"keep going", 2, false, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newControl(t)
			job := h.running(3)
			h.engine.Folders["/other"] = 2
			h.Open([]string{"/other"})
			if !h.user.Asked() {
				t.Fatal("no question")
			}
			h.user.answer(tt.answer)
			if job.Heard("stop") != tt.stopped {
				t.Errorf("the run was told %v", job.Told())
			}
			job.End(processor.Summary{Found: 3, Stopped: tt.stopped})
			want := model.Ready
			if tt.photos == 3 {
				want = model.Done
			}
			h.untilState(want)
			if got := h.Model().Photos(); got != tt.photos {
				t.Errorf("%d photos are shown, want %d", got, tt.photos)
			}
		})
	}
}

func TestStoppingAsksWhenMoreThanHalfIsDone(t *testing.T) {
	tests := []struct {
		name   string
		answer int
		want   model.State
	}{
		{"stop", 0, model.Stopping},
		{"keep going", 1, model.Running},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newControl(t)
			job := h.running(4)
			job.Finish(0, 1, 2)
			h.until("three photos", func() bool { return h.doneOf(3, 4) })
			h.AskStop()
			if !h.user.Asked() || h.Model().State() != model.Running {
				t.Fatalf("no question; state %v", h.Model().State())
			}
			h.user.answer(tt.answer)
			if h.user.Asked() || h.Model().State() != tt.want {
				t.Errorf("state %v, want %v; the question is up: %v", h.Model().State(), tt.want, h.user.Asked())
			}
		})
	}
}

func TestARunThatCannotBegin(t *testing.T) {
	h := newControl(t)
	h.ready("/photos", 2)
	h.engine.Refuse = errors.New("size is wrong")
	h.Make()
	if h.Model().State() != model.Done || h.Model().Foot().Advice.None() {
		t.Errorf("state %v, foot %+v", h.Model().State(), h.Model().Foot())
	}
}

// A question that is gone without an answer does not come back when its run ends.
func TestAQuestionThatIsGoneIsNotAnswered(t *testing.T) {
	h := newControl(t)
	job := h.running(3)
	h.engine.Folders["/other"] = 2
	h.Open([]string{"/other"})
	h.user.Withdraw()
	job.End(processor.Summary{Found: 3})
	h.untilState(model.Done)
}

// What was to be opened after a run is forgotten when something else was opened
// then.
func TestWhatWaitedDoesNotComeAfterAnotherRun(t *testing.T) {
	h := newControl(t)
	job := h.running(2)
	h.engine.Folders["/a"], h.engine.Folders["/b"] = 1, 1
	h.Open([]string{"/a"})
	h.user.answer(1) // after this run
	h.Open([]string{"/b"})
	job.End(processor.Summary{Found: 2})
	h.untilState(model.Ready)
	h.Make()
	h.engine.Job(t, 1).End(processor.Summary{Found: 1})
	h.untilState(model.Done)
	if got := h.Folder(); got != "/b" {
		t.Errorf("%s was opened, which waited for another run", got)
	}
}

// The signal says all that the window shows by it.
func TestTheSignalSaysWhatHasChanged(t *testing.T) {
	h := newControl(t)
	h.engine.Folders["/photos"] = 2
	h.Open([]string{"/photos"})
	if c := h.told[0]; !c.Cleared || !c.Folder || c.Batch {
		t.Errorf("a folder was chosen, and told is %+v", c)
	}
	h.untilState(model.Ready)
	if c := h.told[len(h.told)-1]; !c.Batch || !c.Recent || c.Cleared {
		t.Errorf("the photos were found, and told is %+v", c)
	}
	h.Make()
	if c := h.told[len(h.told)-1]; !c.Began || !c.All || !c.Arranged || c.Cleared {
		t.Errorf("a run began, and told is %+v", c)
	}
	h.SetSize(512)
	if c := h.told[len(h.told)-1]; !c.Options || !c.Presets {
		t.Errorf("the size was chosen, and told is %+v", c)
	}
	job := h.engine.Job(t, 0)
	job.Finish(0, 1)
	job.End(processor.Summary{Found: 2, Made: 2})
	h.untilState(model.Done)
	pictures, ended := 0, 0
	for _, c := range h.told {
		pictures += len(c.Photos.Pictures)
		if c.Ended {
			ended++
		}
	}
	if pictures != 2 || ended != 1 {
		t.Errorf("%d pictures came and %d runs ended, want 2 and 1", pictures, ended)
	}
}

// There is a job as long as a run is on, and no longer: no key acts on one that is
// over.
func TestNothingIsToldToAJobThatIsOver(t *testing.T) {
	h := newControl(t)
	job := h.running(2)
	job.End(processor.Summary{Found: 2, Stopped: true})
	h.untilState(model.Done)
	h.Pause()
	h.Resume()
	h.Stop()
	h.SetWorkers(3)
	if told := job.Told(); len(told) != 0 {
		t.Errorf("it was told %q", told)
	}
}
