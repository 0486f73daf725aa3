package colour

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// table converts through a table of the colours that samples make, with curves
// before and after it.
type table struct {
	inputs int
	before [4][256]float32 // where in the grid a sample lies, 0 to 1
	grid   *grid           // nil for none, of three inputs
	middle *[3]points      // after the grid, before the matrix; nil for none
	matrix *[3][4]float32  // the last number of a row is added
	after  [3]points

	lab             bool
	scale, offset   [3]float32 // of what comes out, to XYZ or L*a*b*
	black, contrast [3]float32 // to the black of the screen: XYZ × contrast + black
	mix             [3][3]float32
}

// points are a curve at equal distances from 0 to 1.
type points []float32

func (p points) at(v float32) float32 {
	at := min(max(v, 0), 1) * float32(len(p)-1)
	i := min(int(at), len(p)-2)
	return p[i] + (p[i+1]-p[i])*(at-float32(i))
}

// curvePoints is how many points stand for a curve that is no table itself.
const curvePoints = 4096

func sampleCurve(c Curve, n int) points {
	p := make(points, n)
	for i := range p {
		p[i] = float32(bounded(c(float64(i) / float64(n-1))))
	}
	return p
}

// tabled reads a table (ICC.1:2022, sections 10.10 to 10.12).
func (p profile) tabled(tag []byte, model Model) (Source, error) {
	t := &table{lab: string(p[20:24]) == "Lab "}
	var err error
	switch kind := string(tag[:4]); kind {
	case "mft1", "mft2":
		err = t.readOld(tag)
	case "mAB ":
		err = t.readNew(tag)
	default:
		err = fmt.Errorf("%q is no table", kind)
	}
	if err != nil {
		return Source{}, err
	}
	want := map[Model]int{RGB: 3, Gray: 1, CMYK: 4}[model]
	if t.inputs != want {
		return Source{}, fmt.Errorf("the table has %d inputs, not %d", t.inputs, want)
	}
	t.connect(string(tag[:4]) == "mft2")
	t.adaptBlack(p[8] >= 4, model)
	s := Source{model: model}
	switch {
	case model == CMYK:
		s.inks = t
	case !near(t):
		s.pixels = t
	}
	return s, nil
}

// connect sets what the numbers that come out mean (sections 6.3.4 and 10.10).
func (t *table) connect(legacy bool) {
	const most = 1 + 32767.0/32768 // of XYZ with 15 bits behind the point
	t.scale, t.offset = [3]float32{most, most, most}, [3]float32{}
	if t.lab {
		t.scale, t.offset = [3]float32{100, 255, 255}, [3]float32{0, -128, -128}
		if legacy { // 0xFF00 is 100
			const wide = 65535.0 / 65280
			t.scale = [3]float32{100 * wide, 255 * wide, 255 * wide}
		}
	}
	m := fromXYZ()
	for i := range 3 {
		t.contrast[i] = 1
		for j := range 3 {
			t.mix[i][j] = float32(m[i][j])
		}
	}
}

// adaptBlack lets the darkest that the profile can show be the black of the
// screen, as it is done for the perceptual intent (ICC.1:2022, section 6.3.3 for
// profiles of version 4; ISO 18619 for the formula). All that changes is how
// light it is, not its tint.
func (t *table) adaptBlack(version4 bool, model Model) {
	black := [3]float32{0.00336, 0.0034731, 0.00287} // the perceptual black of version 4
	if !version4 {
		full := [4]byte{}
		if model == CMYK {
			full = [4]byte{255, 255, 255, 255}
		}
		y := float64(t.xyz(full)[1])
		y = min(max(y, 0), labInverse((50.0+16)/116))
		for i, white := range d50() {
			black[i] = float32(white * y)
		}
	}
	for i, white := range d50() {
		w := float32(white)
		t.contrast[i] = w / (w - black[i])
		t.black[i] = -w * black[i] / (w - black[i])
	}
}

// readOld reads a lut8Type or a lut16Type.
func (t *table) readOld(tag []byte) error {
	if len(tag) < 52 {
		return errors.New("the table is cut short")
	}
	inputs, outputs, side := int(tag[8]), int(tag[9]), int(tag[10])
	if inputs < 1 || inputs > 4 || outputs != 3 || side < 2 {
		return fmt.Errorf("a table from %d to %d with %d points a side", inputs, outputs, side)
	}
	width, before, after, rest := 1, 256, 256, tag[48:]
	if string(tag[:4]) == "mft2" {
		width, before, after, rest = 2, int(binary.BigEndian.Uint16(tag[48:])), int(binary.BigEndian.Uint16(tag[50:])), tag[52:]
	}
	if before < 2 || after < 2 || before > 4096 || after > 4096 {
		return fmt.Errorf("curves of %d and %d points", before, after)
	}
	curve := func(n int) (points, error) {
		if len(rest) < n*width {
			return nil, errors.New("the table is cut short")
		}
		c := make(points, n)
		for i := range c {
			c[i] = number(rest, i, width)
		}
		rest = rest[n*width:]
		return c, nil
	}
	t.inputs = inputs
	for i := range inputs {
		c, err := curve(before)
		if err != nil {
			return err
		}
		t.setBefore(i, func(v float64) float64 { return float64(c.at(float32(v))) })
	}
	g, n, err := newGrid(rest, width, []int{side, side, side, side}[:inputs])
	if err != nil {
		return err
	}
	t.grid, rest = g, rest[n:]
	for i := range 3 {
		if t.after[i], err = curve(after); err != nil {
			return err
		}
	}
	return nil
}

// readNew reads a lutAToBType.
func (t *table) readNew(tag []byte) error {
	if len(tag) < 32 {
		return errors.New("the table is cut short")
	}
	inputs, outputs := int(tag[8]), int(tag[9])
	if inputs < 1 || inputs > 4 || outputs != 3 {
		return fmt.Errorf("a table from %d to %d", inputs, outputs)
	}
	t.inputs = inputs
	// part returns what lies at the offset that is the i-th.
	part := func(i int) []byte {
		off := binary.BigEndian.Uint32(tag[12+4*i:])
		if off == 0 || int64(off) > int64(len(tag)) {
			return nil
		}
		return tag[off:]
	}
	const b, matrixPart, m, clut, a = 0, 1, 2, 3, 4
	last, err := readCurves(part(b), 3)
	if err != nil {
		return err
	}
	for i, c := range last {
		t.after[i] = sampleCurve(c, curvePoints)
	}
	if part(m) != nil {
		middle, err := readCurves(part(m), 3)
		if err != nil {
			return err
		}
		if err := t.readMatrix(part(matrixPart)); err != nil {
			return err
		}
		t.middle = new([3]points)
		for i, c := range middle {
			t.middle[i] = sampleCurve(c, curvePoints)
		}
	}
	if part(clut) == nil {
		if inputs != 3 {
			return errors.New("the table is missing")
		}
		for i := range inputs {
			t.setBefore(i, Gamma(1))
		}
		return nil
	}
	first, err := readCurves(part(a), inputs)
	if err != nil {
		return err
	}
	for i, c := range first {
		t.setBefore(i, c)
	}
	return t.readGrid(part(clut))
}

// readGrid reads the table of a lutAToBType (section 10.12.5).
func (t *table) readGrid(b []byte) error {
	const headLen = 20
	if len(b) < headLen {
		return errors.New("the table is cut short")
	}
	sides := make([]int, t.inputs)
	for i := range sides {
		sides[i] = int(b[i])
	}
	width := int(b[16])
	if width != 1 && width != 2 {
		return fmt.Errorf("a table of numbers of %d bytes", width)
	}
	var err error
	t.grid, _, err = newGrid(b[headLen:], width, sides)
	return err
}

func (t *table) readMatrix(b []byte) error {
	if len(b) < 48 {
		return errors.New("the matrix is missing")
	}
	t.matrix = new([3][4]float32)
	for i := range 3 {
		for j := range 3 {
			t.matrix[i][j] = float32(s15Fixed16(b[4*(3*i+j):]))
		}
		t.matrix[i][3] = float32(s15Fixed16(b[36+4*i:]))
	}
	return nil
}

// readCurves reads curves that lie one behind the other, each at a multiple of
// four bytes.
func readCurves(b []byte, n int) ([]Curve, error) {
	curves := make([]Curve, n)
	for i := range curves {
		c, used, err := readCurve(b)
		if err != nil {
			return nil, err
		}
		curves[i] = c
		b = b[min((used+3)&^3, len(b)):]
	}
	return curves, nil
}

// setBefore works out a curve for the values of a sample.
func (t *table) setBefore(i int, c Curve) {
	for v := range 256 {
		t.before[i][v] = float32(bounded(c(float64(v) / 255)))
	}
}

// number is the i-th of numbers of 8 or 16 bits, 0 to 1.
func number(b []byte, i, width int) float32 {
	if width == 1 {
		return float32(b[i]) / 255
	}
	return float32(binary.BigEndian.Uint16(b[2*i:])) / 65535
}

// xyz returns the colour of samples, white as D50, before its black is adapted.
func (t *table) xyz(samples [4]byte) [3]float32 {
	var at [4]float32
	for i := range t.inputs {
		at[i] = t.before[i][samples[i]]
	}
	v := [3]float32{at[0], at[1], at[2]}
	if t.grid != nil {
		v = t.grid.at(&at)
	}
	if t.middle != nil {
		x, y, z := t.middle[0].at(v[0]), t.middle[1].at(v[1]), t.middle[2].at(v[2])
		for i, m := range t.matrix {
			v[i] = m[0]*x + m[1]*y + m[2]*z + m[3]
		}
	}
	for i := range v {
		v[i] = t.after[i].at(v[i])*t.scale[i] + t.offset[i]
	}
	if !t.lab {
		return v
	}
	white := d50()
	f := (v[0] + 16) / 116
	return [3]float32{
		float32(white[0]) * labInverse32(f+v[1]/500),
		float32(white[1]) * labInverse32(f),
		float32(white[2]) * labInverse32(f-v[2]/200),
	}
}

// labInverse32 is as [labInverse].
func labInverse32(f float32) float32 {
	if f > 6.0/29 {
		return f * f * f
	}
	return (f - 16.0/116) * 108 / 841
}

// srgb returns the samples of sRGB for those of the table.
func (t *table) srgb(samples [4]byte, out *encodings) (r, g, b byte) {
	v := t.xyz(samples)
	for i := range v {
		v[i] = (v[i]*t.contrast[i] + t.black[i]) * (1 << encodedBits)
	}
	m := &t.mix
	return out[index(m[0][0]*v[0]+m[0][1]*v[1]+m[0][2]*v[2])],
		out[index(m[1][0]*v[0]+m[1][1]*v[1]+m[1][2]*v[2])],
		out[index(m[2][0]*v[0]+m[2][1]*v[1]+m[2][2]*v[2])]
}

func (t *table) rgb(r, g, b []byte) {
	out := encoding()
	for i := range r {
		r[i], g[i], b[i] = t.srgb([4]byte{r[i], g[i], b[i]}, out)
	}
}

func (t *table) cmyk(c, m, y, k []byte) {
	out := encoding()
	for i := range c {
		c[i], m[i], y[i] = t.srgb([4]byte{c[i], m[i], y[i], k[i]}, out)
	}
}
