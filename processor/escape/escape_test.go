package escape

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestLine(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"IMG 1.jpg":            "IMG 1.jpg",
		"Жёлтый 山.jpg":         "Жёлтый 山.jpg",
		"a\x1b[31mred\n.jpg":   `a\x1b[31mred\n.jpg`,
		"a\u009b31mred\u0085b": `a\u009b31mred\u0085b`,
		"caf\xe9.jpg":          `caf\xe9.jpg`,
		"gpj.\u202eevil":       `gpj.\u202eevil`,
		"a\u2028b\u2029c":      `a\u2028b\u2029c`,
		"a\u200bb\ufeffc":      `a\u200bb\ufeffc`,
		`don't "quote" \`:      `don't "quote" \`,
		"\x00\x7f\t\r":         `\x00\x7f\t\r`,
		"\ufffd":               "\ufffd",
		"\U000e0041":           `\U000e0041`,
		"":                     "",
	} {
		if got := Line(in); got != want {
			t.Errorf("Line(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	got := Lines("panic: \x1b[2J\n\tmain.go:1\r\n\n3 photos in 0.1 s\n", "  ")
	want := "  panic: \\x1b[2J\n      main.go:1\\r\n  \n  3 photos in 0.1 s\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCell(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a.jpg":           "a.jpg",
		"a=b.jpg":         "a=b.jpg",
		"/photos/-1.jpg":  "/photos/-1.jpg",
		"=1+1":            "'=1+1",
		"+1":              "'+1",
		"-2+3.jpg":        "'-2+3.jpg",
		"@SUM(A1)":        "'@SUM(A1)",
		" =1":             "' =1",
		`"=1`:             `'"=1`,
		`" " @x`:          `'" " @x`,
		"'=1":             "''=1",
		"\t=1":            `\t=1`,
		"\r=1":            `\r=1`,
		"\n=1":            `\n=1`,
		"\ufeff=1":        `\ufeff=1`,
		"＝1":              "'＝1",
		"a.jpg;=1":        "a.jpg;'=1",
		`a";"=cmd;b;-1;c`: `a";'"=cmd;b;'-1;c`,
		";=1":             ";'=1",
		"":                "",
	} {
		if got := Cell(in); got != want {
			t.Errorf("Cell(%q) is %q, want %q", in, got, want)
		}
	}
}

// dangerous are characters of each kind that nobody should meet unescaped.
const dangerous = "\x00\x07\x1b\n\r\t\x7f\u0080\u0085\u009b\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\ufeff\U000e0001"

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"a.jpg", dangerous, "caf\xe9\xff", `"\u202e`, "=1;-2;\"+3", "😀\u200d\U0001f9b0", "\ud7ff\ue000\uffff\U0010ffff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line := Line(s)
		if !clean(line) || strings.ContainsAny(line, "\n\r") {
			t.Errorf("Line(%q) is %q", s, line)
		}
		for l := range strings.Lines(Lines(s, "| ")) {
			if !strings.HasPrefix(l, "| ") || !clean(strings.TrimSuffix(l, "\n")) {
				t.Errorf("a line of %q is %q", s, l)
			}
		}

		cell := Cell(s)
		if !clean(cell) || strings.ReplaceAll(cell, "'", "") != strings.ReplaceAll(line, "'", "") {
			t.Errorf("Cell(%q) is %q", s, cell)
		}
		for part := range strings.SplitSeq(cell, ";") {
			if first := strings.TrimLeft(part, ` "`); first != "" && strings.ContainsRune("=+-@\t\r\n", rune(first[0])) {
				t.Errorf("Cell(%q) is %q, which has the formula %q", s, cell, first)
			}
		}

		plain, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		escaped := JSON(plain)
		if !clean(string(escaped)) {
			t.Errorf("%q in JSON is %s", s, escaped)
		}
		var got string
		if err := json.Unmarshal(escaped, &got); err != nil || got != s && utf8.ValidString(s) {
			t.Errorf("%q came back as %q, %v", s, got, err)
		}
	})
}

// clean says whether all of s can be seen as it is.
func clean(s string) bool {
	for _, r := range s {
		if !strconv.IsPrint(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.IsControl(r) {
			return false
		}
	}
	return utf8.ValidString(s)
}
