// Package escape writes what strangers have named or said (files, folders,
// servers) so that it is taken for nothing else: for no other line of a report,
// no command to a terminal, no formula of a spreadsheet, no other name than it
// is. Its functions may be called from any goroutine.
package escape

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Line returns s in one line, with everything in it that [strconv.IsPrint] does
// not take for a visible character or a blank written as an escape of Go:
// control characters and line ends, direction marks, characters without a
// width, and bytes that are no UTF-8. A backslash stays as it is: the result is
// for people.
func Line(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, unseen) {
		return s
	}
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

func unseen(r rune) bool { return !strconv.IsPrint(r) }

// Lines returns each line of s as [Line] does, indented, with a line end after
// it, so that none can be taken for a line of another.
func Lines(s, indent string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		b.WriteString(indent + Line(strings.ReplaceAll(line, "\t", "    ")) + "\n")
	}
	return b.String()
}

// JSON returns a JSON text in which what [Line] would escape is written as \u
// and four digits, and a pair of them above U+FFFF. Who reads the JSON gets the
// same strings. The text must be valid.
func JSON(text []byte) []byte {
	escaped := make([]byte, 0, len(text))
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch {
		case r < utf8.RuneSelf && r != '\x7f' || strconv.IsPrint(r):
			escaped = append(escaped, text[:n]...)
		case r > '\uffff':
			high, low := utf16.EncodeRune(r)
			escaped = fmt.Appendf(escaped, `\u%04x\u%04x`, high, low)
		default:
			escaped = fmt.Appendf(escaped, `\u%04x`, r)
		}
		text = text[n:]
	}
	return escaped
}

// Cell returns s as [Line] does, for a cell of a table (CSV): where a
// spreadsheet would take it, or a part of it, for a formula, an apostrophe
// stands before that, as OWASP recommends (CSV Injection). Numbers of the
// program's own need none of this.
func Cell(s string) string {
	// In many languages a spreadsheet splits a line at semicolons, wherever the
	// quotes are, and what follows one begins a cell.
	parts := strings.Split(Line(s), ";")
	for i, part := range parts {
		if isFormula(part) {
			parts[i] = "'" + part
		}
	}
	return strings.Join(parts, ";")
}

// isFormula says whether a spreadsheet may take a cell for a formula, also one
// that drops blanks, quotes and an apostrophe before it.
func isFormula(cell string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, ` "'`))
	switch r {
	case '=', '+', '-', '@', '＝', '＋', '－', '＠': // spreadsheets read the wide ones of East Asia alike
		return true
	}
	return false
}
