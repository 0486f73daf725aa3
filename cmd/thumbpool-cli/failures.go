package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"thumbpool/processor"
	"thumbpool/processor/escape"
	"thumbpool/processor/reason"
)

// failures are the photos that failed. Those of a folder that is no longer
// there are one of them together.
type failures struct {
	photos int
	list   []failure
	gone   map[string]int // index in list by folder
}

// failure is a photo that failed, or all photos of a folder.
type failure struct {
	remark
	photos int    // of the folder; 0: it is a photo
	stack  string // where in the program it failed, if that is its fault
}

func (f *failures) add(ev processor.Failed) {
	if ev.Kind() == reason.KindGone {
		f.addGone(ev.Photo.ID, ev.Photo.Root)
	} else {
		f.addPhoto(ev.Photo.ID, ev.Photo.Path, ev.Why(), ev.Stack)
	}
}

func (f *failures) addPhoto(id int, path, reason, stack string) {
	f.photos++
	f.list = append(f.list, failure{remark: remark{id, path, reason}, stack: stack})
}

// addGone adds a photo of a folder that is no longer there.
func (f *failures) addGone(id int, folder string) {
	f.photos++
	at, ok := f.gone[folder]
	if !ok {
		if f.gone == nil {
			f.gone = map[string]int{}
		}
		at = len(f.list)
		f.gone[folder] = at
		f.list = append(f.list, failure{remark: remark{id, folder, folderGone}})
	}
	f.list[at].id = min(f.list[at].id, id)
	f.list[at].photos++
}

// print lists the failures in the order of the scan.
func (f *failures) print(out io.Writer) {
	slices.SortStableFunc(f.list, func(a, b failure) int { return cmp.Compare(a.id, b.id) })
	for _, one := range f.list {
		fmt.Fprintf(out, "  %s: %s", escape.Line(one.path), escape.Line(one.text))
		if one.photos > 0 {
			fmt.Fprintf(out, ": %s", count(one.photos, "photo", "photos"))
		}
		fmt.Fprintln(out)
		if one.stack != "" {
			fmt.Fprint(out, escape.Lines(one.stack, "    "))
		}
	}
}
