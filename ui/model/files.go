package model

import (
	"thumbpool/processor"
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

// Files tells what can be done with the photos with the given IDs.
func (m *Model) Files(ids []int) Files {
	var f Files
	for _, id := range ids {
		c := m.cells[id]
		switch {
		case c.HasPicture():
			f.Thumbnails = append(f.Thumbnails, c.Output)
			f.OnDisk = append(f.OnDisk, c.Output)
		case c.Photo.Path != "" && !processor.IsURL(c.Photo.Path):
			f.OnDisk = append(f.OnDisk, c.Photo.Path)
		}
		if m.state == Done && c.Status == Failed && !c.Unreadable {
			f.Again = append(f.Again, c.Photo)
		}
	}
	return f
}
