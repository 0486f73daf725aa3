package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"thumbpool/cmd/thumbpool-cli/flags"
	"thumbpool/processor/escape"
	"thumbpool/processor/sample"
)

// writeSamples makes sample pictures and shows how far it is.
func writeSamples(ctx context.Context, f *flags.Samples, c console) int {
	options := sample.DefaultOptions()
	options.Count, options.Megapixels, options.Seed = f.Count, f.Megapixels, f.Seed
	if err := options.Validate(); err != nil {
		c.complain(err)
		return exitUsage
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	type outcome struct {
		paths []string
		err   error
	}
	progress := make(chan int)
	finished := make(chan outcome, 1)
	options.Progress = func(done, _ int) {
		select {
		case progress <- done:
		case <-ctx.Done():
		}
	}
	go func() {
		paths, err := sample.Write(ctx, f.Dir, options)
		finished <- outcome{paths, err}
	}()

	var meter *bar
	if isTerminal(c.err) {
		meter = newBar(c.err, "pictures")
		meter.total, meter.open = options.Count, false
	}
	redraw := time.NewTicker(redrawEvery)
	defer redraw.Stop()
	for {
		select {
		case done := <-progress:
			meter.count(done)
		case <-redraw.C:
			meter.draw()
		case <-c.signals:
			cancel()
		case all := <-finished:
			meter.clear()
			switch {
			case errors.Is(all.err, context.Canceled):
				return exitInterrupted
			case all.err != nil:
				c.complain(all.err)
				return exitUsage
			}
			fmt.Fprintf(c.out, "%s in %s\n", count(len(all.paths), "sample picture", "sample pictures"), escape.Line(f.Dir))
			return exitAll
		}
	}
}
