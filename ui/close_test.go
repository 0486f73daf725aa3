package ui

import (
	"testing"
	"testing/synctest"
	"time"
)

// drain runs what is posted until nothing goes on any more; in a bubble of
// [synctest.Test].
func (h *window) drain() {
	for {
		synctest.Wait()
		select {
		case f := <-h.posts:
			f()
		default:
			return
		}
	}
}

// After the window is gone nothing comes to the UI thread, whatever still goes
// on: nobody would be there to look at it, and the driver would run it in
// whatever goroutine it comes from.
func TestNothingIsPostedAfterTheWindowIsGone(t *testing.T) {
	goesOn := map[string]func(h *window) (later func()){
		"a run": func(h *window) func() {
			job := h.running(9)
			return func() { job.Finish(0, 1, 2) }
		},
		"the scan": func(h *window) func() {
			h.engine.Folders["/photos"] = 3
			h.drop("/photos")
			return func() {}
		},
		"the samples": func(h *window) func() {
			drawn := make(chan bool)
			h.engine.Samples = func(progress func(done, total int)) error {
				<-drawn
				progress(1, 2)
				return nil
			}
			h.OpenSamples()
			return func() { close(drawn) }
		},
		"a setting": func(h *window) func() {
			h.SetSize(400)
			return func() {}
		},
		"a note": func(h *window) func() {
			h.shell.Note("done")
			return func() {}
		},
		"a tip": func(h *window) func() {
			h.shell.Tips().Over(h.rail.Make, true)
			return func() {}
		},
		"a second start": func(h *window) func() {
			return func() { go h.TakeInTime([]string{"/photos"}) }
		},
		"a preset that is saved": func(h *window) func() {
			return func() { h.SavePreset("Mine") }
		},
		"a path that is typed": func(h *window) func() {
			return func() { h.OpenPath(h.cache) }
		},
		"the report of a crash": func(h *window) func() {
			path := crashed(h.t, h)
			return func() { h.OfferCrashReport(path) }
		},
		"what program it is": func(h *window) func() { return h.About },
	}
	for what, begin := range goesOn {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newWindow(t)
				h.drain()
				later := begin(h)
				gone := false
				h.win.SetOnClosed(func() { gone = true })
				h.Shutdown()
				for !gone {
					select {
					case f := <-h.posts:
						f()
					case <-time.After(2 * time.Second):
						t.Fatal("the window does not close")
					}
				}
				for len(h.posts) > 0 { // on their way when it went
					(<-h.posts)()
				}
				later()
				<-time.After(time.Minute)
				synctest.Wait()
				if n := len(h.posts); n != 0 {
					t.Errorf("%d functions were posted", n)
				}
			})
		})
	}
}

// A window closes within a second, whatever hangs.
func TestClosingDoesNotWaitForWhatHangs(t *testing.T) {
	hangs := map[string]func(h *window) (release func()){
		"a run": func(h *window) func() {
			h.running(3)
			return func() {}
		},
		"a photo beside the settings": func(h *window) func() {
			h.engine.Hang = make(chan struct{})
			h.ready("/photos", 1)
			return func() { close(h.engine.Hang) }
		},
	}
	for what, begin := range hangs {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newWindow(t)
				release := begin(h)
				h.drain()
				began := time.Now()
				gone := false
				h.win.SetOnClosed(func() { gone = true })
				h.Shutdown()
				for !gone && time.Since(began) < time.Minute {
					h.drain()
					<-time.After(10 * time.Millisecond)
				}
				if took := time.Since(began); took > time.Second+20*time.Millisecond {
					t.Errorf("it took %v", took)
				}
				release()
			})
		})
	}
}
