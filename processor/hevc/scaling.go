package hevc

// scalingList holds the scaling factors m of each coefficient (7.4.5): by size
// of the transform, log2 less 2; by matrix, 0 to 2 for the components of intra
// blocks; row by row.
type scalingList [4][3][]uint8

// Default lists for intra blocks of 8 × 8 (Table 7-6), in diagonal order.
var defaultIntra = [64]uint8{
	16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 17, 16, 17, 16, 17, 18,
	17, 18, 18, 17, 18, 21, 19, 20, 21, 20, 19, 21, 24, 22, 22, 24,
	24, 22, 22, 24, 25, 25, 27, 30, 27, 25, 25, 29, 31, 35, 35, 31,
	29, 36, 41, 44, 41, 36, 47, 54, 54, 47, 65, 70, 65, 88, 88, 115,
}

// The same for inter blocks. No intra block uses it, but a list may be predicted
// from one that is.
var defaultInter = [64]uint8{
	16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 17, 17, 17, 17, 17, 18,
	18, 18, 18, 18, 18, 20, 20, 20, 20, 20, 20, 20, 24, 24, 24, 24,
	24, 24, 24, 24, 25, 25, 25, 25, 25, 25, 25, 28, 28, 28, 28, 28,
	28, 33, 33, 33, 33, 33, 41, 41, 41, 41, 54, 54, 54, 71, 71, 91,
}

// list is a scaling list as it is coded: up to 64 values, and the one at 0, 0
// for the larger sizes.
type list struct {
	values [64]uint8
	dc     uint8
}

func defaultListFor(size, matrix int) list {
	l := list{dc: 16}
	for i := range l.values {
		switch {
		case size == 0:
			l.values[i] = 16
		case matrix < 3:
			l.values[i] = defaultIntra[i]
		default:
			l.values[i] = defaultInter[i]
		}
	}
	return l
}

// parseScaling reads scaling_list_data (7.3.4).
func parseScaling(r *bitReader) *scalingList {
	var lists [4][6]list
	for size := range 4 {
		step := 1
		if size == 3 {
			step = 3
		}
		for matrix := 0; matrix < 6; matrix += step {
			to := &lists[size][matrix]
			if !r.flag() { // scaling_list_pred_mode_flag
				delta := r.ueMost(matrix/step) * step
				if delta == 0 {
					*to = defaultListFor(size, matrix)
				} else {
					*to = lists[size][matrix-delta]
				}
				continue
			}
			next, n := 8, min(64, 1<<(4+2*size))
			to.dc = 16
			if size > 1 {
				next = 8 + r.seWithin(-7, 247)
				to.dc = uint8(next)
			}
			for i := range n {
				next = (next + r.seWithin(-128, 127) + 256) % 256
				to.values[i] = uint8(next)
			}
		}
	}
	// 32 × 32 chroma, which there is in 4:4:4 alone, has the lists of 16 × 16
	// (7.4.5, chroma_format_idc equal to 3).
	for _, matrix := range []int{1, 2, 4, 5} {
		lists[3][matrix] = lists[2][matrix]
	}
	return lists2factors(&lists)
}

func defaultScaling() *scalingList {
	var lists [4][6]list
	for size := range lists {
		for matrix := range lists[size] {
			lists[size][matrix] = defaultListFor(size, matrix)
		}
	}
	return lists2factors(&lists)
}

// lists2factors spreads the lists of intra blocks over the blocks (7.4.5,
// ScalingFactor).
func lists2factors(lists *[4][6]list) *scalingList {
	var s scalingList
	for size := range 4 {
		for matrix := range 3 {
			l := &lists[size][matrix]
			side := 4 << size
			m := make([]uint8, side*side)
			scan, shift := subBlocks[min(size+2, 3)][scanDiagonal], max(0, size-1)
			for i := range min(64, side*side) {
				x, y := int(scan[i].x)<<shift, int(scan[i].y)<<shift
				for v := y; v < y+1<<shift; v++ {
					for u := x; u < x+1<<shift; u++ {
						m[v*side+u] = l.values[i]
					}
				}
			}
			if size > 1 {
				m[0] = l.dc
			}
			s[size][matrix] = m
		}
	}
	return &s
}
