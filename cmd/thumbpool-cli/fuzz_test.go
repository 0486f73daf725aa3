package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"thumbpool/cmd/thumbpool-cli/flags"
	"thumbpool/processor"
	"thumbpool/processor/reason"
)

func FuzzReport(f *testing.F) {
	for _, s := range []string{
		"", "\n", "{}", "hello\n",
		`{"event":"found","id":0,"path":"a.jpg","bytes":1}` + "\n" + `{"event":"done","found":1,"made":1,"wall_ms":2.5,"busy_ms":2}` + "\n",
		`{"event":"failed","path":"a\n\u202e","kind":"folder gone","folder":"/a","reason":"x"}` + "\n" + `{"event":"done","found":1,"failed":1}` + "\n",
		`{"event":"done","found":-1}` + "\n", `{"event":"done","pixels":9223372036854775807}` + "\n" + `{"event":"done","pixels":1}` + "\n",
		`{"event":"done","wall_ms":1e300}`, `{"event":"done","found":1}` + "\n" + `{"event":"sta`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var out, complaints bytes.Buffer
		code := addUp(&flags.Report{File: []string{"-"}}, console{in: bytes.NewReader(data), out: &out, err: &complaints})
		if code == exitUsage {
			if out.Len() > 0 || !strings.HasPrefix(complaints.String(), "thumbpool-cli: -: ") {
				t.Errorf("said %q and %q", out.String(), complaints.String())
			}
			visible(t, "complaint", complaints.String(), "thumbpool-cli: ")
			return
		}
		visible(t, "sums", out.String(), strings.Split("0123456789", "")...)
		visible(t, "failures", complaints.String(), "  ")

		out.Reset()
		addUp(&flags.Report{File: []string{"-"}, JSON: true}, console{in: bytes.NewReader(data), out: &out, err: &complaints})
		var sum jsonEvent
		if err := json.Unmarshal(out.Bytes(), &sum); err != nil {
			t.Fatal(err)
		}
		for _, n := range []int64{sum.Found, sum.Made, sum.Skipped, sum.Failed, sum.Ours, sum.Workers, sum.Pixels, sum.BytesIn, sum.BytesOut} {
			if n < 0 {
				t.Errorf("sums %s", out.Bytes())
			}
		}
		if sum.Wall < 0 || sum.Busy < 0 || sum.Made+sum.Skipped+sum.Failed > sum.Found {
			t.Errorf("sums %s", out.Bytes())
		}
	})
}

func FuzzSplitList(f *testing.F) {
	for _, s := range []string{"", "a\nb", "a\r\n\r\nb\r\n", " a \n", "a\nb\x00c\r\x00", "\x00", "caf\xe9.jpg\nb\n\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		paths := splitList(data)
		for _, path := range paths {
			if path == "" || strings.Contains(path, "\x00") {
				t.Errorf("%q has the path %q", data, path)
			}
		}
		// What is written as find -print0 does comes back as it was.
		again := splitList([]byte(strings.Join(paths, "\x00") + "\x00"))
		if !slices.Equal(again, paths) {
			t.Errorf("%q became %q", paths, again)
		}
		if lines := !bytes.Contains(data, []byte{0}); lines {
			if again := splitList([]byte(strings.Join(paths, "\r\n") + "\r\n")); !slices.Equal(again, paths) {
				t.Errorf("%q became %q", paths, again)
			}
			if len(strings.Join(paths, "")) < len(data)-bytes.Count(data, []byte("\n"))-bytes.Count(data, []byte("\r")) {
				t.Errorf("%q lost something: %q", data, paths)
			}
		}
	})
}

// The lines that are printed of photos are one each, whatever they are called.
func FuzzLines(f *testing.F) {
	f.Add("a.jpg", "thumbs/a.jpg", "", "damaged")
	f.Add("a\n\u202eb.jpg", "\x1b[2J", "cut\nshort", "folderGone")
	f.Fuzz(func(t *testing.T, path, output, why, key string) {
		photo := processor.Photo{Path: path, Root: output}
		failure := &processor.PhotoError{Photo: photo, Reason: reason.Reason{Key: reason.Key(key)}, Err: errorText(why), Stack: why}
		for _, ev := range []processor.Event{
			processor.Finished{Result: processor.Result{Photo: photo, Output: output, Damaged: why}},
			processor.Skipped{Photo: photo, Output: output},
			processor.Failed{PhotoError: failure},
		} {
			for _, p := range []printer{newTextPrinter(), jsonPrinter{}} {
				line, err := p.line(ev)
				if err != nil || strings.Count(line, "\n") != 1 || !strings.HasSuffix(line, "\n") {
					t.Errorf("%+v is shown as %q, %v", ev, line, err)
				}
				visible(t, "line", line, "")
			}
			var r remarks
			r.add(ev)
			var out, err bytes.Buffer
			r.print(processor.Summary{}, true, console{out: &out, err: &err})
			visible(t, "list", err.String(), "  ", "1 photo")
		}
		var complaint bytes.Buffer
		console{err: &complaint}.complain(failure)
		visible(t, "complaint", complaint.String(), "thumbpool-cli: ")
	})
}

type errorText string

func (e errorText) Error() string { return string(e) }
