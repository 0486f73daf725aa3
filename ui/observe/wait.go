package observe

import (
	"fmt"
	"time"
)

// wait measures how long a user waits: from what they did to the end of the
// frame that shows what came of it. The zero wait waits for nothing.
//
//	Begin ──► Came ──► Painted (the frame begins) ──► Turn (it is on the screen)
type wait struct {
	what, detail string
	began        time.Time
	step         step
}

type step int

const (
	idle step = iota
	waiting
	came
	painted
)

// Begin begins to wait for what.
func (w *wait) Begin(what string, now time.Time) { *w = wait{what: what, began: now, step: waiting} }

// For says whether what is waited for, and has not come.
func (w *wait) For(what string) bool { return w.step == waiting && w.what == what }

// Came says that it came and will be in the next frame; detail goes to the line.
func (w *wait) Came(detail string) {
	if w.step == waiting {
		w.step, w.detail = came, detail
	}
}

// Painted says that a frame is about to be painted.
func (w *wait) Painted() {
	if w.step == came {
		w.step = painted
	}
}

// Turn is called in each turn of the driver's loop, which begins when the frame
// of the one before is on the screen. It returns a line at the end of the wait.
func (w *wait) Turn(now time.Time) (line string) {
	if w.step != painted {
		return ""
	}
	w.step = idle
	return fmt.Sprintf("%s %s ms%s", w.what, ms(now.Sub(w.began)), w.detail)
}
