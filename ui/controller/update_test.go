package controller_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"thumbpool/processor"
	"thumbpool/ui/controller"
	"thumbpool/ui/update"
)

// looking is a controller whose user looks for an update, and what may answer.
func looking(t *testing.T) (h *control, answer func(version string, err error)) {
	t.Helper()
	asked := make(chan struct{})
	answers := make(chan func() (string, error), 1)
	h = newControlWith(t, func(c *controller.Config) {
		c.Latest = func(ctx context.Context) (string, error) {
			close(asked)
			select {
			case f := <-answers:
				return f()
			case <-ctx.Done():
				return "", ctx.Err()
			}
		}
	})
	h.About()
	h.until("About", h.user.Asked)
	select {
	case <-asked:
		t.Fatal("it looks unasked")
	default:
	}
	if first := h.user.up.Answers[0].Label.Key; first != "update.look" {
		t.Fatalf("About offers %q", first)
	}
	h.user.answer(0)
	<-asked
	if key := h.user.up.Body[0].Key; key != "update.looking" {
		t.Errorf("meanwhile it says %q", key)
	}
	return h, func(version string, err error) { answers <- func() (string, error) { return version, err } }
}

func TestLookingForAnUpdate(t *testing.T) {
	because := func(why update.Why) error { return &update.Error{Why: why, Err: errors.New("500 Broken")} }
	tests := map[string]struct {
		version string
		err     error
		says    string
	}{
		"a newer one":    {"99.1.0", nil, "update.newer"},
		"the newest":     {processor.Version, nil, "update.newest"},
		"an older one":   {"0.0.1", nil, "update.newest"},
		"no connection":  {"", because(update.Unreachable), "update.unreachable"},
		"no answer":      {"", because(update.Slow), "update.slow"},
		"no release yet": {"", because(update.NoRelease), "update.no-release"},
		"too many asked": {"", because(update.Limited), "update.limited"},
		"a broken one":   {"", because(update.Refused), "update.refused"},
		"nonsense":       {"", because(update.NotClear), "update.not-clear"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h, answer := looking(t)
			answer(test.version, test.err)
			h.until("what is known", func() bool { return h.user.up != nil && h.user.up.Body[0].Key != "update.looking" })
			q := h.user.up
			last := q.Body[len(q.Body)-1]
			if last.Key != test.says || test.err != nil && q.Body[0].Key != "update.unknown" {
				t.Errorf("it says %+v", q.Body)
			}
			h.user.answer(0)
			if want := map[bool]string{true: update.Page}[test.says == "update.newer"]; h.hands.page != want {
				t.Errorf("opened is %q, want %q", h.hands.page, want)
			}
		})
	}
}

// What the user has gone on to is not taken away.
func TestAnAnswerThatComesTooLate(t *testing.T) {
	tests := map[string]func(h *control){
		"taken back":        func(h *control) { h.user.Cancel() },
		"another question":  func(h *control) { h.user.Withdraw(); h.About() },
		"the window closes": func(h *control) { h.Shutdown() },
	}
	for name, do := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, answer := looking(t)
				settle := func() {
					synctest.Wait()
					for len(h.posts) > 0 {
						(<-h.posts)()
						synctest.Wait()
					}
				}
				do(h)
				settle()
				before := h.user.up
				answer("99.1.0", nil)
				settle()
				if h.user.up != before || h.hands.page != "" {
					t.Errorf("it says %+v", h.user.up)
				}
			})
		})
	}
}
