package controller_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"thumbpool/ui/model"
)

// A path on a slow disk does not come back over what was chosen meanwhile.
func TestAPathThatIsFoundLateOpensNothing(t *testing.T) {
	h := newControl(t)
	h.OpenPath(t.TempDir())
	found := <-h.posts
	h.Open([]string{"/photos/Norway"})
	found()
	if got := h.Model().Sources(); len(got) != 1 || got[0] != "/photos/Norway" {
		t.Errorf("open is %q", got)
	}
}

func TestAWindowThatClosesTakesNothing(t *testing.T) {
	h := newControl(t)
	h.Shutdown()
	if h.TakeInTime([]string{"/photos/Norway"}) {
		t.Error("it took a folder")
	}
}

func TestAWindowThatHangsTakesNothingLater(t *testing.T) {
	h := newControl(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if h.Take(ctx, []string{"/photos/Norway"}) { // nothing runs what is posted
		t.Fatal("it took a folder")
	}
	for len(h.posts) > 0 {
		(<-h.posts)()
	}
	if h.Model().State() != model.Empty {
		t.Errorf("the folder was opened all the same: %v", h.Model().State())
	}
}

func TestALaterStartIsAnswered(t *testing.T) {
	h := newControl(t)
	h.engine.Folders["/photos/Norway"] = 2
	h.running(3)
	answered := make(chan bool, 1)
	take := func() { answered <- h.TakeInTime([]string{"/photos/Norway"}) }
	go take()
	h.until("a question", h.user.Asked)
	if !<-answered || h.Model().State() != model.Running {
		t.Errorf("state %v", h.Model().State())
	}
	h.user.answer(1) // after this run
	h.engine.FinishAll()
	h.until("the other folder", func() bool { return h.Folder() == "/photos/Norway" })
}

// Once all is over nothing is posted, whatever still goes on.
func TestNothingIsPostedWhenAllIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newControl(t)
		job := h.running(9)
		h.Shutdown()
		h.until("the end", func() bool { return h.over })
		for len(h.posts) > 0 {
			(<-h.posts)()
		}
		job.Finish(0, 1, 2)
		h.SavePreset("Mine")
		h.OpenPath(h.cache)
		h.About()
		go h.TakeInTime([]string{"/photos"})
		<-time.After(time.Minute)
		synctest.Wait()
		if n := len(h.posts); n != 0 {
			t.Errorf("%d functions were posted", n)
		}
	})
}

func TestSamplesAreDrawnAndOpened(t *testing.T) {
	h := newControl(t)
	drawn := make(chan struct{})
	h.engine.Samples = func(progress func(done, total int)) error {
		progress(3, 24)
		<-drawn
		return nil
	}
	h.OpenSamples()
	h.until("a first picture", func() bool { done, total, on := h.Drawing(); return done == 3 && total == 24 && on })
	close(drawn)
	h.untilState(model.NothingFound) // the engine has none
	if _, _, on := h.Drawing(); on || len(h.Model().Sources()) != 1 {
		t.Errorf("open are %q", h.Model().Sources())
	}
}

func TestSettingsAreRemembered(t *testing.T) {
	p := preferences{}
	h := newControlOf(t, p)
	h.ready("/photos/Iceland 2026", 5)
	h.SetSize(512)
	h.SetBlur(4.5)
	h.SetSubfolders(false)
	h.untilState(model.Ready)
	h.Reorder(model.ByName)
	h.Reorder(model.ByFailed) // it is about this folder
	h.Shutdown()

	again := newControlOf(t, p)
	o := again.Options()
	if o.Size != 512 || o.Blur != 4.5 || o.Subfolders || again.Model().Order() != model.ByName {
		t.Errorf("remembered %+v, order %v", o, again.Model().Order())
	}
	if r := again.Recent(); len(r) != 1 || r[0].Path != "/photos/Iceland 2026" || r[0].Photos != 5 {
		t.Errorf("recent folders are %+v", r)
	}
	if o.Workers != 8 {
		t.Errorf("%d workers, want all 8 cores", o.Workers)
	}
}
