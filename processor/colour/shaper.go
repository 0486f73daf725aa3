package colour

import (
	"math"
	"sync"
)

// shaper converts through the light of three primaries: a curve for each, and
// then a matrix.
type shaper struct {
	light [3][256]int32 // 1<<lightBits is 1
	mix   [3][3]int64   // to the light of sRGB; 1<<mixBits is 1
	black int64         // is added to each
}

const (
	lightBits = 16
	mixBits   = 16
	// encodedBits are those of light that a sample of sRGB is looked up by: a
	// step of them is a fifth of a level in the shadows, where it shows most.
	encodedBits = 14
)

// encoding returns the sample of sRGB for light, 1<<encodedBits of which are 1.
var encoding = sync.OnceValue(func() *[1<<encodedBits + 1]byte {
	t := new([1<<encodedBits + 1]byte)
	at := 0
	for v := range 255 {
		// From half a level above v on, the next is nearer.
		end := int(math.Ceil(SRGBCurve((float64(v)+0.5)/255) * (1 << encodedBits)))
		for ; at < end; at++ {
			t[at] = byte(v)
		}
	}
	for ; at < len(t); at++ {
		t[at] = 255
	}
	return t
})

// lights are a curve for each of three lights at each value of a sample.
type lights [3]*[256]float64

// lightsOf samples curves; a nil one is that of sRGB.
func lightsOf(curves [3]Curve) lights {
	return lights{sampled(curves[0]), sampled(curves[1]), sampled(curves[2])}
}

// newShaper returns the shaper for lights that toSRGB makes those of sRGB. black is
// how light the darkest is, 0 to 1: it is made the black of the screen, and its tint
// left (ISO 18619).
func newShaper(toSRGB matrix, l lights, black float64) *shaper {
	s := new(shaper)
	contrast := 1 / (1 - min(max(black, 0), 0.5))
	s.black = int64(math.Round((1 - contrast) * (1 << (lightBits + mixBits))))
	for c := range 3 {
		for i, v := range l[c] {
			s.light[c][i] = int32(math.Round(min(v, 1) * (1 << lightBits)))
		}
		for j := range 3 {
			const most = 1 << 20 // no product of it and light is too large
			s.mix[c][j] = int64(math.Round(min(max(contrast*toSRGB[c][j]*(1<<mixBits), -most), most)))
		}
	}
	return s
}

// sampled returns a curve at each of the values of a sample.
func sampled(curve Curve) *[256]float64 {
	t := new([256]float64)
	if curve == nil {
		curve = SRGBCurve
	}
	for i := range t {
		t[i] = curve(float64(i) / 255)
		if !(t[i] >= 0) { // NaN is not
			t[i] = 0
		}
	}
	return t
}

// encode is the number in [encoding] for a sum of lights.
func encode(sum int64) int64 {
	const shift = lightBits + mixBits - encodedBits
	return min(max((sum+1<<(shift-1))>>shift, 0), 1<<encodedBits)
}

func (s *shaper) rgb(r, g, b []byte) {
	out := encoding()
	m, black := s.mix, s.black
	g, b = g[:len(r)], b[:len(r)]
	for i := range r {
		x, y, z := int64(s.light[0][r[i]]), int64(s.light[1][g[i]]), int64(s.light[2][b[i]])
		r[i] = out[encode(m[0][0]*x+m[0][1]*y+m[0][2]*z+black)]
		g[i] = out[encode(m[1][0]*x+m[1][1]*y+m[1][2]*z+black)]
		b[i] = out[encode(m[2][0]*x+m[2][1]*y+m[2][2]*z+black)]
	}
}

// fromMatrix returns the source whose lights toXYZ brings to XYZ, white to D50.
func fromMatrix(toXYZ matrix, l lights) Source {
	least := toXYZ.of([3]float64{l[0][0], l[1][0], l[2][0]})
	p := newShaper(fromXYZ().times(toXYZ), l, least[1])
	if near(p) {
		return Source{}
	}
	return Source{pixels: p, portable: func() []byte { return writeProfile(toXYZ, l) }}
}
