package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"thumbpool/cmd/thumbpool-cli/flags"
	"thumbpool/processor"
	"thumbpool/processor/escape"
	"thumbpool/processor/report"
)

// addUp prints the sums of several runs and the failures of all.
func addUp(f *flags.Report, c console) int {
	t := newTotals()
	read := make(chan error, 1)
	go func() { read <- readFiles(t, f.File, c) }()
	select {
	case err := <-read:
		if err != nil {
			c.complain(err)
			return exitUsage
		}
	case <-c.signals: // standard input may have no end
		return exitInterrupted
	}
	all := t.add()
	sum := all.sum
	if f.JSON {
		line, err := report.MarshalEvent(processor.Done{Summary: sum})
		if err == nil {
			_, err = fmt.Fprintf(c.out, "%s\n", line)
		}
		if err != nil {
			c.complain(err)
			return exitSome
		}
	} else {
		fmt.Fprintf(c.out, "%s: %s · %s of work\n", count(len(t.runs), "run", "runs"), sumsOf(sum), seconds(sum.Busy))
	}
	all.failed.print(c.err)
	for _, r := range all.unfinished {
		what := "has no end: that run was cut off or is still going on"
		if r.ended {
			what = "has photos that had no turn: that run was stopped"
		}
		if all.isMadeUp(r) {
			what += "; other runs have made up for it"
		}
		fmt.Fprintf(c.err, "  %s %s\n", escape.Line(r.name), what)
	}
	for _, parts := range all.missing {
		fmt.Fprintf(c.err, "  there is no report of part %s\n", parts)
	}
	if all.undated > 0 && len(t.runs) > 1 {
		fmt.Fprintf(c.err, "  no start time of %s is known, as earlier versions did not say it: taken to have run beside all others\n", count(all.undated, "run", "runs"))
	}
	if sum.Failed > 0 || sum.Stopped || len(all.missing) > 0 {
		return exitSome
	}
	return exitAll
}

// readFiles adds the reports in files, one after the other.
func readFiles(t *totals, names []string, c console) error {
	for _, name := range names {
		if err := readFile(t, name, c); err != nil {
			return err
		}
	}
	return nil
}

// readFile adds the report in a file; "-" is standard input.
func readFile(t *totals, name string, c console) error {
	in := c.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	t.open(name)
	if err := read(t, in); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	t.close()
	return nil
}

// maxLine is the longest line of a report in bytes. That of an event has some
// hundred; that of a fault of a worker process some ten thousand.
const maxLine = 1 << 20

// beginning is how the first event of a run begins, in any text only there.
var beginning = []byte(`{"event":"began",`)

// read adds a report. The last line of a run that was killed may be a part of
// one, and the next run goes on behind it if it was told to append. The error
// says which line is wrong.
func read(t *totals, in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	lines.Split(wholeLines)
	n := 0
	for lines.Scan() {
		n++
		line := lines.Bytes()
		ev, ok := eventOf(line)
		if at := bytes.LastIndex(line, beginning); !ok && at > 0 {
			ev, ok = eventOf(line[at:])
		}
		switch {
		case !ok && line[len(line)-1] != '\n':
			return nil // cut off
		case !ok:
			return fmt.Errorf("line %d is no event of a run with --json", n)
		}
		if err := t.take(ev); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("line %d is longer than %d bytes: it is no event of a run with --json", n+1, maxLine)
	}
	return lines.Err()
}

func eventOf(line []byte) (ev jsonEvent, ok bool) {
	return ev, json.Unmarshal(line, &ev) == nil && ev.Event != ""
}

// wholeLines splits as [bufio.ScanLines] does, and leaves the line end on.
func wholeLines(data []byte, atEOF bool) (int, []byte, error) {
	n, line, err := bufio.ScanLines(data, atEOF)
	if line != nil {
		line = data[:n]
	}
	return n, line, err
}

// listed joins the numbers of parts, such as "3, 5 and 7 of 8".
func listed(numbers []string, of int) string {
	last := len(numbers) - 1
	text := numbers[last]
	if last > 0 {
		text = strings.Join(numbers[:last], ", ") + " and " + text
	}
	return fmt.Sprintf("%s of %d", text, of)
}
