package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"time"

	"thumbpool/cmd/thumbpool-cli/flags"
	"thumbpool/processor"
	"thumbpool/processor/escape"
	"thumbpool/processor/reason"
	"thumbpool/processor/report"
)

// jsonEvent are the fields of an event that adding up needs.
type jsonEvent struct {
	Event    string      `json:"event"`
	Path     string      `json:"path"`
	Kind     reason.Kind `json:"kind"`
	Reason   string      `json:"reason"`
	Folder   string      `json:"folder"`
	Found    int64       `json:"found"`
	Made     int64       `json:"made"`
	Skipped  int64       `json:"skipped"`
	Failed   int64       `json:"failed"`
	Ours     int64       `json:"passed_over"`
	Wall     float64     `json:"wall_ms"`
	Busy     float64     `json:"busy_ms"`
	Workers  int64       `json:"workers"`
	Pixels   int64       `json:"pixels"`
	BytesIn  int64       `json:"bytes_in"`
	BytesOut int64       `json:"bytes_out"`
	Stopped  bool        `json:"stopped"`
}

// totals are the sums of several runs. They are taken to have run side by side:
// the time is that of the longest.
type totals struct {
	runs       int
	sum        processor.Summary
	failed     failures
	unfinished []string // reports without an end
}

// addUp prints the sums of several runs and the failures of all.
func addUp(f *flags.Report, c console) int {
	var t totals
	for _, name := range f.File {
		if err := t.readFile(name, c); err != nil {
			c.complain(err)
			return exitUsage
		}
	}
	if f.JSON {
		line, err := report.MarshalEvent(processor.Done{Summary: t.sum})
		if err == nil {
			_, err = fmt.Fprintf(c.out, "%s\n", line)
		}
		if err != nil {
			c.complain(err)
			return exitSome
		}
	} else {
		fmt.Fprintf(c.out, "%s: %s\n", count(t.runs, "run", "runs"), sumsOf(t.sum))
	}
	t.failed.print(c.err)
	for _, name := range t.unfinished {
		fmt.Fprintf(c.err, "  %s has no end: that run was cut off or is still going on\n", escape.Line(name))
	}
	if t.sum.Failed > 0 || t.sum.Stopped || len(t.unfinished) > 0 {
		return exitSome
	}
	return exitAll
}

// readFile adds the report in a file; "-" is standard input.
func (t *totals) readFile(name string, c console) error {
	in := c.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	ended, err := t.read(in)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if !ended {
		t.runs++
		t.unfinished = append(t.unfinished, name)
	}
	return nil
}

// maxLine is the longest line of a report in bytes. That of an event has some
// hundred; that of a fault of a worker process some ten thousand.
const maxLine = 1 << 20

// read adds a report, and says whether it has an end: a last event of a run
// that nothing follows. The error says which line is wrong.
func (t *totals) read(in io.Reader) (ended bool, err error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	lines.Split(wholeLines)
	n := 0
	for lines.Scan() {
		n++
		line := lines.Bytes()
		var ev jsonEvent
		if json.Unmarshal(line, &ev) != nil || ev.Event == "" {
			if line[len(line)-1] != '\n' {
				return false, nil // the last line of a run that was cut off
			}
			return false, fmt.Errorf("line %d is no event of a run with --json", n)
		}
		if ended, err = t.add(ev); err != nil {
			return false, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return false, fmt.Errorf("line %d is longer than %d bytes: it is no event of a run with --json", n+1, maxLine)
	}
	return ended, lines.Err()
}

// wholeLines splits as [bufio.ScanLines] does, and leaves the line end on.
func wholeLines(data []byte, atEOF bool) (int, []byte, error) {
	n, line, err := bufio.ScanLines(data, atEOF)
	if line != nil {
		line = data[:n]
	}
	return n, line, err
}

// add takes in an event and reports whether it is a run's last.
func (t *totals) add(ev jsonEvent) (last bool, err error) {
	switch ev.Event {
	case "failed":
		if id := t.failed.photos; ev.Kind == reason.KindGone && ev.Folder != "" {
			t.failed.addGone(id, ev.Folder)
		} else {
			t.failed.addPhoto(id, ev.Path, ev.Reason, "")
		}
	case "done":
		t.runs++
		return true, t.addSums(ev)
	}
	return false, nil
}

// addSums adds what a run sums up to, if that can be.
func (t *totals) addSums(ev jsonEvent) error {
	wall, err := duration("wall_ms", ev.Wall)
	if err != nil {
		return err
	}
	busy, err := duration("busy_ms", ev.Busy)
	if err != nil {
		return err
	}
	s := &t.sum
	s.Wall = max(s.Wall, wall)
	s.Stopped = s.Stopped || ev.Stopped
	err = cmp.Or(
		increase("found", &s.Found, ev.Found),
		increase("made", &s.Made, ev.Made),
		increase("skipped", &s.Skipped, ev.Skipped),
		increase("failed", &s.Failed, ev.Failed),
		increase("passed_over", &s.PassedOver, ev.Ours),
		increase("workers", &s.Workers, ev.Workers),
		increase("pixels", &s.Pixels, ev.Pixels),
		increase("bytes_in", &s.BytesIn, ev.BytesIn),
		increase("bytes_out", &s.BytesOut, ev.BytesOut),
		increase("busy_ms", &s.Busy, int64(busy)),
	)
	if err == nil && (ev.Made > ev.Found || ev.Skipped > ev.Found-ev.Made || ev.Failed > ev.Found-ev.Made-ev.Skipped) {
		err = errors.New("more photos had their turn than were found")
	}
	return err
}

// increase adds n, which a report calls by a name, to a sum.
func increase[T ~int | ~int64](name string, sum *T, n int64) error {
	next := *sum + T(n)
	if int64(T(n)) != n || next < *sum { // less than none, or more than a sum can be
		return fmt.Errorf("%s cannot be %d", name, n)
	}
	*sum = next
	return nil
}

// duration is a number of milliseconds that a report calls by a name.
func duration(name string, ms float64) (time.Duration, error) {
	d := ms * float64(time.Millisecond)
	if d < 0 || d >= math.MaxInt64 {
		return 0, fmt.Errorf("%s cannot be %g", name, ms)
	}
	return time.Duration(d), nil
}
