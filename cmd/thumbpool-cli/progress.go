package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dustin/go-humanize"
	"golang.org/x/term"

	"thumbpool/processor"
	"thumbpool/processor/report"
)

// redrawEvery is how often a bar is drawn again.
const redrawEvery = 100 * time.Millisecond

// bar shows on one line of a terminal how far a job is. It belongs to one
// goroutine; a nil bar shows nothing.
type bar struct {
	out     io.Writer
	what    string // what is counted, such as "photos"
	columns func() int
	began   time.Time

	done, total int
	open        bool // the total still grows
	web         report.Transfers
	drawn       int // columns that the bar takes up on the screen
}

func newBar(terminal io.Writer, what string) *bar {
	return &bar{
		out:     terminal,
		what:    what,
		columns: func() int { return columnsOf(terminal) },
		began:   time.Now(),
		open:    true,
	}
}

// add counts what an event reports, and takes the bar off the screen after the
// last one.
func (b *bar) add(ev processor.Event) {
	if b == nil {
		return
	}
	b.web.Add(ev)
	switch ev.(type) {
	case processor.Found:
		b.total++
	case processor.Scanned:
		b.open = false
	case processor.Finished, processor.Skipped, processor.Failed:
		b.done++
	case processor.Done:
		b.clear()
	}
}

// count sets how many are done.
func (b *bar) count(done int) {
	if b != nil {
		b.done = done
	}
}

// draw shows the bar as it is now. It leaves the last column free: a terminal
// goes to the next line when that one is written to.
func (b *bar) draw() {
	if b == nil {
		return
	}
	line := b.line(time.Since(b.began), b.columns()-1)
	width := utf8.RuneCountInString(line)
	fmt.Fprint(b.out, "\r", line, strings.Repeat(" ", max(0, b.drawn-width)))
	b.drawn = width
}

// clear takes the bar off the screen.
func (b *bar) clear() {
	if b == nil || b.drawn == 0 {
		return
	}
	fmt.Fprint(b.out, "\r", strings.Repeat(" ", b.drawn), "\r")
	b.drawn = 0
}

// widest is the most columns that the drawing itself takes.
const widest = 40

// line is the bar after a time, within so many columns: a drawing, the count,
// the rate and the time left, without the drawing if there is no room for it.
func (b *bar) line(elapsed time.Duration, columns int) string {
	text := fmt.Sprintf("%d of %d %s", b.done, b.total, b.what)
	if b.open {
		text += " so far"
	}
	if perSecond := float64(b.done) / elapsed.Seconds(); b.done > 0 {
		text += fmt.Sprintf(" · %s/s", rate(perSecond))
		if !b.open && b.done < b.total {
			left := time.Duration(float64(b.total-b.done) / perSecond * float64(time.Second))
			text += " · " + roughly(left) + " left"
		}
	}
	if b.web.Files > 0 {
		text += fmt.Sprintf(" · %d of %d downloaded, %s", b.web.Done, b.web.Files, humanize.Bytes(uint64(b.web.Bytes)))
	}
	length := min(widest, columns-utf8.RuneCountInString(text)-1)
	if length >= 10 {
		filled := 0
		if b.total > 0 {
			filled = length * b.done / b.total
		}
		text = strings.Repeat("█", filled) + strings.Repeat("░", length-filled) + " " + text
	}
	if runes := []rune(text); len(runes) > columns {
		text = string(runes[:max(0, columns)])
	}
	return text
}

// roughly shows a time that is guessed at: whole seconds, then minutes.
func roughly(d time.Duration) string {
	switch {
	case d < 90*time.Second:
		return fmt.Sprintf("%d s", max(1, d.Round(time.Second)/time.Second))
	case d < 90*time.Minute:
		return fmt.Sprintf("%d min", d.Round(time.Minute)/time.Minute)
	}
	return fmt.Sprintf("%d h", d.Round(time.Hour)/time.Hour)
}

// isTerminal says whether w is a terminal that a bar can be drawn on.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb"
}

// columnsOf is the width of a terminal, as it is now.
func columnsOf(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
			return columns
		}
	}
	return 80
}
