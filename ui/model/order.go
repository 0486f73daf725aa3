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
		m.order, m.shown = o, nil
	}
}

// Shown returns the IDs of the cells in the order they are shown. The caller
// must not change it.
func (m *Model) Shown() []int {
	if m.shown != nil {
		return m.shown
	}
	m.shown = make([]int, 0, len(m.cells))
	if m.order == ByFinished {
		m.shown = append(m.shown, m.complete...)
	}
	for id := range m.cells {
		if m.order == ByName || !m.cells[id].Complete() {
			m.shown = append(m.shown, id)
		}
	}
	return m.shown
}

// Place is where a photo is shown, or -1.
func (m *Model) Place(id int) int { return slices.Index(m.Shown(), id) }
