package sample

import (
	"math"
	"math/rand/v2"
)

// scene is a composition laid out for one size of picture. Lengths ending in
// px are pixels; all others are in units of √(width × height), so that every
// size of one picture is the same picture.
type scene struct {
	w, h int     // pixels
	unit float32 // pixels in one unit
	wide float32 // width of the picture
	tall float32 // height of the picture

	mood    *mood
	noise   *noise
	horizon float32
	sun     body

	grid   *lattice
	sky    field
	stars  []star
	behind []*ridge // beyond the water, or all there are; far to near
	before []*ridge // on the viewer's side of the water
	water  *water   // nil where there is none
}

// body is the sun or the moon.
type body struct {
	x, y, r float32 // r is 0 when it is not in the picture
	veil    float32 // how much of it clouds hide, 0…1
	phase   float32 // for a moon: −1 new … 1 full
}

// compose lays out the picture of a seed.
func compose(seed uint64, w, h int) *scene {
	r := rand.New(rand.NewPCG(seed, 0x7068_6f74_6f73))
	unit := math.Sqrt(float64(w) * float64(h))
	s := &scene{
		w: w, h: h,
		unit:  float32(unit),
		wide:  float32(float64(w) / unit),
		tall:  float32(float64(h) / unit),
		mood:  &moods[seed%uint64(len(moods))],
		noise: newNoise(r),
		grid:  newLattice(w, h),
	}
	m := s.mood
	hasWater := r.Float32() < m.water
	hasClouds := r.Float32() < m.clouds
	if hasWater {
		s.horizon = s.tall * between(r, 0.50, 0.62)
	} else {
		s.horizon = s.tall * between(r, 0.56, 0.70)
	}
	s.placeSun(r)
	l := layout{scene: s, rand: r}
	if hasWater {
		l.lake()
	} else {
		l.ranges()
	}
	for _, ridges := range [][]*ridge{s.behind, s.before} {
		s.trace(ridges)
	}
	sky := newSky(s, r, hasClouds)
	s.sky = newField(s.grid, 0, float32(h), func(_ int, x, y float32) rgb {
		return sky.colour(x/s.unit, y/s.unit)
	})
	if m.night {
		s.stars = scatter(s, r)
	}
	return s
}

func (s *scene) placeSun(r *rand.Rand) {
	m := s.mood
	x := between(r, 0.18, 0.44)
	if r.IntN(2) == 0 {
		x = 1 - x
	}
	height := m.low + (m.high-m.low)*r.Float64()
	s.sun = body{
		x:     x * s.wide,
		y:     s.horizon * float32(1-height),
		r:     between(r, 0.015, 0.024),
		phase: between(r, -0.45, 0.85),
	}
	if m.galaxy || m.aurora || m.noon {
		s.sun.r = 0
	}
}

// light is how strongly the sun's glow reaches a point: 1 at the sun itself.
func (s *scene) light(x, y float32) float32 {
	dx, dy := x-s.sun.x, y-s.sun.y
	d := float32(math.Sqrt(float64(dx*dx + dy*dy)))
	along := float32(math.Exp(-float64(abs(y-s.horizon)/0.07 + abs(dx)/0.45)))
	low := clamp(1 - (s.horizon-s.sun.y)/0.3) // a low sun lights the whole horizon
	return s.mood.glowing * clamp(0.40*falloff(d, 0.035)+0.42*falloff(d, 0.13)+0.26*falloff(d, 0.42)+0.30*low*along)
}

// falloff is 1 at d = 0 and fades over a distance of about r, soft at both ends.
func falloff(d, r float32) float32 {
	q := d / r
	return 1 / (1 + q*q*(0.6+0.4*q))
}

// hazeAt is the colour that great distance has at a point: bright towards the
// sun, dull away from it.
func (s *scene) hazeAt(x, y float32) rgb {
	light := s.light(x, y)
	dull := 0.26 * s.mood.glowing * clamp(1-4*light)
	return mix(mix(s.mood.haze, s.mood.sky[3], 0.25), s.mood.mid, dull).screen(s.mood.glow, 0.8*light)
}

// bell is the Gaussian exp(−q²), cut off where it no longer shows.
func bell(q float32) float32 {
	if q *= q; q < 6 {
		return float32(math.Exp(-float64(q)))
	}
	return 0
}

func between(r *rand.Rand, a, b float32) float32 { return a + (b-a)*r.Float32() }
