package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"thumbpool/processor"
)

// jsonEvent are the fields of an event that adding up needs.
type jsonEvent struct {
	Event    string  `json:"event"`
	Path     string  `json:"path"`
	Reason   string  `json:"reason"`
	Found    int     `json:"found"`
	Made     int     `json:"made"`
	Skipped  int     `json:"skipped"`
	Failed   int     `json:"failed"`
	Ours     int     `json:"passed_over"`
	Wall     float64 `json:"wall_ms"`
	Busy     float64 `json:"busy_ms"`
	Workers  int     `json:"workers"`
	Pixels   int64   `json:"pixels"`
	BytesIn  int64   `json:"bytes_in"`
	BytesOut int64   `json:"bytes_out"`
	Stopped  bool    `json:"stopped"`
	Error    string  `json:"error"`
}

// totals are the sums of several runs. They are taken to have run side by side:
// the time is that of the longest.
type totals struct {
	sum        processor.Summary
	failed     []jsonEvent
	unfinished []string // reports without an end
}

// addUp prints the sums of several runs and the failures of all.
func addUp(flags reportFlags, c console) int {
	var t totals
	for _, name := range flags.File {
		if err := t.read(name, c); err != nil {
			c.complain(err)
			return exitUsage
		}
	}
	if flags.JSON {
		line, err := processor.MarshalEvent(processor.Done{Summary: t.sum})
		if err == nil {
			_, err = fmt.Fprintf(c.out, "%s\n", line)
		}
		if err != nil {
			c.complain(err)
			return exitSome
		}
	} else {
		fmt.Fprintf(c.out, "%s: %s\n", count(len(flags.File), "run", "runs"), sumsOf(t.sum))
	}
	for _, f := range t.failed {
		fmt.Fprintf(c.err, "  %s: %s\n", printable(f.Path), printable(f.Reason))
	}
	for _, name := range t.unfinished {
		fmt.Fprintf(c.err, "  %s has no end: that run was cut off or is still going on\n", printable(name))
	}
	if t.sum.Failed > 0 || t.sum.Stopped || len(t.unfinished) > 0 {
		return exitSome
	}
	return exitAll
}

// read adds the report in a file.
func (t *totals) read(name string, c console) error {
	in := c.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	ended := false
	lines := bufio.NewReader(in)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return fmt.Errorf("%s: %w", name, err)
		}
		if len(line) > 0 {
			var ev jsonEvent
			if json.Unmarshal(line, &ev) != nil || ev.Event == "" {
				if err == io.EOF {
					break // the last line of a run that was cut off
				}
				return fmt.Errorf("%s: line %d is no event of a run with --json", name, n)
			}
			ended = t.add(ev) || ended
		}
		if err == io.EOF {
			break
		}
	}
	if !ended {
		t.unfinished = append(t.unfinished, name)
	}
	return nil
}

// add takes in an event and reports whether it is a run's last.
func (t *totals) add(ev jsonEvent) bool {
	switch ev.Event {
	case "failed":
		t.failed = append(t.failed, ev)
	case "done":
		s := &t.sum
		s.Found += ev.Found
		s.Made += ev.Made
		s.Skipped += ev.Skipped
		s.Failed += ev.Failed
		s.PassedOver += ev.Ours
		s.Wall = max(s.Wall, duration(ev.Wall))
		s.Busy += duration(ev.Busy)
		s.Workers += ev.Workers
		s.Pixels += ev.Pixels
		s.BytesIn += ev.BytesIn
		s.BytesOut += ev.BytesOut
		s.Stopped = s.Stopped || ev.Stopped
		return true
	}
	return false
}

func duration(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }
