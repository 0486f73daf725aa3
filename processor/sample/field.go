package sample

// lattice is a coarse grid of nodes laid over a picture. Whatever varies softly
// (sky, light on slopes, haze) is worked out at its nodes only and interpolated
// for the pixels between, which is what makes large pictures cheap.
type lattice struct {
	cols, rows int
	cell       float32 // pixels from node to node

	// For each column of pixels, the node to its left and how far it is past it.
	left []int32
	part []float32
}

// nodesAlong is the number of nodes along the longer side of a large picture.
const nodesAlong = 800

func newLattice(w, h int) *lattice {
	cell := max(1, float32(max(w, h))/nodesAlong)
	g := &lattice{
		cols: int(float32(w)/cell) + 2,
		rows: int(float32(h)/cell) + 2,
		cell: cell,
		left: make([]int32, w),
		part: make([]float32, w),
	}
	for x := range w {
		at := (float32(x) + 0.5) / cell
		g.left[x] = int32(at)
		g.part[x] = at - float32(g.left[x])
	}
	return g
}

// at interpolates a row of nodes for pixel column x.
func (g *lattice) at(nodes []rgb, x int) rgb {
	i := g.left[x]
	return mix(nodes[i], nodes[i+1], g.part[x])
}

// field is colour known at the nodes of a lattice, for some of its rows.
type field struct {
	*lattice
	first int // lattice row of the first row of nodes
	nodes []rgb
}

// newField evaluates colour, given in pixels, for the rows of nodes that pixel
// rows from top to bottom need.
func newField(g *lattice, top, bottom float32, colour func(col int, x, y float32) rgb) field {
	first := max(0, min(g.rows-2, int(top/g.cell)))
	last := max(first+1, min(g.rows-1, int(bottom/g.cell)+1))
	f := field{lattice: g, first: first, nodes: make([]rgb, 0, (last-first+1)*g.cols)}
	for row := first; row <= last; row++ {
		for col := range g.cols {
			f.nodes = append(f.nodes, colour(col, float32(col)*g.cell, float32(row)*g.cell))
		}
	}
	return f
}

// row interpolates the nodes for the row of pixels at height y into dst.
func (f *field) row(dst []rgb, y float32) []rgb {
	at := max(0, (y+0.5)/f.cell-float32(f.first))
	i := min(int(at), len(f.nodes)/f.cols-2)
	t := min(1, at-float32(i))
	above := f.nodes[i*f.cols : (i+1)*f.cols]
	below := f.nodes[(i+1)*f.cols : (i+2)*f.cols]
	dst = dst[:f.cols]
	for j := range dst {
		dst[j] = mix(above[j], below[j], t)
	}
	return dst
}
