package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"thumbpool/cmd/thumbpool-cli/flags"
	"thumbpool/processor"
	"thumbpool/processor/escape"
	"thumbpool/processor/filename"
	"thumbpool/processor/scan"
)

// Exit codes.
const (
	exitAll         = 0   // every thumbnail was made
	exitSome        = 1   // some photos failed, or not all had their turn
	exitUsage       = 2   // wrong use, or nothing could start
	exitInterrupted = 130 // as a shell reports a program that Ctrl-C ended
)

// console is what the program reads from and writes to.
type console struct {
	in       io.Reader
	out, err io.Writer
	signals  <-chan os.Signal
}

// complain says what went wrong, in one line.
func (c console) complain(err error) {
	var reasons []string
	for _, reason := range unjoin(err) {
		reasons = append(reasons, escape.Line(reason.Error()))
	}
	fmt.Fprintf(c.err, "thumbpool-cli: %s\n", strings.Join(reasons, "; "))
}

// run is the program: it does what args say and returns the exit code.
func run(ctx context.Context, args []string, c console) int {
	work, rest := "", args
	if len(args) > 0 {
		work, rest = args[0], args[1:]
	}
	switch work {
	case "samples":
		return command(rest, c, &flags.Samples{}, func(f *flags.Samples) int { return writeSamples(ctx, f, c) })
	case "compare":
		return command(rest, c, flags.NewCompare(), func(f *flags.Compare) int { return compareSettings(ctx, f, c) })
	case "report":
		return command(rest, c, &flags.Report{}, func(f *flags.Report) int { return addUp(f, c) })
	}
	return command(args, c, flags.NewThumbnails(), func(f *flags.Thumbnails) int { return makeThumbnails(ctx, f, c) })
}

// command reads the flags of one kind of work over what they begin with, and
// does it.
func command[Flags flags.Command](args []string, c console, f Flags, work func(Flags) int) int {
	status, done, err := flags.Parse(f, args, c.out)
	switch {
	case err != nil:
		c.complain(err)
		return exitUsage
	case done:
		return status
	}
	return work(f)
}

// makeThumbnails runs a job and prints it.
func makeThumbnails(ctx context.Context, f *flags.Thumbnails, c console) int {
	options, err := f.Options()
	if err != nil {
		c.complain(err)
		return exitUsage
	}
	sources, err := readSources(f.Source, c)
	if errors.Is(err, errInterrupted) {
		return exitInterrupted
	}
	if err == nil {
		err = checkSources(sources)
	}
	file := newFile{f.Report, "report"}
	if err == nil {
		err = file.check()
	}
	if err != nil {
		c.complain(err)
		return exitUsage
	}
	job, err := processor.Start(ctx, sources, options)
	if err != nil {
		c.complain(err)
		return exitUsage
	}

	view := newView(f, c)
	interrupted := watch(job, view, c)
	summary := job.Wait()
	if view.err != nil {
		c.complain(fmt.Errorf("the output cannot be written: %w", view.err))
	} else {
		view.remarks.print(summary, view.sums, c)
	}
	var unkept error
	if view.kept != nil {
		unkept = writeReport(file, view.kept)
	}
	for _, err := range []error{unkept, summary.Err} {
		if err != nil {
			c.complain(err)
		}
	}
	if summary.Found == 0 && view.remarks.scanned.Elsewhere > 0 {
		fmt.Fprintf(c.err, "Part %v has no photos, others have %d.\n", options.Shard, view.remarks.scanned.Elsewhere)
	}
	switch {
	case view.err != nil || unkept != nil:
		return exitSome
	case interrupted && summary.Stopped:
		return exitInterrupted
	case summary.Err != nil && summary.Made == 0:
		return exitUsage
	case summary.Found == 0 && view.remarks.scanned.Elsewhere == 0:
		c.complain(view.remarks.nothing(sources, options))
		return exitUsage
	case summary.Stopped || summary.Err != nil:
		return exitSome
	case summary.Failed > 0 && !f.ExitZero:
		return exitSome
	}
	return exitAll
}

// watch hands the job's events to the view until the job is over, and says
// whether a signal came.
func watch(job *processor.Job, view *view, c console) (interrupted bool) {
	redraw := time.NewTicker(redrawEvery)
	defer redraw.Stop()
	for {
		select {
		case ev, ok := <-job.Events():
			if !ok {
				return interrupted
			}
			if notice := noticeOf(ev, view.sums); notice != "" {
				view.bar.clear()
				fmt.Fprintln(c.err, notice)
			}
			if view.show(ev); view.err != nil {
				job.Stop()
			}
		case <-redraw.C:
			view.bar.draw()
		case <-c.signals:
			if interrupted {
				job.Stop()
				continue
			}
			interrupted = true
			view.bar.clear()
			fmt.Fprintln(c.err, "Finishing the photos in hand. Interrupt again to stop at once.")
			job.Drain()
		}
	}
}

// noticeOf is what is said at once beside the photos; empty for nothing. That some
// will fail is told where sums are wanted: others see them fail.
func noticeOf(ev processor.Event, sums bool) string {
	switch ev := ev.(type) {
	case processor.Waiting:
		return fmt.Sprintf("Waiting: %s is writing to %s.", escape.Line(ev.By), escape.Line(ev.Output))
	case processor.Scanned:
		if sums && ev.Unsupported > 0 {
			return fmt.Sprintf("%s, %d not supported.", count(ev.Photos, "photo", "photos"), ev.Unsupported)
		}
	}
	return ""
}

// checkSources says which sources are not there if all of them are not.
// Otherwise the missing ones fail like photos and the others are made.
func checkSources(sources []string) error {
	var missing []string
	for _, source := range sources {
		if scan.IsURL(source) {
			continue
		}
		if _, err := os.Stat(filename.Literal(source)); errors.Is(err, fs.ErrNotExist) {
			missing = append(missing, fmt.Sprintf("%q", scan.Redact(source)))
		}
	}
	if len(missing) < len(sources) {
		return nil
	}
	if len(missing) > 3 {
		missing = append(slices.Clip(missing[:3]), "…")
	}
	return fmt.Errorf("there is no file or folder %s", strings.Join(missing, ", "))
}

// unjoin takes apart what errors.Join put together.
func unjoin(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}
