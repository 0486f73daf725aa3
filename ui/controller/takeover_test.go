package controller_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"thumbpool/ui/model"
)

// takes is a later start with sources, whose window answers after busy.
func (h *control) takes(busy time.Duration, sources ...string) {
	h.t.Helper()
	answered := make(chan bool, 1)
	go func() { answered <- h.TakeInTime(sources) }()
	synctest.Wait()
	<-time.After(busy)
	for {
		select {
		case f := <-h.posts:
			f()
		case took := <-answered:
			if !took {
				h.t.Errorf("the start with %q is not taken", sources)
			}
			return
		}
	}
}

func TestStartsWithinHalfASecondAreGathered(t *testing.T) {
	const ms = time.Millisecond
	type start struct {
		after, busy time.Duration // after the one before; while the UI thread is
		sources     []string
	}
	one := func(after time.Duration, sources ...string) start { return start{after, 0, sources} }
	tests := map[string]struct {
		own    []string // of the first start
		starts []start
		want   []string
	}{
		"five files":                     {[]string{"/1"}, []start{one(0, "/2"), one(90*ms, "/3"), one(0, "/4"), one(490*ms, "/5")}, []string{"/1", "/2", "/3", "/4", "/5"}},
		"a folder an hour later":         {[]string{"/1"}, []start{one(0, "/2"), one(time.Hour, "/3")}, []string{"/3"}},
		"a file a second later":          {[]string{"/1"}, []start{one(time.Second, "/2")}, []string{"/2"}},
		"five files into an open window": {nil, []start{one(time.Hour, "/a", "/1"), one(ms, "/2"), one(499*ms, "/3")}, []string{"/a", "/1", "/2", "/3"}},
		"one of them twice":              {[]string{"/1"}, []start{one(0, "/2"), one(0, "/1"), one(0, "/2", "/3")}, []string{"/1", "/2", "/3"}},
		"one that opens nothing between": {[]string{"/1"}, []start{one(100 * ms), one(100*ms, "/2")}, []string{"/1", "/2"}},
		"a window that is busy":          {[]string{"/1"}, []start{{100 * ms, time.Second, []string{"/2"}}, {10 * ms, time.Second, []string{"/3"}}}, []string{"/1", "/2", "/3"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newControl(t)
				h.OpenFirst(test.own)
				if got := h.Model().Sources(); !slices.Equal(got, test.own) {
					t.Errorf("at first open are %q", got) // at once
				}
				for _, s := range test.starts {
					<-time.After(s.after)
					h.takes(s.busy, s.sources...)
				}
				if got := h.Model().Sources(); !slices.Equal(got, test.want) {
					t.Errorf("open are %q, want %q", got, test.want)
				}
			})
		})
	}
}

// While a run is on, the question is about all of them.
func TestStartsDuringARunAreGatheredIntoOneQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newControl(t)
		h.running(3)
		<-time.After(time.Minute)
		for _, path := range []string{"/1", "/2", "/3"} {
			h.takes(0, path)
		}
		if !h.user.Asked() || h.Model().State() != model.Running {
			t.Fatalf("asked %v, state %v", h.user.Asked(), h.Model().State())
		}
		h.user.answer(1) // after this run
		h.engine.FinishAll()
		h.until("the photos", func() bool { return slices.Equal(h.Model().Sources(), []string{"/1", "/2", "/3"}) })
	})
}
