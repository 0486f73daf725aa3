package model

import "thumbpool/processor"

// kinds are photos that are known not to be readable as soon as they are found, by
// what they are, in the order in which the kinds were met.
type kinds []kind

type kind struct {
	name string // as people call it, in every language: "JPEG 2000"
	n    int
}

// add takes up a photo, if it cannot be read.
func (k *kinds) add(p processor.Photo) {
	if !p.Unsupported() {
		return
	}
	name := p.Content.String()
	for i := range *k {
		if (*k)[i].name == name {
			(*k)[i].n++
			return
		}
	}
	*k = append(*k, kind{name, 1})
}

// total is how many photos there are of all kinds.
func (k kinds) total() (n int) {
	for _, one := range k {
		n += one.n
	}
	return n
}

// count says how many there are; it is zero if there are none.
func (k kinds) count() Text {
	if len(k) == 0 {
		return Text{}
	}
	return Count("header.never", k.total())
}

// list says how many there are of each kind: 2 Photoshop, 1 JPEG 2000.
func (k kinds) list() Text {
	if len(k) == 0 {
		return Text{}
	}
	first := Say("header.kind", "N", k[0].n, "Kind", k[0].name)
	if len(k) == 1 {
		return first
	}
	return Say("header.kinds", "First", first, "Rest", k[1:].list())
}

// readable is the number of photos that are not known to be unreadable.
func (m *Model) readable() int { return m.photos - m.never.total() }

// NextNever is the ID of the photo that cannot be read that follows another in the
// order shown, or the first of them; false if there is none.
func (m *Model) NextNever(after int) (id int, ok bool) {
	if len(m.never) == 0 {
		return 0, false
	}
	shown, from := m.Shown(), m.Place(after)+1
	for i := range shown {
		id := shown[(from+i)%len(shown)]
		if m.cells[id].Photo.Unsupported() {
			return id, true
		}
	}
	return 0, false
}
