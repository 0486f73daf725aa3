package timeline

import "math"

const (
	mostPitch  = 20   // from lane to lane, dp
	barShare   = 0.62 // of the pitch
	labelPitch = 13   // least distance between two numbers, dp
)

// rows places lanes in a height, all in pixels.
type rows struct {
	count int
	top   int
	pitch float64 // whole pixels, unless there are hardly any
	bar   int
}

// rowsFor places count lanes in the middle of a height of h pixels; scale is
// pixels per dp.
func rowsFor(count, h int, scale float32) rows {
	r := rows{count: max(count, 1)}
	r.pitch = min(float64(h)/float64(r.count), mostPitch*float64(scale))
	if r.pitch >= 2 {
		r.pitch = math.Floor(r.pitch)
	}
	r.bar = max(1, int(math.Round(r.pitch*barShare)))
	used := int(r.pitch*float64(r.count-1)) + r.bar
	r.top = max(0, (h-used)/2)
	return r
}

// y is the top of a lane's bars; lane counts from 0.
func (r rows) y(lane int) int { return r.top + int(float64(lane)*r.pitch) }

// at is the lane at a height, or -1.
func (r rows) at(y float64) int {
	half := (r.pitch - float64(r.bar)) / 2
	lane := int(math.Floor((y - float64(r.top) + half) / r.pitch))
	if lane < 0 || lane >= r.count {
		return -1
	}
	return lane
}

// every says which lanes are numbered: the first, and each this many after it,
// so that numbers do not touch.
func (r rows) every(scale float32) int {
	for _, n := range []int{1, 2, 4, 8, 16, 32} {
		if float64(n)*r.pitch >= labelPitch*float64(scale) {
			return n
		}
	}
	return 64
}
