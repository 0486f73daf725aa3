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
	// ByFailed shows what failed by name, then the rest as ByFinished does. It
	// is there only while something has failed.
	ByFailed
)

// Order returns how the cells are arranged. When nothing has failed any more,
// it is the order that was before failures were shown first.
func (m *Model) Order() Order {
	if m.order == ByFailed && m.failures == 0 {
		return m.usual
	}
	return m.order
}

// SetOrder arranges the cells.
func (m *Model) SetOrder(o Order) {
	if o != ByFailed {
		m.usual = o
	}
	if o != m.order {
		m.order = o
		m.arranged = false
	}
}

// Failures is how many cells say why they failed.
func (m *Model) Failures() int { return m.failures }

// settleOrder gives up showing failures first when there are none: those of
// another run do not bring it back.
func (m *Model) settleOrder() {
	m.order, m.arranged = m.Order(), false
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
// It is done for every batch of events, so it looks at the cells themselves only
// where failures come first: there may be 100,000 of them.
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
	order := m.Order()
	if order == ByFailed {
		for id := range m.cells {
			if m.cells[id].Status == Failed {
				m.append(id)
			}
		}
	}
	if order != ByName {
		for _, id := range m.complete {
			if m.places[id] < 0 {
				m.append(id)
			}
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
