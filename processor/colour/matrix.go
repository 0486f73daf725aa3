package colour

import "errors"

// matrix has three rows.
type matrix [3][3]float64

func identity() matrix { return matrix{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}} }

// times returns the product of two matrices, of which n is applied first.
func (m matrix) times(n matrix) matrix {
	var p matrix
	for i := range 3 {
		for j := range 3 {
			for k := range 3 {
				p[i][j] += m[i][k] * n[k][j]
			}
		}
	}
	return p
}

// of applies the matrix.
func (m matrix) of(v [3]float64) (out [3]float64) {
	for i := range 3 {
		out[i] = m[i][0]*v[0] + m[i][1]*v[1] + m[i][2]*v[2]
	}
	return out
}

// inverse returns the inverse, by cofactors; ok is false if there is none.
func (m matrix) inverse() (inv matrix, ok bool) {
	cofactor := func(i, j int) float64 {
		a, b, c, d := (i+1)%3, (i+2)%3, (j+1)%3, (j+2)%3
		return m[a][c]*m[b][d] - m[a][d]*m[b][c]
	}
	det := m[0][0]*cofactor(0, 0) + m[0][1]*cofactor(0, 1) + m[0][2]*cofactor(0, 2)
	if !(det > 1e-9 || det < -1e-9) { // NaN is not
		return m, false
	}
	for i := range 3 {
		for j := range 3 {
			inv[j][i] = cofactor(i, j) / det
		}
	}
	return inv, true
}

// d50 is the white of the space that profiles connect through, in XYZ (ICC.1,
// 7.2.16).
func d50() [3]float64 { return [3]float64{0.9642, 1, 0.8249} }

// bradford goes from XYZ to the responses of cones in which one white is adapted
// to another (ICC.1, annex E).
func bradford() matrix {
	return matrix{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}
}

// toXYZ returns the matrix from light in this space to XYZ, with its white
// adapted to D50.
func (c Chromaticities) toXYZ() (matrix, error) {
	if c == (Chromaticities{}) {
		c = srgbChromaticities()
	}
	none := errors.New("the chromaticities span no colours")
	var m matrix
	for j, p := range [3][2]float64{c.Red, c.Green, c.Blue} {
		if p[1] == 0 {
			if p[0] == 0 {
				return m, none
			}
			p[1] = 1e-6 // the imaginary blue of some spaces
		}
		m[0][j], m[1][j], m[2][j] = p[0]/p[1], 1, (1-p[0]-p[1])/p[1]
	}
	inv, ok := m.inverse()
	if !ok || !(c.White[1] > 1e-3) {
		return m, none
	}
	white := [3]float64{c.White[0] / c.White[1], 1, (1 - c.White[0] - c.White[1]) / c.White[1]}
	parts := inv.of(white)
	for i := range 3 {
		for j := range 3 {
			m[i][j] *= parts[j]
		}
	}
	to := bradford()
	back, _ := to.inverse() // it has one
	have, want := to.of(white), to.of(d50())
	var scale matrix
	for i := range 3 {
		if !(have[i] > 1e-3) {
			return m, none
		}
		scale[i][i] = want[i] / have[i]
	}
	return back.times(scale).times(to).times(m), nil
}

// fromXYZ returns the matrix from XYZ, with a white of D50, to the light of sRGB.
func fromXYZ() matrix {
	m, _ := Chromaticities{}.toXYZ()
	inv, _ := m.inverse() // those of sRGB span colours
	return inv
}
