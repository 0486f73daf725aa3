package ui

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/processor/reason"
	"thumbpool/ui/control"
	"thumbpool/ui/model"
)

func TestDropMakeAndDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newWindow(t)
		h.looks("empty.png")

		h.ready("/photos/Iceland 2026", 14)
		if got := h.rail.Make.Label(); got != "Make 14 thumbnails" || h.rail.Make.Disabled() {
			t.Errorf("the button says %q, disabled %v", got, h.rail.Make.Disabled())
		}
		if h.engine.Last() != nil {
			t.Error("a drop began a run")
		}
		h.looks("ready.png")

		test.Tap(h.rail.Make)
		job := h.engine.Job(t, 0)
		if len(job.Photos) != 14 || job.Options.PreviewSide < 100 {
			t.Errorf("the run has %d photos and previews of %d pixels", len(job.Photos), job.Options.PreviewSide)
		}
		job.Finish(2, 0, 1)
		job.Fail(4)
		h.until("four photos", func() bool { return h.title() == "4 of 14" })
		if got := h.Model().Shown()[:4]; got[0] != 2 || got[3] != 4 {
			t.Errorf("shown first are %v, want 2 0 1 4", got)
		}
		job.Finish(3, 5, 6, 7, 8, 9, 10, 11, 12, 13)
		job.End(processor.Summary{Found: 14, Made: 13, Failed: 1, Wall: 2900 * time.Millisecond, Busy: 22 * time.Second, Workers: 8})
		h.untilState(model.Done)
		if got := h.title(); got != "14 photos in 2.9 s" {
			t.Errorf("outcome is %q", got)
		}
		if got := h.rail.Make.Label(); got != "Make 14 again" {
			t.Errorf("the button says %q", got)
		}
		h.looks("done.png")
		h.toggleLook()
		h.looks("done-light.png")
	})
}

func TestPauseResumeStop(t *testing.T) {
	h := newWindow(t)
	job := h.running(10)
	h.key(fyne.KeySpace)
	if !job.Heard("pause") || h.Model().State() != model.Paused {
		t.Errorf("after Space: %v, state %v", job.Told(), h.Model().State())
	}
	h.key(fyne.KeySpace)
	if !job.Heard("resume") || h.Model().State() != model.Running {
		t.Errorf("after Space again: %v, state %v", job.Told(), h.Model().State())
	}
	h.key(fyne.KeyEscape)
	if !job.Heard("stop") || h.Model().State() != model.Stopping {
		t.Errorf("after Escape: %v, state %v", job.Told(), h.Model().State())
	}
	job.End(processor.Summary{Found: 10, Made: 4, Stopped: true, Wall: 1400 * time.Millisecond})
	h.untilState(model.Done)
	if got := h.title(); got != "Stopped after 4 of 10 photos, 1.4 s" {
		t.Errorf("outcome is %q", got)
	}
}

func TestSpaceInAnEntryDoesNotPause(t *testing.T) {
	h := newWindow(t)
	job := h.running(3)
	h.win.Canvas().Focus(h.rail.Folder)
	h.key(fyne.KeySpace)
	if job.Heard("pause") {
		t.Error("typing a space in the path paused the run")
	}
}

func TestClosingWaitsForTheWorkers(t *testing.T) {
	h := newWindow(t)
	job := h.running(3)
	closed := false
	h.win.SetOnClosed(func() { closed = true })
	h.Controller.Close()
	if !h.shell.Asked() || closed {
		t.Fatal("closing during a run did not ask")
	}
	test.Tap(h.answers()[0])
	if !job.Heard("stop") || closed {
		t.Fatalf("told %v; closed before the workers ended: %v", job.Told(), closed)
	}
	job.End(processor.Summary{Found: 3, Stopped: true})
	h.until("the window to close", func() bool { return closed })
}

func TestClosingWithoutARunDoesNotAsk(t *testing.T) {
	h := newWindow(t)
	closed := false
	h.win.SetOnClosed(func() { closed = true })
	h.Controller.Close()
	h.until("the window to close", func() bool { return closed })
}

func TestNothingFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newWindow(t)
		h.SetSubfolders(false)
		h.drop("/photos/empty")
		h.untilState(model.NothingFound)
		if !h.welcome.Visible() || h.foot.Visible() || !h.rail.Make.Disabled() {
			t.Errorf("welcome %v, foot %v, button disabled %v", h.welcome.Visible(), h.foot.Visible(), h.rail.Make.Disabled())
		}
		h.looks("nothing.png")
		h.engine.Folders["/photos/empty"] = 5
		test.Tap(h.welcome.Parts()["searchSubfolders"].(fyne.Tappable))
		h.untilState(model.Ready)
		if !h.rail.Subfolders.On() || !h.Options().Subfolders {
			t.Error("subfolders are not searched")
		}
	})
}

func TestOwnThumbnailsAmongThePhotosAreSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := passedOver(t)
		const said = "1,234 passed over: made by Thumbpool"
		inSight := func() bool {
			return slices.ContainsFunc(h.linesOfText(), func(l lineOfText) bool { return l.text == said })
		}
		if !inSight() {
			t.Errorf("%q is not in sight", said)
		}
		h.looks("passed-over.png")
		test.Tap(h.rail.Make)
		job := h.engine.Job(t, 0)
		job.Finish(0)
		job.End(processor.Summary{Found: 12, Made: 12, Wall: time.Second, Busy: time.Second, Workers: 8})
		h.untilState(model.Done)
		if h.win.Resize(fyne.NewSize(1280, 800)); !inSight() {
			t.Errorf("%q is not in sight when they are made", said)
		}
		h.CopyReport()
		if copied := h.app.Clipboard().Content(); !strings.Contains(copied, said) {
			t.Errorf("the outcome that is copied is %q", copied)
		}
	})
}

func TestDiskFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newWindow(t)
		job := h.running(3)
		job.End(processor.Summary{Found: 3, Err: &processor.PhotoError{Photo: job.Photo(0), Step: processor.StepSave, Reason: reason.Reason{Key: reason.DiskFull}, Err: errors.New("the disk is full")}})
		h.untilState(model.Done)
		if got := h.title(); got != "The disk is full" {
			t.Errorf("outcome is %q", got)
		}
		h.looks("disk-full.png")
	})
}

func TestTypedPath(t *testing.T) {
	h := newWindow(t)
	folder := t.TempDir()
	h.engine.Folders[folder] = 2
	h.rail.Folder.SetText(folder)
	h.rail.Folder.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.untilState(model.Ready)

	h.rail.Folder.SetText(filepath.Join(folder, "missing"))
	h.rail.Folder.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.until("a word about it", func() bool { return h.rail.FolderProblem() == "There is no such folder" })
	if h.Model().Photos() != 2 {
		t.Error("a path that is wrong took the photos away")
	}
}

func TestChooseByKey(t *testing.T) {
	h := newWindow(t)
	h.picker.folder = "/photos"
	h.engine.Folders["/photos"] = 2
	h.ctrl(fyne.KeyO)
	h.untilState(model.Ready)
	h.ctrl(fyne.KeyReturn)
	h.untilState(model.Running)
	h.ctrl(fyne.Key2)
	if h.Model().Order() != model.ByName {
		t.Error("Ctrl+2 did not order by name")
	}
	h.ctrl(fyne.Key1)
	if h.Model().Order() != model.ByFinished {
		t.Error("Ctrl+1 did not order as finished")
	}
}

func TestWrongSizeIsExplainedAndStopsMaking(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newWindow(t)
		h.ready("/photos", 2)
		number := h.rail.Parts()["sizeEntry"].(*control.Number)
		typed := func(s string) {
			h.win.Canvas().Focus(number)
			for _, r := range s {
				number.TypedRune(r)
			}
			h.key(fyne.KeyReturn)
		}
		typed("9000")
		if !h.rail.Wrong() || !h.rail.Make.Disabled() || h.Options().Size == 9000 {
			t.Errorf("wrong %v, button disabled %v, size %d", h.rail.Wrong(), h.rail.Make.Disabled(), h.Options().Size)
		}
		h.looks("wrong-size.png")
		h.key(fyne.KeyEscape)
		if h.rail.Wrong() || h.rail.Make.Disabled() || number.Figure() != "256" {
			t.Errorf("after Escape: wrong %v, button disabled %v, %q in the field", h.rail.Wrong(), h.rail.Make.Disabled(), number.Figure())
		}
		typed("320")
		if h.rail.Wrong() || h.rail.Make.Disabled() || h.Options().Size != 320 {
			t.Errorf("wrong %v, button disabled %v, size %d", h.rail.Wrong(), h.rail.Make.Disabled(), h.Options().Size)
		}
	})
}

func TestWorkersActOnTheRun(t *testing.T) {
	h := newWindow(t)
	job := h.running(3)
	slider := h.rail.Parts()["workers"].(fyne.Focusable)
	slider.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if !job.Heard("workers 7") {
		t.Errorf("the run was told %v", job.Told())
	}
	job.Send(processor.Workers{Target: 7, Running: 8})
	h.until("a worker that finishes", func() bool { return h.rail.WorkersLine() == "7 workers, 1 finishing" })
	job.Send(processor.Workers{Target: 1, Running: 2})
	h.until("one worker and one that finishes", func() bool { return h.rail.WorkersLine() == "1 worker, 1 finishing" })
	job.Send(processor.Workers{Target: 7, Running: 7})
	h.until("the rest", func() bool { return h.rail.WorkersLine() == "7 of 8 cores" })
}

func TestSamples(t *testing.T) {
	h := newWindow(t)
	folder := filepath.Join(h.cache, "Sample pictures")
	h.engine.Folders[folder] = 24
	drawn := make(chan struct{})
	h.engine.Samples = func(progress func(done, total int)) error {
		progress(3, 24)
		<-drawn
		return nil
	}
	h.OpenSamples()
	h.until("a first picture", func() bool { return h.welcome.Line() == "Drawing sample pictures, 3 of 24" })
	close(drawn)
	h.untilState(model.Ready)
	if got := h.Model().Sources(); len(got) != 1 || got[0] != folder {
		t.Errorf("opened %v, want %s", got, folder)
	}
}

func TestSamplesCanBeCancelled(t *testing.T) {
	h := newWindow(t)
	drawn := make(chan struct{})
	h.engine.Samples = func(func(done, total int)) error {
		<-drawn
		return nil
	}
	h.OpenSamples()
	h.key(fyne.KeyEscape)
	if _, _, on := h.Drawing(); on || h.welcome.Drawing() {
		t.Error("the samples are still being drawn")
	}
	close(drawn)
}

func TestATestFromOutsideFindsTheControls(t *testing.T) {
	h := newWindow(t)
	h.running(3)
	places := h.Places()
	for _, name := range []string{"folder", "choose", "subfolders", "size", "sizeEntry", "blur", "blurEntry", "workers", "workersEntry", "output", "make", "theme", "order", "orderFinished", "orderName", "grid", "pause", "stop", "cell:0", "cell:2"} {
		if r, ok := places[name]; !ok || r[2] <= 0 || r[3] <= 0 {
			t.Errorf("%s is at %v", name, r)
		}
	}
	for _, name := range []string{"samples", "retry", "openFolder", "resume", "cell:3"} {
		if r, ok := places[name]; ok {
			t.Errorf("%s is not in sight, but said to be at %v", name, r)
		}
	}
}

func TestATestFromOutsideIsToldTheFacts(t *testing.T) {
	h := newWindow(t)
	said := func() map[string]string {
		facts := map[string]string{}
		for _, f := range h.Facts() {
			facts[f.Name] = fmt.Sprint(f.Value)
		}
		return facts
	}
	h.ready("/photos", 3)
	h.SetSize(512)
	h.view(1)
	for name, want := range map[string]string{"state": "ready", "make": "Make 3 thumbnails", "size": "512", "shape": "Fit", "workers": "8", "view": "IMG_2001.jpg", "theme": "dark"} {
		if got := said()[name]; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	h.viewer.Leave()
	if got, held := said()["view"]; held {
		t.Errorf("%s is said to be open", got)
	}
}
