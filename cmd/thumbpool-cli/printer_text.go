package main

import (
	"fmt"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/escape"
	"thumbpool/processor/reason"
)

// textPrinter shows a photo when the work on it ends, and a folder that is no
// longer there once for all of its photos.
type textPrinter struct {
	gone map[string]bool // folders that were named
}

func newTextPrinter() textPrinter { return textPrinter{map[string]bool{}} }

func (p textPrinter) line(ev processor.Event) (string, error) {
	switch ev := ev.(type) {
	case processor.Finished:
		remark := ""
		switch {
		case ev.Damaged != "":
			remark = "  damaged"
		case ev.Note.Key == reason.SmallPreview:
			remark = "  the raw file holds no larger picture"
		}
		return fmt.Sprintf("%s → %s  %d×%d  %s%s\n",
			escape.Line(ev.Photo.Path), escape.Line(ev.Output), ev.Width, ev.Height, milliseconds(ev.Times.Busy()), remark), nil
	case processor.Skipped:
		return fmt.Sprintf("%s → %s  up to date\n", escape.Line(ev.Photo.Path), escape.Line(ev.Output)), nil
	case processor.Failed:
		root := ev.Photo.Root
		switch {
		case ev.Kind() != reason.KindGone:
			return fmt.Sprintf("%s → failed: %s\n", escape.Line(ev.Photo.Path), escape.Line(ev.Why())), nil
		case !p.gone[root]:
			p.gone[root] = true
			return fmt.Sprintf("%s → failed: %s\n", escape.Line(root), folderGone), nil
		}
	}
	return "", nil
}

// folderGone is why all photos of a folder fail at once.
const folderGone = "the folder is no longer there"

// milliseconds shows how long something took, such as "9.4 ms" or "1240 ms".
func milliseconds(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	if ms < 9.95 {
		return fmt.Sprintf("%.1f ms", ms)
	}
	return fmt.Sprintf("%.0f ms", ms)
}
