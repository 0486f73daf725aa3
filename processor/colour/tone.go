package colour

import "math"

// What screens for high dynamic range show, in cd/m² (ITU-R BT.2100-2, BT.2408-7).
const (
	pqPeak         = 10000.0
	hlgPeak        = 1000.0 // nominal peak of a display for HLG
	referenceWhite = 203.0  // of paper, and here of sRGB's white
	// contentPeak is the brightest that is told apart from what is brighter: what
	// a picture itself holds at most is seldom said and less often true.
	contentPeak = 1000.0
)

// toned converts PQ and HLG. Their light is brought to that of a screen of
// reference white by the curve of ITU-R BT.2390-11, section 5.4 (EETF): what is
// darker than about half of it stays as it is, what is brighter is compressed,
// and 1000 cd/m² becomes white. It is applied to the brightest of the three
// lights, and the others go along, so that no hue changes.
type toned struct {
	light [256]float32 // of each sample; 1 is reference white, of HLG it is light of the scene
	mix   [3][3]float32
	luma  *[3]float32 // of HLG: of scene light
	ootf  *lightTable // of HLG: what scene light is multiplied by, by its luma
	gain  lightTable  // what a light is multiplied by, by the brightest
}

// fromHDR returns the source of PQ or HLG in a space.
func fromHDR(space Chromaticities, c CICP) (Source, error) {
	m, err := space.toXYZ()
	if err != nil {
		return Source{}, err
	}
	p := &toned{gain: newLightTable(toneGain)}
	curve := Curve(func(v float64) float64 { return pq(v) * pqPeak / referenceWhite })
	if c.Transfer == TransferHLG {
		curve = hlg
		p.luma = &[3]float32{float32(m[1][0]), float32(m[1][1]), float32(m[1][2])}
		// BT.2100, table 5: the display's light is that of the scene, times its
		// luma to the power of gamma − 1, and gamma is 1.2 for this peak.
		ootf := newLightTable(func(y float64) float64 { return hlgPeak / referenceWhite * math.Pow(y, 0.2) })
		p.ootf = &ootf
	}
	toSRGB := fromXYZ().times(m)
	curve = c.ranged(curve)
	for i := range p.light {
		p.light[i] = float32(curve(float64(i) / 255))
	}
	for i := range 3 {
		for j := range 3 {
			p.mix[i][j] = float32(toSRGB[i][j])
		}
	}
	return Source{pixels: p}, nil
}

// pq is the light of a PQ sample, 1 for the brightest there is (BT.2100, table 4).
func pq(v float64) float64 {
	const m1, m2, c1, c2, c3 = 2610.0 / 16384, 2523.0 / 32, 3424.0 / 4096, 2413.0 / 128, 2392.0 / 128
	p := math.Pow(v, 1/m2)
	return math.Pow(max(p-c1, 0)/(c2-c3*p), 1/m1)
}

// pqSample is the inverse of pq.
func pqSample(light float64) float64 {
	const m1, m2, c1, c2, c3 = 2610.0 / 16384, 2523.0 / 32, 3424.0 / 4096, 2413.0 / 128, 2392.0 / 128
	p := math.Pow(light, m1)
	return math.Pow((c1+c2*p)/(1+c3*p), m2)
}

// hlg is the scene light of an HLG sample (BT.2100, table 5).
func hlg(v float64) float64 {
	const a, b, c = 0.17883277, 0.28466892, 0.55991073
	if v <= 0.5 {
		return v * v / 3
	}
	return (math.Exp((v-c)/a) + b) / 12
}

// toneGain is what light, 1 for reference white, is multiplied by.
func toneGain(light float64) float64 {
	most := pqSample(contentPeak / pqPeak)
	target := pqSample(referenceWhite/pqPeak) / most // "maxLum"
	knee := 1.5*target - 0.5
	e := min(pqSample(light*referenceWhite/pqPeak)/most, 1)
	if e <= knee {
		return 1
	}
	t := (e - knee) / (1 - knee)
	t2, t3 := t*t, t*t*t
	e = (2*t3-3*t2+1)*knee + (t3-2*t2+t)*(1-knee) + (-2*t3+3*t2)*target
	return pq(e*most) * pqPeak / referenceWhite / light
}

// lightTable is a function of light, worked out at 256 points for every factor
// of two, from lightLeast up.
type lightTable [lightOctaves << 8]float32

const (
	lightOctaves = 24
	lightLeast   = 1.0 / (1 << 17)
	// lightShift leaves of a float32 the exponent and 8 bits after it.
	lightShift = 15
)

func newLightTable(f func(light float64) float64) lightTable {
	var t lightTable
	first := math.Float32bits(lightLeast) >> lightShift
	for i := range t {
		t[i] = float32(f(float64(math.Float32frombits((first+uint32(i))<<lightShift | 1<<(lightShift-1)))))
	}
	return t
}

// at is the function of a light that is not negative.
func (t *lightTable) at(light float32) float32 {
	i := int(math.Float32bits(light)>>lightShift) - int(math.Float32bits(lightLeast)>>lightShift)
	return t[min(max(i, 0), len(t)-1)]
}

func (p *toned) rgb(r, g, b []byte) {
	out := encoding()
	g, b = g[:len(r)], b[:len(r)]
	for i := range r {
		x, y, z := p.light[r[i]], p.light[g[i]], p.light[b[i]]
		if p.ootf != nil {
			f := p.ootf.at(p.luma[0]*x + p.luma[1]*y + p.luma[2]*z)
			x, y, z = x*f, y*f, z*f
		}
		f := p.gain.at(max(x, y, z)) * (1 << encodedBits)
		x, y, z = x*f, y*f, z*f
		r[i] = out[index(p.mix[0][0]*x+p.mix[0][1]*y+p.mix[0][2]*z)]
		g[i] = out[index(p.mix[1][0]*x+p.mix[1][1]*y+p.mix[1][2]*z)]
		b[i] = out[index(p.mix[2][0]*x+p.mix[2][1]*y+p.mix[2][2]*z)]
	}
}

// index is the place in [encoding] of a light, 1<<encodedBits for 1.
func index(light float32) int {
	return int(min(max(light, 0), 1<<encodedBits) + 0.5)
}
