package model

import (
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"

	"thumbpool/processor/reason"
	"thumbpool/processor/scan"
)

// Text is something to say: the key of a translation and what goes into it,
// which is a string to be taken as it is, an int or a [Decimal] to be written
// as the user's language does, or a Text of its own. The zero Text says nothing.
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
// may use the number as N.
func Count(key string, n int, pairs ...any) Text {
	t := Say(key, append([]any{"N", n}, pairs...)...)
	t.Count, t.Plural = n, true
	return t
}

// None says whether there is nothing to say.
func (t Text) None() bool { return t.Key == "" }

// KindText names a kind of failure.
func KindText(k reason.Kind) Text {
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
	return Say("day.year", "Year", strconv.Itoa(then.Year()))
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// Shorten writes a path with ~ for the home folder, and an address without what
// nobody should see of it.
func Shorten(path, home string) string {
	path = scan.Redact(path)
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

// SourceName is the last part of a source as it can be shown in a line.
func SourceName(source string) string { return Name(filepath.Base(scan.Redact(source))) }

// Name is the name of a file as it can be shown in a line: what would break it,
// turn it round or cannot be seen stands as a blank.
func Name(file string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control) {
			return ' '
		}
		return r
	}, file)
}

// Several is the text for one thing, or that for a number of them.
func Several(one, many string, n int) Text {
	if n > 1 {
		return Count(many, n)
	}
	return Say(one)
}
