package main

import "thumbpool/processor"

// printer prints events on standard output. The first error is kept by its
// caller, who does not call it again.
type printer interface {
	print(ev processor.Event) error
}

// view is all that is shown of a job. It belongs to one goroutine.
type view struct {
	order   *byName // nil: as they come
	printer printer // nil: nothing
	bar     *bar    // nil: none
	report  report
	kept    *processor.Report // for a file; nil: none
	sums    bool              // print the sums at the end
	err     error             // standard output cannot be written
}

// newView chooses what to show. A bar is for a terminal, and takes the place
// of the lines where both would go to it.
func newView(flags thumbnailFlags, c console) *view {
	v := &view{sums: !flags.Quiet && !flags.JSON}
	if flags.Report != "" {
		v.kept = &processor.Report{}
	}
	if flags.Order == "name" {
		v.order = newByName()
	}
	outIsTerminal := isTerminal(c.out)
	mixed := flags.JSON && outIsTerminal // JSON and a bar on one terminal
	if isTerminal(c.err) && !flags.Quiet && !mixed {
		v.bar = newBar(c.err, "photos")
	}
	switch {
	case flags.JSON:
		v.printer = &jsonPrinter{c.out}
	case !flags.Quiet && (v.bar == nil || !outIsTerminal):
		v.printer = &textPrinter{c.out}
	}
	return v
}

// show takes in an event as it comes.
func (v *view) show(ev processor.Event) {
	v.report.add(ev)
	if v.kept != nil {
		v.kept.Add(ev)
	}
	v.bar.add(ev)
	if v.printer == nil || v.err != nil {
		return
	}
	due := []processor.Event{ev}
	if v.order != nil {
		due = v.order.add(ev)
	}
	for _, ev := range due {
		if v.err = v.printer.print(ev); v.err != nil {
			return
		}
	}
}
