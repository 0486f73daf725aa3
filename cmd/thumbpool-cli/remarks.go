package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/escape"
	"thumbpool/processor/scan"
)

// remarks are what is said when a job is over.
type remarks struct {
	scanned processor.Scanned
	failed  failures
	damaged []remark
}

// remark is what there is to say of a photo.
type remark struct {
	id   int // of the photo
	path string
	text string
}

func (r *remarks) add(ev processor.Event) {
	switch ev := ev.(type) {
	case processor.Scanned:
		r.scanned = ev
	case processor.Failed:
		r.failed.add(ev)
	case processor.Finished:
		if ev.Damaged != "" {
			r.damaged = append(r.damaged, remark{ev.Photo.ID, ev.Photo.Path, ev.Damaged})
		}
	}
}

// print lists the damaged and the failed photos on standard error, in the order
// of the scan, and the sums on standard output if they are asked for.
func (r *remarks) print(s processor.Summary, sums bool, c console) {
	if len(r.damaged) > 0 {
		slices.SortFunc(r.damaged, func(a, b remark) int { return cmp.Compare(a.id, b.id) })
		fmt.Fprintf(c.err, "%s damaged, and made from what could be read:\n", count(len(r.damaged), "photo is", "photos are"))
		for _, f := range r.damaged {
			fmt.Fprintf(c.err, "  %s: %s\n", escape.Line(f.path), escape.Line(f.text))
		}
	}
	if n := r.failed.photos; n > 0 {
		fmt.Fprintf(c.err, "%s failed:\n", count(n, "photo", "photos"))
		r.failed.print(c.err)
	}
	if sums && s.Found > 0 {
		fmt.Fprintln(c.out, sumsOf(s))
	}
}

// sumsOf is a job in one line.
func sumsOf(s processor.Summary) string {
	parts := []string{
		fmt.Sprintf("%s in %s", count(s.Made, "photo", "photos"), seconds(s.Wall)),
		fmt.Sprintf("%s/s", rate(s.PhotosPerSecond())),
		fmt.Sprintf("%.1f of %s busy", s.BusyWorkers(), count(s.Workers, "worker", "workers")),
		fmt.Sprintf("%d failed", s.Failed),
	}
	if s.Skipped > 0 {
		parts = append(parts, fmt.Sprintf("%d up to date", s.Skipped))
	}
	if left := s.Left(); left > 0 {
		parts = append(parts, fmt.Sprintf("%d not begun", left))
	} else if s.Stopped {
		parts = append(parts, "stopped before all were found")
	}
	if s.PassedOver > 0 {
		parts = append(parts, fmt.Sprintf("%d passed over: made by Thumbpool", s.PassedOver))
	}
	return strings.Join(parts, " · ")
}

// nothing says why there was no photo to work on.
func (r *remarks) nothing(sources []string, o processor.Options) error {
	where := "in the folders and files given"
	if len(sources) == 1 {
		where = fmt.Sprintf("in %q", scan.Redact(sources[0]))
	}
	text := "there are no photos " + where
	if r.scanned.Ours > 0 {
		text += fmt.Sprintf(", only %s of an earlier run", count(r.scanned.Ours, "thumbnail", "thumbnails"))
	}
	if !o.Subfolders {
		text += "; folders inside it are searched with --recursive"
	}
	return errors.New(text)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// seconds shows how long a job took, such as "0.41 s" or "3 min 12 s".
func seconds(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.2f s", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	d = d.Round(time.Second)
	if d < time.Hour {
		return fmt.Sprintf("%d min %d s", d/time.Minute, d%time.Minute/time.Second)
	}
	return fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
}

// rate shows photos per second with as many digits as mean something.
func rate(perSecond float64) string {
	if perSecond < 9.95 {
		return fmt.Sprintf("%.1f", perSecond)
	}
	return fmt.Sprintf("%.0f", perSecond)
}
