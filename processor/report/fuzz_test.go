package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"thumbpool/processor"
	"thumbpool/processor/photo"
	"thumbpool/processor/reason"
)

// FuzzReports lets a photo and a failure have any names and figures. In JSON
// they come back as they are; no row, line or cell is taken for something else.
func FuzzReports(f *testing.F) {
	f.Add("a.jpg", "thumbs/a.jpg", "", "", int64(1), int64(2))
	f.Add("+1;-2", "@x", "=1", ";=1", int64(7), int64(8))
	f.Add("=1+1\n\r\u202e", "\"@x;=1", "cut\x1b[2J\u2028", "caf\xe9", int64(-1), int64(1)<<62)
	f.Fuzz(func(t *testing.T, path, output, why, root string, n, m int64) {
		p := processor.Photo{ID: int(n), Path: path, Root: root, URL: output, Size: m}
		made := processor.Result{
			Photo: p, Worker: int(n), Start: time.Duration(n), End: time.Duration(m), Times: processor.Times{processor.StepDecode: time.Duration(m)},
			Output: output, OutputBytes: n, Width: int(n), Height: int(m), Damaged: why,
		}
		failure := &processor.PhotoError{Photo: p, Step: processor.StepDecode, Reason: reason.Reason{Key: reason.Damaged}, Err: errors.New(why), Stack: output}
		gone := &processor.PhotoError{Photo: p, Step: processor.StepRead, Reason: reason.Reason{Key: reason.FolderGone}, Err: &photo.GoneError{Root: root, Err: errors.New(why)}}
		events := []processor.Event{processor.Finished{Result: made}, processor.Skipped{Photo: p, Output: output}, processor.Failed{PhotoError: failure, Worker: 1, End: time.Duration(n)}, processor.Failed{PhotoError: gone}}
		var r Report
		for _, ev := range events {
			r.Add(ev)
		}
		r.Add(processor.Done{Summary: processor.Summary{Err: failure}})

		for _, line := range strings.SplitAfter(strings.TrimSuffix(r.Text(), "\n"), "\n") {
			if strings.ContainsFunc(strings.TrimSuffix(line, "\n"), func(r rune) bool { return !strconv.IsPrint(r) }) {
				t.Errorf("a line of the text is %q", line)
			}
		}
		if lines := strings.Count(r.Text(), "\n"); lines != 4 { // sums, why it ended, two failures
			t.Errorf("the text has %d lines:\n%s", lines, r.Text())
		}

		var table bytes.Buffer
		if err := r.WriteCSV(&table); err != nil {
			t.Fatal(err)
		}
		if lines := bytes.Count(table.Bytes(), []byte("\n")); lines != 1+len(events) {
			t.Errorf("the table has %d lines:\n%s", lines, &table)
		}
		if bytes.ContainsFunc(table.Bytes(), func(r rune) bool { return r != '\n' && !strconv.IsPrint(r) }) {
			t.Errorf("something in %q cannot be seen", table.Bytes())
		}
		rows, err := csv.NewReader(bytes.NewReader(table.Bytes())).ReadAll()
		if err != nil || len(rows) != 1+len(events) {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		i := 0
		for ev := range r.outcomes.all() {
			i++
			if want := row(ev); !reflect.DeepEqual(rows[i], want) {
				t.Errorf("row %d is %q, want %q", i, rows[i], want)
			}
			for _, cell := range rows[i] {
				if _, err := strconv.ParseFloat(cell, 64); err != nil && cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("the cell %q is a formula", cell)
				}
			}
		}

		var list bytes.Buffer
		if err := r.WriteJSON(&list); err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsFunc(list.Bytes(), func(r rune) bool { return r != '\n' && !strconv.IsPrint(r) }) {
			t.Errorf("something in %q cannot be seen", list.Bytes())
		}
		var objects []struct {
			Path, Output, Damaged, Reason, Stack, Folder, URL string
			PathExact                                         []byte `json:"path_base64"`
			OutputExact                                       []byte `json:"output_base64"`
			ID                                                int
			PhotoBytes                                        int64 `json:"photo_bytes"`
			OutputBytes                                       int64 `json:"output_bytes"`
		}
		if err := json.Unmarshal(list.Bytes(), &objects); err != nil || len(objects) != 1+len(events) {
			t.Fatalf("%d objects, %v", len(objects), err)
		}
		same := func(what, got, want string, exact []byte) {
			t.Helper()
			if exact != nil {
				got = string(exact)
			}
			if got != want && (utf8.ValidString(want) || exact != nil) {
				t.Errorf("%s is %q, want %q", what, got, want)
			}
		}
		for i, o := range objects[:len(events)] {
			same("path", o.Path, path, o.PathExact)
			same("URL", o.URL, output, nil)
			if i < 2 {
				same("output", o.Output, output, o.OutputExact)
			}
			if o.ID != int(n) || (o.PathExact != nil) == utf8.ValidString(path) {
				t.Errorf("object %+v", o)
			}
		}
		same("what is damaged", objects[0].Damaged, why, nil)
		same("reason", objects[2].Reason, why, nil)
		same("stack", objects[2].Stack, output, nil)
		same("folder", objects[3].Folder, root, nil)
		if objects[0].PhotoBytes != m || objects[0].OutputBytes != n {
			t.Errorf("bytes %+v", objects[0])
		}
	})
}
