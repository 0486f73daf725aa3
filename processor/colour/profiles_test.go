package colour

import (
	"encoding/binary"
	"math"
)

// testProfile writes a profile of a version, a class and spaces.
func testProfile(version byte, class, space, pcs string, tags map[string][]byte) []byte {
	var w profileWriter
	w.texts("Test")
	for _, name := range []string{"rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "kTRC", "A2B0", "A2B1"} {
		if value, ok := tags[name]; ok {
			w.tag(name, value)
		}
	}
	p := w.file(space)
	p[8], p[9] = version, 0x20
	copy(p[12:], class)
	copy(p[20:], pcs)
	return p
}

// matrixTags are the tags of three lights with curves.
func matrixTags(c Chromaticities, r, g, b []byte) map[string][]byte {
	m, err := c.toXYZ()
	if err != nil {
		panic(err)
	}
	tags := map[string][]byte{"rTRC": r, "gTRC": g, "bTRC": b}
	for j, name := range []string{"rXYZ", "gXYZ", "bXYZ"} {
		tags[name] = xyzTag([3]float64{m[0][j], m[1][j], m[2][j]})
	}
	return tags
}

// gammaTag is a curveType with a gamma.
func gammaTag(gamma float64) []byte {
	return binary.BigEndian.AppendUint16([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), uint16(math.Round(gamma*256)))
}

// sampledTag is a curveType with n points.
func sampledTag(c Curve, n int) []byte {
	b := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), uint32(n))
	for i := range n {
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(c(float64(i)/float64(n-1))*65535)))
	}
	return b
}

// parametricTag is a parametricCurveType.
func parametricTag(kind uint16, parameters ...float64) []byte {
	b := binary.BigEndian.AppendUint16([]byte("para\x00\x00\x00\x00"), kind)
	b = append(b, 0, 0)
	for _, p := range parameters {
		b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(p*65536))))
	}
	return b
}

func identityCurve(v float64) float64 { return v }

// device gives the colour, in XYZ at D50, that amounts from 0 to 1 make.
type device func(amounts []float64) [3]float64

// press is paper with four inks that take some of each other's light too, and
// whose black is no black.
func press(amounts []float64) [3]float64 {
	light := [3]float64{1, 1, 1} // of paper
	takes := [4][3]float64{{0.90, 0.25, 0.10}, {0.15, 0.85, 0.35}, {0.02, 0.08, 0.85}, {0.95, 0.95, 0.94}}
	for i, ink := range takes {
		spread := math.Pow(amounts[i], 0.8) // dots grow on paper
		for c := range light {
			light[c] *= 1 - spread*ink[c]
		}
	}
	m, _ := Chromaticities{}.toXYZ()
	return m.of(light)
}

// screen is a monitor with some light where there should be none.
func screen(amounts []float64) [3]float64 {
	m, _ := Chromaticities{d65(), [2]float64{0.66, 0.33}, [2]float64{0.26, 0.66}, [2]float64{0.15, 0.06}}.toXYZ()
	var light [3]float64
	for i, v := range amounts {
		light[i] = 0.01 + 0.99*math.Pow(v, 2.1)
	}
	return m.of(light)
}

// lab is L*a*b* of XYZ at D50 (CIE 15, section 8.2.1).
func lab(x [3]float64) [3]float64 {
	var f [3]float64
	for i, white := range d50() {
		t := x[i] / white
		if f[i] = math.Cbrt(t); t <= 216.0/24389 {
			f[i] = t*841/108 + 16.0/116
		}
	}
	return [3]float64{116*f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])}
}

// encodings of colours as numbers from 0 to 1.
func labV4(x [3]float64) [3]float64 {
	v := lab(x)
	return [3]float64{v[0] / 100, (v[1] + 128) / 255, (v[2] + 128) / 255}
}

func labV2(x [3]float64) [3]float64 {
	v := labV4(x)
	for i := range v {
		v[i] *= 65280.0 / 65535
	}
	return v
}

func xyzEncoded(x [3]float64) [3]float64 {
	for i := range x {
		x[i] /= 1 + 32767.0/32768
	}
	return x
}

// crossings appends the colours at the crossings of a grid.
func crossings(b []byte, d device, encode func([3]float64) [3]float64, width, dims, side int) []byte {
	n := 1
	for range dims {
		n *= side
	}
	amounts := make([]float64, dims)
	for i := range n {
		for k, at := dims-1, i; k >= 0; k-- {
			amounts[k] = float64(at%side) / float64(side-1)
			at /= side
		}
		for _, v := range encode(d(amounts)) {
			b = appendNumber(b, v, width)
		}
	}
	return b
}

func appendNumber(b []byte, v float64, width int) []byte {
	v = min(max(v, 0), 1)
	if width == 1 {
		return append(b, byte(math.Round(v*255)))
	}
	return binary.BigEndian.AppendUint16(b, uint16(math.Round(v*65535)))
}

// oldTable is a lut8Type or, of width 2, a lut16Type. A curve before the grid
// goes there and another comes back from it.
func oldTable(d device, encode func([3]float64) [3]float64, width, dims, side int) []byte {
	b := []byte("mft1\x00\x00\x00\x00")
	points := 256
	if width == 2 {
		b, points = []byte("mft2\x00\x00\x00\x00"), 33
	}
	b = append(b, byte(dims), 3, byte(side), 0)
	for _, v := range []uint32{1, 0, 0, 0, 1, 0, 0, 0, 1} {
		b = binary.BigEndian.AppendUint32(b, v<<16)
	}
	if width == 2 {
		b = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(b, uint16(points)), uint16(points))
	}
	curve := func(n int, c Curve) {
		for range n {
			for i := range points {
				b = appendNumber(b, c(float64(i)/float64(points-1)), width)
			}
		}
	}
	curve(dims, Gamma(0.9))
	bent := func(amounts []float64) [3]float64 {
		straight := make([]float64, len(amounts))
		for i, v := range amounts {
			straight[i] = math.Pow(v, 1/0.9)
		}
		return d(straight)
	}
	b = crossings(b, bent, encode, width, dims, side)
	curve(3, identityCurve)
	return b
}

// newTable is a lutAToBType. Of three inputs it has a matrix too.
func newTable(d device, encode func([3]float64) [3]float64, width, dims, side int) []byte {
	b := append([]byte("mAB \x00\x00\x00\x00"), byte(dims), 3, 0, 0)
	b = append(b, make([]byte, 20)...)
	place := func(i int) { binary.BigEndian.PutUint32(b[12+4*i:], uint32(len(b))) }
	curves := func(n int, tag []byte) {
		for range n {
			b = append(b, tag...)
			b = append(b, make([]byte, -len(b)&3)...)
		}
	}
	place(0)
	curves(3, parametricTag(0, 1))
	halved := encode
	if dims == 3 {
		halved = func(x [3]float64) [3]float64 { // the matrix doubles it
			v := encode(x)
			for i := range v {
				v[i] /= 2
			}
			return v
		}
		place(1)
		for _, v := range []float64{2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0} {
			b = binary.BigEndian.AppendUint32(b, uint32(int32(v*65536)))
		}
		place(2)
		curves(3, sampledTag(identityCurve, 2))
	}
	place(3)
	head := make([]byte, 20)
	for i := range dims {
		head[i] = byte(side)
	}
	head[16] = byte(width)
	b = crossings(append(b, head...), d, halved, width, dims, side)
	b = append(b, make([]byte, -len(b)&3)...)
	place(4)
	curves(dims, parametricTag(0, 1))
	return b
}
