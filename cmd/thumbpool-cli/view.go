package main

import (
	"fmt"
	"io"

	"thumbpool/cmd/thumbpool-cli/flags"
	"thumbpool/processor"
	"thumbpool/processor/report"
)

// printer makes the line that shows an event on standard output, with its end;
// it is empty for events that are not shown.
type printer interface {
	line(ev processor.Event) (string, error)
}

// view is all that is shown of a job. It belongs to one goroutine.
type view struct {
	out     io.Writer
	order   *byName // nil: as they come
	printer printer // nil: nothing
	bar     *bar    // nil: none
	remarks remarks
	kept    *report.Report // for a file; nil: none
	sums    bool           // print the sums at the end
	err     error          // standard output cannot be written
}

// newView chooses what to show. A bar is for a terminal, and takes the place
// of the lines where both would go to it.
func newView(f *flags.Thumbnails, c console) *view {
	v := &view{out: c.out, sums: !f.Quiet && !f.JSON}
	if f.Report != "" {
		v.kept = &report.Report{}
	}
	if f.Order == "name" {
		v.order = newByName()
	}
	outIsTerminal := isTerminal(c.out)
	mixed := f.JSON && outIsTerminal // JSON and a bar on one terminal
	if isTerminal(c.err) && !f.Quiet && !mixed {
		v.bar = newBar(c.err, "photos")
	}
	switch {
	case f.JSON:
		v.printer = jsonPrinter{}
	case !f.Quiet && (v.bar == nil || !outIsTerminal):
		v.printer = newTextPrinter()
	}
	return v
}

// show takes in an event as it comes.
func (v *view) show(ev processor.Event) {
	v.remarks.add(ev)
	if v.kept != nil {
		v.kept.Add(ev)
	}
	v.bar.add(ev)
	if v.printer == nil || v.err != nil {
		return
	}
	line, err := v.printer.line(ev)
	if v.err = err; err != nil {
		return
	}
	if v.order != nil {
		line = v.order.add(ev, line)
	}
	if line != "" {
		_, v.err = fmt.Fprint(v.out, line)
	}
}
