package colour

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// readCurve reads a curveType or a parametricCurveType (ICC.1:2022, sections
// 10.6 and 10.18), and says how many bytes of the tag it takes.
func readCurve(tag []byte) (c Curve, n int, err error) {
	if len(tag) < 12 {
		return nil, 0, errors.New("no curve")
	}
	switch kind := string(tag[:4]); kind {
	case "curv":
		return readSampled(tag)
	case "para":
		return readParametric(tag)
	default:
		return nil, 0, fmt.Errorf("%q is no curve", kind)
	}
}

func readSampled(tag []byte) (Curve, int, error) {
	count := int64(binary.BigEndian.Uint32(tag[8:]))
	if count > int64(len(tag)-12)/2 {
		return nil, 0, errors.New("the curve is cut short")
	}
	lights := make([]uint16, count)
	for i := range lights {
		lights[i] = binary.BigEndian.Uint16(tag[12+2*i:])
	}
	n := 12 + 2*int(count)
	switch count {
	case 0:
		return Gamma(1), n, nil
	case 1: // a gamma, with 8 bits behind the point
		return Gamma(float64(lights[0]) / 256), n, nil
	}
	return Sampled(lights), n, nil
}

// readParametric reads one of five functions, which have up to seven parameters.
func readParametric(tag []byte) (Curve, int, error) {
	counts := [...]int{1, 3, 4, 5, 7}
	kind := int(binary.BigEndian.Uint16(tag[8:]))
	if kind >= len(counts) {
		return nil, 0, fmt.Errorf("the curve is of the kind %d", kind)
	}
	n := 12 + 4*counts[kind]
	if len(tag) < n {
		return nil, 0, errors.New("the curve is cut short")
	}
	var parameters [7]float64
	for i := range counts[kind] {
		parameters[i] = s15Fixed16(tag[12+4*i:])
	}
	g, a, b, c, d, e, f := parameters[0], parameters[1], parameters[2], parameters[3], parameters[4], parameters[5], parameters[6]
	switch kind {
	case 0:
		a, d = 1, math.Inf(-1)
	case 1, 2: // c is what is added, and what there is below −b/a
		if a == 0 {
			return nil, 0, errors.New("the curve has no slope")
		}
		c, d, e, f = 0, -b/a, c, c
	}
	return func(v float64) float64 {
		if v >= d {
			return bounded(math.Pow(max(a*v+b, 0), g) + e)
		}
		return bounded(c*v + f)
	}, n, nil
}

// bounded keeps what a curve gives within what profiles can hold.
func bounded(v float64) float64 {
	if !(v >= 0) { // NaN is not
		return 0
	}
	return min(v, 1)
}
