package model

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"thumbpool/processor"
)

// Text is something to say: the key of a translation and what goes into it.
// The zero Text says nothing.
type Text struct {
	Key    string
	Args   map[string]any
	Count  int // chooses the plural form when Plural is set
	Plural bool
}

// Say returns the text with the given key; pairs are names and values that go
// into it.
func Say(key string, pairs ...any) Text {
	t := Text{Key: key}
	if len(pairs) > 0 {
		t.Args = make(map[string]any, len(pairs)/2)
		for i := 0; i+1 < len(pairs); i += 2 {
			t.Args[pairs[i].(string)] = pairs[i+1]
		}
	}
	return t
}

// Count returns the text with the given key in the form that fits n. The text
// may use N, the number with its separators.
func Count(key string, n int, pairs ...any) Text {
	t := Say(key, append([]any{"N", number(n)}, pairs...)...)
	t.Count, t.Plural = n, true
	return t
}

// None says whether there is nothing to say.
func (t Text) None() bool { return t.Key == "" }

func number(n int) string { return humanize.Comma(int64(n)) }

// perSecond writes a rate with as many digits as mean something.
func perSecond(r float64) string {
	if r < 9.95 {
		return fmt.Sprintf("%.1f", r)
	}
	return number(int(math.Round(r)))
}

// Took writes how long something took: "2.9 s", "1 min 12 s", "1 h 5 min".
func Took(d time.Duration) string {
	if d < 50*time.Millisecond {
		return "<0.1 s"
	}
	if d < 10*time.Second {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return span(d.Round(time.Second))
}

// remaining writes how long something will take, no more exactly than is known.
func remaining(d time.Duration) string {
	switch {
	case d > 10*time.Minute:
		d = d.Round(time.Minute)
	case d > time.Minute:
		d = d.Round(10 * time.Second)
	default:
		d = time.Duration(math.Ceil(d.Seconds())) * time.Second
	}
	return span(max(d, time.Second))
}

func span(d time.Duration) string {
	h, m, s := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	var parts []string
	for _, p := range []struct {
		n    int
		unit string
	}{{h, "h"}, {m, "min"}, {s, "s"}} {
		if p.n > 0 && len(parts) < 2 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.unit))
		}
	}
	if len(parts) == 0 {
		return "0 s"
	}
	return strings.Join(parts, " ")
}

// Bytes writes a length: "1.9 GB".
func Bytes(n int64) string { return humanize.Bytes(uint64(max(n, 0))) }

// KindText names a kind of failure.
func KindText(k processor.ErrorKind) Text {
	return Say("kind." + strings.ReplaceAll(string(k), " ", "-"))
}

// Day says when something was, as people do: today, yesterday, Tuesday, last
// month, 2024.
func Day(then, now time.Time) Text {
	days := int(midnight(now).Sub(midnight(then)).Hours()/24 + 0.5)
	months := (now.Year()-then.Year())*12 + int(now.Month()-then.Month())
	switch {
	case days <= 0:
		return Say("day.today")
	case days == 1:
		return Say("day.yesterday")
	case days < 7:
		return Say("day." + strings.ToLower(then.Weekday().String()))
	case months == 0:
		return Say("day.thisMonth")
	case months == 1:
		return Say("day.lastMonth")
	case now.Year() == then.Year():
		return Say("day." + strings.ToLower(then.Month().String()))
	}
	return Say("day.year", "Year", then.Year())
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// Shorten writes a path with ~ for the home folder.
func Shorten(path, home string) string {
	if home == "" || home == "/" {
		return path
	}
	if path == home {
		return "~"
	}
	if rest, ok := strings.CutPrefix(path, home); ok && (rest[0] == '/' || rest[0] == '\\') {
		return "~" + rest
	}
	return path
}
