package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"thumbpool/processor"
)

// textPrinter writes a line for each photo when the work on it ends.
type textPrinter struct{ out io.Writer }

func (p *textPrinter) print(ev processor.Event) error {
	var line string
	switch ev := ev.(type) {
	case processor.Finished:
		line = fmt.Sprintf("%s → %s  %d×%d  %s",
			printable(ev.Photo.Path), printable(ev.Output), ev.Width, ev.Height, milliseconds(ev.Times.Busy()))
		if ev.Damaged != "" {
			line += "  damaged"
		}
	case processor.Skipped:
		line = fmt.Sprintf("%s → %s  up to date", printable(ev.Photo.Path), printable(ev.Output))
	case processor.Failed:
		line = fmt.Sprintf("%s → failed: %s", printable(ev.Photo.Path), printable(ev.Reason()))
	default:
		return nil
	}
	_, err := fmt.Fprintln(p.out, line)
	return err
}

// milliseconds shows how long something took, such as "9.4 ms" or "1240 ms".
func milliseconds(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	if ms < 9.95 {
		return fmt.Sprintf("%.1f ms", ms)
	}
	return fmt.Sprintf("%.0f ms", ms)
}

// printable returns s with everything that could confuse a terminal written as
// an escape, as in Go: control characters, direction marks, and bytes that are
// no UTF-8. File names may hold any of them.
func printable(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case strconv.IsPrint(r):
			b.WriteRune(r)
		default:
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
		s = s[n:]
	}
	return b.String()
}
