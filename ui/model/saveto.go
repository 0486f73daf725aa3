package model

import (
	"path/filepath"
	"slices"

	"thumbpool/processor"
)

// Origins are what decides where thumbnails go: a photo for each folder that they
// may go to. Of photos on disks there are as many as tell one folder from several.
type Origins struct {
	OnDisk []processor.Photo // one of the first folder, one of the second
	OnWeb  []processor.Photo // one at most
}

func (o *Origins) add(p processor.Photo) {
	switch {
	case p.Unread != nil:
	case p.OnWeb():
		if len(o.OnWeb) == 0 {
			o.OnWeb = append(o.OnWeb, p)
		}
	case len(o.OnDisk) < 2 && !slices.ContainsFunc(o.OnDisk, func(q processor.Photo) bool { return q.Root == p.Root }):
		o.OnDisk = append(o.OnDisk, p)
	}
}

// Origins returns what the photos that were found say about where thumbnails go.
func (m *Model) Origins() Origins { return m.from }

// SaveTo is where thumbnails go, as paths that a person reads. The zero value is
// for no photos: then all that is certain is the name of the folder.
type SaveTo struct {
	Folder    string // that all thumbnails go to, or those of photos from the web
	Each      bool   // those of photos on disks go to one in each of several folders
	Originals string // the folder for photos from the web; empty if there are none
}

// SetSaveTo tells where thumbnails go.
func (m *Model) SetSaveTo(s SaveTo) { m.saveTo = s }

// SaveTo returns where thumbnails go.
func (m *Model) SaveTo() SaveTo { return m.saveTo }

// Where names the folder that thumbnails go to, with paths of so many characters at
// most; it is zero if that is not known.
func (s SaveTo) Where(most int) Text {
	folder := Middle(s.Folder, most)
	switch {
	case s.Each && s.Folder != "":
		return Say("saveTo.eachAndWeb", "Name", processor.OutputFolder, "Folder", folder)
	case s.Each:
		return Say("saveTo.each", "Name", processor.OutputFolder)
	case s.Folder != "":
		return Say("verbatim", "Text", folder)
	}
	return Text{}
}

// Line says where thumbnails go; it is zero if that is not known.
func (s SaveTo) Line(most int) Text {
	where := s.Where(most)
	if where.None() {
		return Text{}
	}
	return Say("foot.saveTo", "Folder", where)
}

// Stay says where photos from the web stay; it is zero if there are none.
func (s SaveTo) Stay(most int) Text {
	if s.Originals == "" {
		return Text{}
	}
	return Say("saveTo.originals", "Folder", Middle(s.Originals, most))
}

// Name is the name of the folder, without its path.
func (s SaveTo) Name() string {
	if s.Each || s.Folder == "" {
		return processor.OutputFolder
	}
	return Name(filepath.Base(s.Folder))
}

// Middle is a path in so many characters at most: what does not fit is left out of
// its middle, more of it in front, for its end tells more.
func Middle(path string, most int) string {
	runes := []rune(Name(path))
	if len(runes) <= most {
		return string(runes)
	}
	head := (most - 1) / 3
	tail := most - 1 - head
	return string(runes[:head]) + "…" + string(runes[len(runes)-tail:])
}
