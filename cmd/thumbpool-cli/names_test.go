package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// visible fails the test unless text consists of lines of what can be seen, all
// of them known: those that begin with one of these.
func visible(t *testing.T, what, text string, begins ...string) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if strings.ContainsFunc(line, func(r rune) bool { return !strconv.IsPrint(r) }) {
			t.Errorf("%s: something in %q cannot be seen", what, line)
		}
		if !slices.ContainsFunc(begins, func(begin string) bool { return strings.HasPrefix(line, begin) }) {
			t.Errorf("%s: the line %q is a name's", what, line)
		}
	}
}

// Names of photos and folders that want to be taken for something else: a line
// of their own, a command to the terminal, a formula, another name.
func TestNamesThatLie(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows allows no such names")
	}
	photos := []string{
		"=HYPERLINK(\"x\").jpg", "+1.jpg", "-1+1.jpg", "@SUM(A1).jpg", " =1.jpg", "\"=1.jpg", "\t=1.jpg", "\r=1.jpg", "\n=1.jpg", "a;=1.jpg", "＝1.jpg",
		"a.jpg\n9 photos in 0.10 s · 9 failed.jpg", "b.jpg\r\n{\"event\":\"done\",\"made\":9}.jpg", "c\x1b[2J\u009b2J.jpg",
		"\u202egpj.exe\u202c.jpg", "d\u2028e\u2029f\ufeff\u200b\u200f\u061c\u2066.jpg", "caf\xe9.jpg", "\u0085.jpg", "'=1.jpg",
	}
	damaged := []string{"damaged\n9 photos in 0.10 s.jpg", "damaged\u202e\x07.jpg", "damaged;=1,\"\n=1.jpg"}
	dir := folder(t, slices.Concat(photos, damaged)...)
	text := start(t, "", dir)
	if text.code != exitSome {
		t.Fatalf("%+v", text)
	}
	visible(t, "standard output", text.out, dir, "19 photos in ")
	visible(t, "standard error", text.err, "  "+dir, "3 photos failed:")

	events := start(t, "", dir, "--json").out
	visible(t, "events", events, `{"event":"`)
	var found []string
	for line := range strings.Lines(events) {
		var ev struct {
			Event, Path string
			Exact       []byte `json:"path_base64"`
		}
		if err := json.Unmarshal([]byte(line), &ev); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if ev.Exact != nil {
			ev.Path = string(ev.Exact)
		}
		if ev.Event == "found" {
			found = append(found, filepath.Base(ev.Path))
		}
	}
	want := slices.Sorted(slices.Values(slices.Concat(photos, damaged)))
	if slices.Sort(found); !slices.Equal(found, want) {
		t.Errorf("the events have the names %q, want %q", found, want)
	}
	sum := start(t, events, "report", "-")
	visible(t, "standard output of report", sum.out, "1 run: ")
	visible(t, "standard error of report", sum.err, "  "+dir)

	reports := t.TempDir()
	kept := func(name string) string {
		path := filepath.Join(reports, name)
		start(t, "", "-q", "--report", path, dir)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	visible(t, "report", kept("r.txt"), "Thumbpool ", dir)
	visible(t, "report in JSON", kept("r.json"), "[", "]", "  ")
	table := kept("r.csv")
	visible(t, "table", table, "photo,", dir, `"`+dir)
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil || len(rows) != 1+len(want) || strings.Count(table, "\n") != len(rows) {
		t.Errorf("%d rows in %d lines (%v), want %d", len(rows), strings.Count(table, "\n"), err, 1+len(want))
	}
}

// A folder that is given as it is called may begin with anything.
func TestFormulasInATable(t *testing.T) {
	dir := folder(t, "=1+1;-2.jpg", "damaged=1.jpg")
	t.Chdir(dir)
	if r := start(t, "", "-q", "-o", "@out", "--report", "r.csv", "."); r.code != exitSome {
		t.Fatalf("%+v", r)
	}
	f, err := os.Open("r.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%q, %v", rows, err)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	for _, row := range rows[1:] {
		if row[column("outcome")] == "failed" {
			continue
		}
		if row[column("photo")] != "'=1+1;'-2.jpg" || row[column("thumbnail")] != filepath.FromSlash("'@out/=1+1;'-2.jpg") || row[column("width")] != "96" {
			t.Errorf("%q", row)
		}
	}
}
