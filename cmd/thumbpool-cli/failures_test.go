package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"thumbpool/processor"
	"thumbpool/processor/reason"
)

// unplugged are the events of a run whose drives went away.
func unplugged(drives, photos int) []processor.Event {
	var events []processor.Event
	fail := func(id int, path, root string, key reason.Key, why string) {
		photo := processor.Photo{ID: id, Path: path, Root: root}
		events = append(events, processor.Failed{PhotoError: &processor.PhotoError{Photo: photo, Reason: reason.Reason{Key: key, Detail: why}, Err: errors.New(why)}})
	}
	for i := range photos * drives {
		root := fmt.Sprintf("/drive %d", i%drives)
		fail(2+i, fmt.Sprintf("%s/%d.jpg", root, i), root, reason.FolderGone, "the folder "+root+" is no longer there")
	}
	fail(1, "/other/a.jpg", "/other", reason.Damaged, "cut short")
	return append(events, processor.Done{Summary: processor.Summary{Found: 3000, Failed: 1 + photos*drives}})
}

// A source that vanishes says so once, not once for each photo; the events of
// its photos are all there in JSON.
func TestAFolderThatIsGoneIsSaidOnce(t *testing.T) {
	t.Parallel()
	const photos = 1000
	var lines, objects, list strings.Builder
	text, json := newTextPrinter(), jsonPrinter{}
	var r remarks
	events := unplugged(2, photos)
	for _, ev := range events {
		r.add(ev)
		line, _ := text.line(ev)
		lines.WriteString(line)
		object, _ := json.line(ev)
		objects.WriteString(object)
	}
	if want := "/drive 0 → failed: the folder is no longer there\n/drive 1 → failed: the folder is no longer there\n/other/a.jpg → failed: cut short\n"; lines.String() != want {
		t.Errorf("lines\n%s, want\n%s", lines.String(), want)
	}
	r.print(processor.Summary{}, false, console{err: &list})
	const rest = "  /drive 0: the folder is no longer there: 1000 photos\n  /drive 1: the folder is no longer there: 1000 photos\n"
	if want := "2001 photos failed:\n  /other/a.jpg: cut short\n" + rest; list.String() != want {
		t.Errorf("list\n%s, want\n%s", list.String(), want)
	}
	if n := strings.Count(objects.String(), `"event":"failed"`); n != 2*photos+1 {
		t.Errorf("%d events, want %d", n, 2*photos+1)
	}
	sum := start(t, objects.String(), "report", "-")
	if want := rest + "  /other/a.jpg: cut short\n"; sum.err != want || !strings.Contains(sum.out, " · 2001 failed") {
		t.Errorf("added up: %+v, want\n%s", sum, want)
	}
}

// What a fault of the program's own prints may come from a photo, too.
func TestStacksStandApart(t *testing.T) {
	t.Parallel()
	var r remarks
	r.add(processor.Failed{PhotoError: &processor.PhotoError{
		Photo: processor.Photo{Path: "a.jpg"}, Reason: reason.Reason{Key: reason.Mistake}, Err: errors.New("a mistake"), Stack: "panic: \x1b[2J\n3 photos in 0.1 s\n\tmain.go:1\n",
	}})
	var list bytes.Buffer
	r.print(processor.Summary{}, false, console{err: &list})
	if want := "1 photo failed:\n  a.jpg: a mistake\n    panic: \\x1b[2J\n    3 photos in 0.1 s\n        main.go:1\n"; list.String() != want {
		t.Errorf("got %q, want %q", list.String(), want)
	}
}
