package sample

import (
	"math"
	"math/rand/v2"
)

// water is a level surface that mirrors all that is behind it.
type water struct {
	shore float32
	calm  float32 // 0 rippled … 1 a mirror
	lane  float32
}

func newWater(shore float32, r *rand.Rand) *water {
	return &water{shore: shore, calm: between(r, 0.2, 0.9), lane: 256 * r.Float32()}
}

// wave describes one row of the surface.
type wave struct {
	mirror float32 // height of the row that is mirrored here
	phase  float32 // distance from the viewer, as the ripples see it
	near   float32 // 0 at the shore … 1 at the viewer's feet
}

// wave at height y below the shore.
func (w *water) wave(s *scene, y float32) wave {
	below := y - w.shore
	near := below / (s.tall - w.shore)
	phase := 34 * float32(math.Log(float64(1+14*near)))
	swell := 0.022 * (1.05 - w.calm) * (0.1 + near) * s.noise.at(w.lane, phase)
	return wave{
		mirror: max(0, w.shore-abs(below+swell)),
		phase:  phase,
		near:   near,
	}
}

// ripple is what one point of the surface does to the colour it mirrors:
// colour × gain + bias, taken from shift units to the side.
type ripple struct {
	shift      float32
	gain, bias rgb
}

// ripple at x in the row of a wave.
func (w *water) ripple(s *scene, v wave, x float32) ripple {
	m, n := s.mood, s.noise
	broad := 2.4 / (0.14 + v.near)
	lift := n.fbm(x*broad+w.lane, v.phase, 3)
	p := ripple{
		shift: 0.010 * (1.15 - w.calm) * (0.15 + v.near) * n.at(1.3*x*broad+w.lane, 0.8*v.phase),
		gain:  rgb{0.93, 0.93, 0.93},
	}
	// The nearer, the steeper one looks, and the more one sees into the water.
	p.cover(mix(m.near, m.mid, 0.45), 0.10+0.42*v.near*v.near)
	light := 1 + 0.16*(1.2-w.calm)*lift
	p.gain, p.bias = p.gain.scale(light), p.bias.scale(light)
	// A breath of wind far out: a bright band that mirrors only sky.
	wind := smoothstep(0.15, 0.6, n.at(x*0.9+w.lane, 9*v.near+w.lane)) * smoothstep(0.5, 0.02, v.near)
	p.cover(mix(m.sky[2], m.sky[3], 0.5), 0.3*wind)
	// Glitter under the sun.
	if s.sun.r > 0 {
		q := (x - s.sun.x) / (0.035 + 0.10*v.near)
		path := bell(q)
		spark := smoothstep(0.05, 0.55, lift+0.35*path)
		p.glint(mix(m.glow, m.disc, 0.5), 0.75*m.glowing*path*spark*(1-0.6*v.near)*(1-s.sun.veil))
	}
	return p
}

// cover lays a colour over what is mirrored, as [mix] does.
func (p *ripple) cover(c rgb, k float32) {
	p.gain, p.bias = p.gain.scale(1-k), mix(p.bias, c, k)
}

// glint adds light, as [rgb.screen] does.
func (p *ripple) glint(c rgb, k float32) {
	p.gain = rgb{p.gain.r * (1 - c.r*k), p.gain.g * (1 - c.g*k), p.gain.b * (1 - c.b*k)}
	p.bias = p.bias.screen(c, k)
}
