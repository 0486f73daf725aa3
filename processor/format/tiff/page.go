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
	d := first
	for range mostPages {
		if d.isPicture() {
			return d, nil
		}
		next, err := d.Next()
		if err != nil {
			break
		}
		d = next
	}
	return first, nil
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
