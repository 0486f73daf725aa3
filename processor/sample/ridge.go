package sample

import (
	"math"
	"slices"
)

// crest is the outline of a ridge.
type crest struct {
	base    float32 // height at which the ridge would be flat
	rise    float32 // how far it rises above that
	freq    float32 // summits per unit
	jag     float32 // 0 rolling hills … 1 rock
	lane    float32 // where in the noise the ridge lies, so that no two are alike
	octaves int     // detail; 0 for as much as rock has
	shape   shape
	forest  float32 // height of the trees that cover it; 0 for bare ground
}

// shape says where along a crest it is high. The zero shape is high everywhere.
type shape struct {
	centre, width float32
	floor         float32 // the least part of the rise that is left
	valley        bool    // low at the centre instead of high
}

func (s shape) at(x float32) float32 {
	if s.width == 0 {
		return 1
	}
	q := (x - s.centre) / s.width
	v := bell(q)
	if s.valley {
		v = 1 - 0.9*v
	}
	return s.floor + (1-s.floor)*v
}

// at is the crest's height at x, without trees.
func (c *crest) at(n *noise, x float32) float32 {
	octaves := c.octaves
	if octaves == 0 {
		octaves = 9
	}
	return c.height(n, x, octaves)
}

func (c *crest) height(n *noise, x float32, octaves int) float32 {
	p := x*c.freq + 40
	hills := 0.5 + 0.5*n.fbm(p, c.lane, min(octaves, 7))
	rocks := 1.15*n.ridged(p, c.lane+31, octaves) - 0.1
	return c.base - c.rise*c.shape.at(x)*lerp(hills, rocks, c.jag)
}

// treetops is how far a distant forest reaches above the crest at x: a row of
// narrow triangles of uneven height, thinning out here and there.
func (c *crest) treetops(n *noise, x float32) float32 {
	if c.forest == 0 {
		return 0
	}
	pitch := 0.24 * c.forest
	p := x / pitch
	cell := floor(p)
	lane := int(c.lane * 16)
	var top float32
	for i := cell - 1; i <= cell+1; i++ {
		centre := float32(i) + 0.2 + 0.6*n.hash(i, lane)
		tall := 0.35 + 0.65*n.hash(i, lane+1)
		flank := max(0, 1-1.05*abs(p-centre))
		top = max(top, tall*flank*(0.55+0.45*flank))
	}
	stand := 0.7 + 0.6*n.at(x*7, c.lane)
	return c.forest * top * clamp(stand)
}

// ridge is one layer of ground, ready to be painted.
type ridge struct {
	crest
	air       float32 // how much of its colour is the air before it, 0…1
	mist      float32 // how much mist lies at its foot, 0…1
	tone, lit rgb     // ground in the shade and in the light
	relief    float32
	snowline  float32 // height above the base where snow begins; 0 for no snow
	trees     []tree

	topPx    []float32 // the outline, for each column of pixels
	hiddenPx []float32 // where nearer ridges begin to hide this one
	minTopPx float32
	endPx    float32 // the lowest row that is seen
	colour   field
}

// trace works out the outlines of ridges, far to near, what each hides of the
// others, and their colours.
func (s *scene) trace(ridges []*ridge) {
	for _, r := range ridges {
		r.outline(s)
	}
	hidden := make([]float32, s.w)
	for x := range hidden {
		hidden[x] = float32(s.h)
	}
	for _, r := range slices.Backward(ridges) {
		r.hiddenPx = make([]float32, s.w)
		r.minTopPx, r.endPx = float32(s.h), 0
		for x, top := range r.topPx {
			r.hiddenPx[x] = hidden[x] + 1
			r.minTopPx = min(r.minTopPx, top)
			r.endPx = max(r.endPx, r.hiddenPx[x])
			hidden[x] = min(hidden[x], top)
		}
		for j := range r.trees {
			r.minTopPx = min(r.minTopPx, r.trees[j].top*s.unit)
		}
		r.shade(s)
	}
}

// outline samples the crest for every column, several times where columns are
// wide against the detail, so that small pictures do not sparkle.
func (r *ridge) outline(s *scene) {
	r.topPx = make([]float32, s.w)
	samples := max(1, min(8, 2400/s.w))
	for x := range r.topPx {
		var sum float32
		for i := range samples {
			u := (float32(x) + (float32(i)+0.5)/float32(samples)) / s.unit
			sum += r.at(s.noise, u) - r.treetops(s.noise, u)
		}
		r.topPx[x] = s.unit * sum / float32(samples)
	}
}

// shade works out the ridge's colours: slopes lit from the sun's side, snow
// above its line, mist at the foot, and air over all of it.
func (r *ridge) shade(s *scene) {
	m, n := s.mood, s.noise
	crests := make([]float32, s.grid.cols) // without trees, by node
	step := s.grid.cell / s.unit
	for col := range crests {
		crests[col] = r.at(n, float32(col)*step)
	}
	beyond := s.grid.cols / 4                      // slopes reach in from outside the picture
	broad := make([]float32, s.grid.cols+2*beyond) // the same without detail
	for i := range broad {
		broad[i] = r.height(n, float32(i-beyond)*step, min(4, max(2, r.octaves)))
	}
	steep := min(4, 0.34/(r.rise*r.freq)) // so that low ridges show their slopes as well
	r.colour = newField(s.grid, r.minTopPx, r.endPx, func(col int, xPx, yPx float32) rgb {
		x, y := xPx/s.unit, yPx/s.unit
		depth := max(0, y-crests[col])
		side := clamp(0.5+1.2*(s.sun.x-x))*2 - 1

		// The light on the broad flank, its edge wandering down from the summit.
		wander := depth * (0.45*side + 1.3*n.at(x*1.9, r.lane+y*3) + 0.5*n.at(x*7, r.lane+y*9) + 0.2*n.at(x*24, y*22))
		at := max(1, min(len(broad)-2, beyond+col+int(wander/step)))
		face := side * (broad[at-1] - broad[at+1]) / (2 * step)
		light := 0.5 + 0.8*steep*face*float32(math.Exp(-float64(depth/0.25)))
		if !m.dunes && r.relief > 0.02 {
			// Gullies: the slope of a rough surface towards the light.
			u, v := x*r.freq*5+r.lane, (y+0.3*depth)*r.freq*2.6+r.lane
			light += 1.9 * (n.ridged(u, v, 4) - n.ridged(u+0.08*side, v-0.06, 4))
		}
		light = clamp(light)
		ground := mix(r.tone, mix(r.tone, r.lit, light), r.relief)
		if r.forest > 0 {
			// Crowns, as fine as the trees are.
			ground = ground.scale(1 + 0.09*n.at(2*x/r.forest, 2.6*y/r.forest))
		}
		if r.snowline > 0 {
			// It lies deeper in the gullies and slides off where rock is steep.
			fall := n.fbm(x*34+r.lane, (y+depth)*7, 4)
			cover := smoothstep(-0.02, 0.02, r.base-y-r.snowline+0.06*n.fbm(x*9, y*9, 3)+0.05*fall)
			bare := smoothstep(0.16, 0.5, fall+0.35*n.at(x*11, y*11+r.lane)-0.10-0.5*(r.base-y)/r.rise*0.3)
			cover *= 1 - 0.75*bare
			ground = mix(ground, mix(m.snowShade, m.snow, smoothstep(0.2, 0.8, light)), 0.94*cover)
		}

		// The sun catches the very edge.
		glow := s.light(x, y)
		ground = ground.screen(m.glow, 0.5*glow*glow*falloff(depth, 0.004)*r.air)

		haze := s.hazeAt(x, y)
		foot := smoothstep(0.0, 0.11, depth) * (0.75 + 0.45*n.fbm(x*1.6+r.lane, y*7, 3))
		return mix(mix(ground, haze, r.air), haze, clamp(0.85*r.mist*foot))
	})
}
