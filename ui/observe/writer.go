package observe

import (
	"encoding/json"
	"io"
	"os"
	"strings"

	"thumbpool/processor/place"
)

// writer writes what is observed in a goroutine of its own.
type writer struct {
	geometry string // file of the places; may be empty
	reports  chan report
	written  chan struct{} // closed when all is written
}

// report is what is written next: the places first, then the lines, so that
// who waits for a line finds the places that go with it.
type report struct {
	places map[string][4]int // nil when they are the same
	lines  []string
}

func newWriter(geometry, log string) (*writer, error) {
	w := &writer{geometry: geometry, reports: make(chan report, 1024), written: make(chan struct{})}
	var out *os.File
	if log != "" {
		var err error
		if out, err = place.Open(log, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600); err != nil {
			return nil, err
		}
	}
	go w.write(out)
	return w, nil
}

func (w *writer) wantsPlaces() bool { return w.geometry != "" }

func (w *writer) put(r report) {
	if r.places != nil || len(r.lines) > 0 {
		w.reports <- r
	}
}

// close writes the last lines and returns when all is written.
func (w *writer) close(lines []string) {
	w.put(report{lines: lines})
	close(w.reports)
	<-w.written
}

func (w *writer) write(log *os.File) {
	defer close(w.written)
	for r := range w.reports {
		if r.places != nil {
			w.writePlaces(r.places)
		}
		if log != nil && len(r.lines) > 0 {
			_, _ = log.WriteString(strings.Join(r.lines, "\n") + "\n")
		}
	}
	if log != nil {
		_ = log.Close()
	}
}

// writePlaces replaces the file in one step.
func (w *writer) writePlaces(places map[string][4]int) {
	text, err := json.Marshal(places)
	if err != nil {
		return
	}
	_ = place.Write(w.geometry, place.File, 0o600, func(out io.Writer) error { // who waits for it says so
		_, err := out.Write(text)
		return err
	})
}
