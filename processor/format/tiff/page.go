package tiff

import "io"

// mostPages is how many directories of a file are looked at for its picture.
const mostPages = 64

// ReadPicture reads the directory of the picture that a TIFF file is about: the
// first that is neither a reduced version of another nor a mask (TIFF 6.0,
// sections 8 and 12: NewSubfileType, SubfileType), and the first of all where
// there is no such. All that is said of a picture, from its orientation to its
// colour profile, is to be read from this directory.
func ReadPicture(r io.ReaderAt, size int64) (*Directory, error) {
	first, err := ReadDirectory(r, size)
	if err != nil {
		return nil, err
	}
	for d, pages := first, 1; pages < mostPages; pages++ {
		if d.isPicture() {
			return d, nil
		}
		if d = d.following(); d == nil {
			break
		}
	}
	return first, nil
}

// following returns the next directory of the file, nil if there is none that can
// be read.
func (d *Directory) following() *Directory {
	next := &Directory{r: d.r, size: d.size, order: d.order, big: d.big, entries: map[uint16]entry{}}
	if d.next == 0 || next.readEntries(d.next) != nil {
		return nil
	}
	return next
}

// isPicture tells whether the directory is that of a picture by itself.
func (d *Directory) isPicture() bool {
	const reduced, mask = 1, 4 // bits of NewSubfileType
	const oldReduced = 2       // of SubfileType, which came before it
	if d.uint(TagImageWidth, 0) == 0 {
		return false
	}
	return d.uint(tagNewSubfileType, 0)&(reduced|mask) == 0 && d.uint(tagSubfileType, 0) != oldReduced
}
