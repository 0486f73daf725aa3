package model

import "slices"

// Order is how the cells are arranged.
type Order int

// The orders.
const (
	// ByFinished shows what is done in the order it came, then the rest by name.
	ByFinished Order = iota
	// ByName shows folders and files in their natural order.
	ByName
)

// Order returns how the cells are arranged.
func (m *Model) Order() Order { return m.order }

// SetOrder arranges the cells.
func (m *Model) SetOrder(o Order) {
	if o != m.order {
		m.order = o
		m.arranged = false
	}
}

// Shown returns the IDs of the cells in the order they are shown. The caller
// must not change it, and it is valid until the model changes.
func (m *Model) Shown() []int {
	m.arrange()
	return m.shown
}

// Place is where a photo is shown, or -1.
func (m *Model) Place(id int) int {
	m.arrange()
	if id < 0 || id >= len(m.places) {
		return -1
	}
	return m.places[id]
}

// arrange puts the cells in order if they came or moved since the last time.
// It is done for every batch of events, so it looks at no cell: there may be
// 100,000 of them.
func (m *Model) arrange() {
	if m.arranged {
		return
	}
	m.arranged = true
	n := len(m.cells)
	m.shown = slices.Grow(m.shown[:0], n)
	m.places = slices.Grow(m.places[:0], n)[:n]
	for id := range m.places {
		m.places[id] = -1
	}
	if m.order == ByFinished {
		for _, id := range m.complete {
			m.append(id)
		}
	}
	for id, place := range m.places {
		if place < 0 {
			m.append(id)
		}
	}
}

func (m *Model) append(id int) {
	m.places[id] = len(m.shown)
	m.shown = append(m.shown, id)
}
