package colour

import (
	"math"
	"sync"
)

// shaper converts through the light of three primaries: a curve for each, and
// then a matrix. What a sample adds to each of the three lights of sRGB is worked
// out beforehand, and the three sums are made at once, side by side in a word.
type shaper struct {
	// Samples are counted from sampleZero, so that sums of luma and chroma that
	// leave the range need no test. black is added to those of the first.
	adds [3][4 * 256]uint64
	// grays is the luma that each gray has in sRGB.
	grays [256]int32
}

const (
	sampleZero = 256
	// lightBits are those behind the point of a light in a sum.
	lightBits = 16
	// laneBits are those of a sum: there is room for what three samples add, each
	// less than mostAdded of either sign and counted from -mostAdded.
	laneBits  = 21
	mostAdded = 4
	// encodedBits are those of light that a sample of sRGB is looked up by: a
	// step of them is a fifth of a level in the shadows, where it shows most.
	encodedBits = 14
)

// encodings are the samples of sRGB for light, 1<<encodedBits of which are 1. The
// last is there four times, for vectors to read so many bytes at any place.
type encodings [1<<encodedBits + 4]byte

// encoding returns them.
var encoding = sync.OnceValue(func() *encodings {
	t := new(encodings)
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
	for c := range 3 {
		for i := range s.adds[c] {
			light := min(l[c][min(max(i-sampleZero, 0), 255)], 1)
			for j := range 3 {
				v := contrast * toSRGB[j][c] * light
				if c == 0 {
					v += 1 - contrast
				}
				v = min(max(v, -mostAdded), mostAdded-1.0/(1<<lightBits))
				s.adds[c][i] |= uint64(math.Round((v+mostAdded)*(1<<lightBits))) << (laneBits * j)
			}
		}
	}
	for i := range s.grays {
		r, g, b := []byte{byte(i)}, []byte{byte(i)}, []byte{byte(i)}
		s.rgb(r, g, b)
		s.grays[i] = lumaOfRGB(int32(r[0]), int32(g[0]), int32(b[0]))
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

// encode is the place in [encoding] of a sum, which is the lowest in a word.
func encode(sums uint64) int {
	const shift = lightBits - encodedBits
	sum := int(sums&(1<<laneBits-1)) - 3*mostAdded<<lightBits
	return min(max((sum+1<<(shift-1))>>shift, 0), 1<<encodedBits)
}

func (s *shaper) rgb(r, g, b []byte) {
	out := encoding()
	g, b = g[:len(r)], b[:len(r)]
	for i := range r {
		sums := s.adds[0][sampleZero+int(r[i])] + s.adds[1][sampleZero+int(g[i])] + s.adds[2][sampleZero+int(b[i])]
		r[i] = out[encode(sums)]
		g[i] = out[encode(sums>>laneBits)]
		b[i] = out[encode(sums>>(2*laneBits))]
	}
}

// yCbCr is as [Source.YCbCr], for a coding.
func (s *shaper) yCbCr(t *coding, luma, cb, cr []byte, step int, r, g, b []byte) {
	const mask = 4*256 - 1
	out := encoding()
	for c := range cb {
		red, blue, green := t.redCr[cr[c]], t.blueCb[cb[c]], t.greenCb[cb[c]]+t.greenCr[cr[c]]
		for x := c * step; x < min(c*step+step, len(luma)); x++ {
			y := t.luma[luma[x]] + sampleZero<<codingBits
			sums := s.adds[0][(y+red)>>codingBits&mask] + s.adds[1][(y+green)>>codingBits&mask] + s.adds[2][(y+blue)>>codingBits&mask]
			r[x] = out[encode(sums)]
			g[x] = out[encode(sums>>laneBits)]
			b[x] = out[encode(sums>>(2*laneBits))]
		}
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
