package model

import (
	"thumbpool/processor"
	"thumbpool/processor/scan"
)

// Files is what can be done with photos.
type Files struct {
	// Thumbnails are the paths of those that there are.
	Thumbnails []string
	// OnDisk are the paths to show, a thumbnail or, where there is none, the
	// photo.
	OnDisk []string
	// Again are those that failed and can be tried again now.
	Again []processor.Photo
}

// lookAhead bounds how many photos FirstReadable looks at.
const lookAhead = 256

// FirstReadable are the paths of the first n photos that may well be readable: here
// already, and not failed. If there is none near the beginning, it is the first
// that is here.
func (m *Model) FirstReadable(n int) []string {
	var paths []string
	first := ""
	for _, c := range m.cells[:min(len(m.cells), lookAhead)] {
		path := c.Photo.Path
		if path == "" || c.Unreadable || scan.IsURL(path) {
			continue
		}
		if first == "" {
			first = path
		}
		if c.Status != Failed && !c.Photo.Unsupported() && len(paths) < n {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 && first != "" {
		return []string{first}
	}
	return paths
}

// Files tells what can be done with the photos with the given IDs.
func (m *Model) Files(ids []int) Files {
	var f Files
	for _, id := range ids {
		c := m.cells[id]
		switch {
		case c.HasPicture():
			f.Thumbnails = append(f.Thumbnails, c.Output)
			f.OnDisk = append(f.OnDisk, c.Output)
		case c.Photo.Path != "" && !scan.IsURL(c.Photo.Path):
			f.OnDisk = append(f.OnDisk, c.Photo.Path)
		}
		if m.state == Done && c.Status == Failed && !c.Unreadable {
			f.Again = append(f.Again, c.Photo)
		}
	}
	return f
}
