package colour

import "errors"

// grid is a table of three numbers for each of the crossings of a grid of one to
// four dimensions, of which the last changes fastest. The numbers stay as they
// are in the profile: a table of inks has a quarter of a million, and a thumbnail
// needs few of them.
type grid struct {
	data  []byte
	width int // bytes of a number
	sides [4]int
	steps [4]int // from a crossing to the next, in numbers
	dims  int
}

// newGrid returns the grid that b begins with, and how many bytes it takes.
func newGrid(b []byte, width int, sides []int) (*grid, int, error) {
	g := &grid{width: width, dims: len(sides)}
	n := 3
	for i := len(sides) - 1; i >= 0; i-- {
		if sides[i] < 2 {
			return nil, 0, errors.New("a table with one point a side")
		}
		g.sides[i], g.steps[i] = sides[i], n
		if n *= sides[i]; n > len(b) {
			return nil, 0, errors.New("the table is cut short")
		}
	}
	if n*width > len(b) {
		return nil, 0, errors.New("the table is cut short")
	}
	g.data = b[:n*width]
	return g, n * width, nil
}

// at interpolates at a place whose coordinates are 0 to 1: of three dimensions
// between the four corners of a tetrahedron (ICC.1 leaves it open; this is what
// others do, and neutral colours stay so), and along a fourth, the first, between
// two such.
func (g *grid) at(place *[4]float32) [3]float32 {
	base := 0
	var part [4]float32
	var step [4]int
	for i := range g.dims {
		x := place[i] * float32(g.sides[i]-1)
		low := min(int(x), g.sides[i]-2)
		base += low * g.steps[i]
		part[i], step[i] = x-float32(low), g.steps[i]
	}
	if g.dims < 4 {
		return g.simplex(base, part, step)
	}
	rest, steps := [4]float32{part[1], part[2], part[3]}, [4]int{step[1], step[2], step[3]}
	v := g.simplex(base, rest, steps)
	if part[0] == 0 {
		return v
	}
	w := g.simplex(base+step[0], rest, steps)
	for i := range v {
		v[i] += (w[i] - v[i]) * part[0]
	}
	return v
}

// simplex goes from a crossing to the one at the far corner, first along the
// dimension of which most is left to go. A dimension that there is not has no
// part and no step.
func (g *grid) simplex(base int, part [4]float32, step [4]int) [3]float32 {
	order := func(i, j int) {
		if part[i] < part[j] {
			part[i], part[j] = part[j], part[i]
			step[i], step[j] = step[j], step[i]
		}
	}
	order(0, 1)
	order(1, 2)
	order(0, 1)
	v := g.weighted([3]float32{}, base, 1-part[0])
	v = g.weighted(v, base+step[0], part[0]-part[1])
	v = g.weighted(v, base+step[0]+step[1], part[1]-part[2])
	return g.weighted(v, base+step[0]+step[1]+step[2], part[2])
}

// weighted adds the three numbers at a crossing, times weight.
func (g *grid) weighted(v [3]float32, at int, weight float32) [3]float32 {
	if weight == 0 {
		return v
	}
	for i := range v {
		v[i] += weight * number(g.data, at+i, g.width)
	}
	return v
}
