package observe

import (
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"time"
)

// watchdog measures how a UI thread keeps up: how long it is held up by the
// window's own functions, how evenly its turns come, and how many frames it
// paints.
//
//	loop of the driver ──► Turn ──► turns: time between them, processor time
//	posted functions,  ──► Time ──► tasks: time of each, the slowest by name
//	intents
//	each painted frame ──► Frame ─► frames of the last second
//
// All methods belong to the UI thread. The zero watchdog is ready to use.
type watchdog struct {
	tasks histogram // wall time of the window's own functions
	turns histogram // wall time from one turn of the driver's loop to the next
	busy  histogram // processor time of the UI thread in a turn, painting too

	slowest  task
	turned   time.Time
	turnedAt time.Duration // processor time of the thread then

	painted time.Time       // the last frame
	second  time.Time       // when the second began
	frames  []time.Duration // time before each frame of this second
}

// task is one function that ran.
type task struct {
	name      string
	wall, cpu time.Duration
}

// Run runs f and notes how long it took, under the name of the function.
func (w *watchdog) Run(f func()) {
	w.Time(runtime.FuncForPC(reflect.ValueOf(f).Pointer()).Name(), f)
}

// Time runs f and notes how long it took.
func (w *watchdog) Time(name string, f func()) {
	began, cpu := time.Now(), threadTime()
	f()
	t := task{name, time.Since(began), threadTime() - cpu}
	w.tasks.Add(t.wall)
	if t.wall > w.slowest.wall {
		w.slowest = t
	}
}

// Turn notes a turn of the driver's loop. Once a second it returns a line
// about the frames that were painted, otherwise nothing.
func (w *watchdog) Turn(now time.Time) (line string) {
	cpu := threadTime()
	if !w.turned.IsZero() {
		w.turns.Add(now.Sub(w.turned))
		w.busy.Add(cpu - w.turnedAt)
	}
	w.turned, w.turnedAt = now, cpu
	if now.Sub(w.second) < time.Second {
		return ""
	}
	line = w.framesLine(now)
	w.second, w.frames = now, w.frames[:0]
	return line
}

func (w *watchdog) framesLine(now time.Time) string {
	n := len(w.frames)
	if n == 0 || w.second.IsZero() {
		return ""
	}
	slices.Sort(w.frames)
	rate := float64(n) / now.Sub(w.second).Seconds()
	return fmt.Sprintf("frames %.1f p95 %s max %s", rate, ms(w.frames[n*95/100]), ms(w.frames[n-1]))
}

// Frame notes that a frame is about to be painted.
func (w *watchdog) Frame(now time.Time) {
	if !w.painted.IsZero() {
		w.frames = append(w.frames, now.Sub(w.painted))
	}
	w.painted = now
}

// Lines are what was measured from the start.
func (w *watchdog) Lines() []string {
	lines := []string{
		"ui-tasks " + w.tasks.String(),
		"ui-turns " + w.turns.String(),
		"ui-busy " + w.busy.String(),
	}
	if w.slowest.name != "" {
		lines = append(lines, fmt.Sprintf("ui-slowest %s ms, %s ms of processor time, %s", ms(w.slowest.wall), ms(w.slowest.cpu), w.slowest.name))
	}
	return lines
}

// ms writes milliseconds.
func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/float64(time.Millisecond)) }
