package sample

import (
	"math"
	"math/rand/v2"
)

// sky is the air above the horizon: gradient, glow, clouds, Milky Way, aurora.
type sky struct {
	*scene
	cover   float32 // how much of the sky the clouds take, 0…1; 0 for none
	stretch float32 // how much longer than high they are
	lane    float32
	tilt    float32 // slope of the Milky Way
	foot    float32 // where it meets the horizon
	bands   [3]band
}

// band is one curtain of an aurora.
type band struct{ x, y, sway, lane float32 }

func newSky(s *scene, r *rand.Rand, clouds bool) *sky {
	k := &sky{
		scene:   s,
		stretch: between(r, 1.6, 4),
		lane:    256 * r.Float32(),
		tilt:    between(r, 0.35, 0.8),
		foot:    s.wide * between(r, 0.3, 0.7),
	}
	if clouds {
		k.cover = between(r, 0.38, 0.62)
	}
	if r.IntN(2) == 0 {
		k.tilt = -k.tilt
	}
	for i := range k.bands {
		k.bands[i] = band{
			x:    256 * r.Float32(),
			y:    s.horizon * between(r, 0.5, 0.86),
			sway: between(r, 0.06, 0.14),
			lane: 256 * r.Float32(),
		}
	}
	if clouds && s.sun.r > 0 {
		s.sun.veil = 0.75 * k.density(s.sun.x, s.sun.y)
	}
	if s.mood.veiled {
		s.sun.veil = 0.65
	}
	return k
}

// colour of the sky at a point.
func (k *sky) colour(x, y float32) rgb {
	m := k.mood
	c := gradient(&m.sky, y/k.horizon)
	light := k.light(x, y)
	c = c.screen(m.glow, light)
	if m.galaxy {
		c = k.galaxy(c, x, y)
	}
	if m.aurora {
		c = k.aurora(c, x, y)
	}
	if k.cover > 0 && y < k.horizon+0.02 {
		c = k.cloud(c, x, y, light)
	}
	return c
}

// gradient runs from the zenith (v = 0) to the horizon (v = 1).
func gradient(stops *[4]rgb, v float32) rgb {
	at := [4]float32{0, 0.42, 0.78, 1}
	for i := range 3 {
		if v < at[i+1] {
			return mix(stops[i], stops[i+1], max(0, v-at[i])/(at[i+1]-at[i]))
		}
	}
	return stops[3]
}

// plane projects a point of the sky on the level of the clouds, so that they
// crowd together towards the horizon.
func (k *sky) plane(x, y float32) (u, v float32) {
	far := 1 / (1.16 - min(1.05, y/k.horizon))
	return (x - k.wide/2) * far / k.stretch * 1.5, far * 1.1
}

// density of the clouds at a point, 0…1.
func (k *sky) density(x, y float32) float32 {
	u, v := k.plane(x, y)
	u, v = u+k.lane, v+k.lane
	warp := k.noise.at(u*0.7, v*0.7+50)
	d := 0.5 + 0.5*k.noise.fbm(u+0.5*warp, v+0.3*warp, 6)
	return smoothstep(1-k.cover, 1.32-k.cover, d)
}

func (k *sky) cloud(c rgb, x, y, light float32) rgb {
	d := k.density(x, y)
	if d <= 0 {
		return c
	}
	// Compare with the density nearer the sun: the side that has less before it is lit.
	dx, dy := k.sun.x-x, k.sun.y-y
	away := 0.022 / (0.02 + float32(math.Sqrt(float64(dx*dx+dy*dy))))
	lit := clamp(0.45 + 1.3*(d-k.density(x+dx*away, y+dy*away)) + 0.5*light - 0.35*d)
	body := mix(k.mood.cloudDark, k.mood.cloudLit, lit).screen(k.mood.glow, 0.6*light)
	fade := 0.85 - 0.45*smoothstep(0.8, 1.02, y/k.horizon) // haze before the far ones
	return mix(c, body, d*fade)
}

// galaxy adds the Milky Way: a tilted band, bright at the core, with dark lanes.
func (k *sky) galaxy(c rgb, x, y float32) rgb {
	n := k.noise
	up := k.horizon - y
	across := (x - k.foot - up*k.tilt) / float32(math.Sqrt(float64(1+k.tilt*k.tilt)))
	across += 0.03 * n.fbm(x*3+k.lane, y*3, 3)
	q := across / 0.13
	glow := bell(q)
	dust := smoothstep(-0.15, 0.5, n.fbm(x*7+k.lane, y*7+k.lane, 5)+0.55*(1-abs(across)/0.035))
	bright := glow * (0.55 + 0.5*n.fbm(x*5+3, y*5+k.lane, 4)) * (1 - 0.62*dust*glow)
	bright *= 1 - 0.5*smoothstep(0.75, 1, y/k.horizon)
	tint := mix(hex(0x93a4e6), hex(0xf2c8c4), glow*glow)
	return c.screen(tint, 0.62*max(0, bright))
}

// aurora adds curtains of light: sharp below, fading upwards in rays.
func (k *sky) aurora(c rgb, x, y float32) rgb {
	n := k.noise
	for i, b := range k.bands {
		bend := n.fbm(x*1.3+b.x, b.lane, 3)
		hem := b.y + 1.3*b.sway*bend
		up := hem - y
		ray := 0.55 + 0.45*n.at(x*26+b.x+4*bend, b.lane) + 0.25*n.at(x*70, b.lane)
		tall := 0.16 * (0.7 + 0.5*n.at(x*5+b.x, b.lane+7))
		glow := smoothstep(-0.02, 0.012, up) * float32(math.Exp(-float64(max(0, up)/tall)))
		glow *= clamp(0.62+0.75*n.at(x*1.7+b.lane, b.x)) * ray / (1 + 0.35*float32(i))
		violet := smoothstep(0.02, 0.28, up)
		c = c.screen(mix(k.mood.glow, hex(0x9a6cf0), violet), 0.85*clamp(glow))
	}
	return c
}

// star is a point of light.
type star struct {
	x, y   float32
	bright float32 // 0…1
	tint   rgb
}

// scatter places stars, few of them bright, fewer near the horizon, more of
// them where the Milky Way is.
func scatter(s *scene, r *rand.Rand) []star {
	count := 420
	if s.mood.galaxy {
		count = 1500
	}
	stars := make([]star, 0, count)
	for range count {
		x, y := s.wide*r.Float32(), s.horizon*r.Float32()
		b := r.Float32()
		b *= b * b
		warm := r.Float32()
		haze := smoothstep(1.02, 0.6, y/s.horizon) * (1 - 0.9*s.light(x, y))
		stars = append(stars, star{x, y, haze * (0.16 + 0.84*b), mix(hex(0xcfdcff), hex(0xfff0da), warm)})
	}
	return stars
}
