package hevc

// position is a place in a block.
type position struct{ x, y uint8 }

// Orders in which coefficients are coded (6.5.3 to 6.5.5), by scanIdx.
const (
	scanDiagonal = iota
	scanHorizontal
	scanVertical
)

// subBlocks is the order of sub-blocks in a block, by log2 of how many there are
// to a side and scanIdx; and of coefficients in a sub-block, of which there are
// four to a side.
var subBlocks = [4][3]*[64]position{orders(1), orders(2), orders(4), orders(8)}

func orders(side int) (all [3]*[64]position) {
	for scan := range all {
		all[scan] = new([64]position)
		copy(all[scan][:], order(side, scan))
	}
	return all
}

// order returns the places of a square in a scan's order.
func order(side, scan int) []position {
	var all []position
	switch scan {
	case scanHorizontal:
		for y := range side {
			for x := range side {
				all = append(all, position{uint8(x), uint8(y)})
			}
		}
	case scanVertical:
		for x := range side {
			for y := range side {
				all = append(all, position{uint8(x), uint8(y)})
			}
		}
	default: // up and to the right, diagonal by diagonal
		for d := range 2*side - 1 {
			for x := max(0, d-side+1); x <= min(d, side-1); x++ {
				all = append(all, position{uint8(x), uint8(d - x)})
			}
		}
	}
	return all
}

// sigContexts are the context increments of sig_coeff_flag by whether the
// sub-blocks to the right (1) and below (2) have coefficients, and by the place
// in the sub-block, row by row (9.3.4.2.5).
var sigContexts = [4][16]uint8{
	{2, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0},
	{2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0},
	{2, 1, 0, 0, 2, 1, 0, 0, 2, 1, 0, 0, 2, 1, 0, 0},
	{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2},
}

// sigContexts4 are those of a block of 4 × 4 (ctxIdxMap).
var sigContexts4 = [16]uint8{0, 1, 4, 5, 2, 3, 4, 5, 6, 6, 8, 8, 7, 7, 8, 8}
