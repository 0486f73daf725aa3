package sample

import "math/rand/v2"

// layout places the ridges of a scene.
type layout struct {
	*scene
	rand *rand.Rand
}

// ranges fills the ground with ridge behind ridge.
func (l *layout) ranges() {
	count := 4 + l.rand.IntN(3)
	ground := l.tall - l.horizon
	hero := l.hero(l.horizon + 0.02)
	hero.air = between(l.rand, 0.52, 0.72)
	l.behind = append(l.behind, hero)
	spurs := l.rand.Float32() < 0.55 // ridges reach in from both sides by turns
	turn := l.rand.IntN(2)
	hero.rise *= 1.15
	for i := 1; i < count; i++ {
		near := float32(i) / float32(count-1)
		rise := between(l.rand, 0.08, 0.15) * (1 - 0.35*near)
		base := l.horizon + 0.03 + ground*(0.05+0.80*near*(0.45+0.55*near)) + 0.25*rise
		hill := l.hill(base, rise, near)
		if spurs && near < 1 {
			hill.rise *= 1.9
			hill.shape = shape{centre: l.wide * float32((i+turn)%2), width: l.wide * between(l.rand, 0.4, 0.65), floor: 0.12}
		}
		l.behind = append(l.behind, hill)
	}
	l.plant(l.behind[count-1])
	if l.mood.veiled { // a wood in the mist has trees behind its trees
		l.plant(l.behind[count-2])
	}
}

// lake lets water mirror a range, and puts a bank at the viewer's side now and then.
func (l *layout) lake() {
	shore := l.horizon + 0.004
	hero := l.hero(shore)
	hero.air = between(l.rand, 0.42, 0.62)
	l.behind = append(l.behind, hero)
	for i := range 1 + l.rand.IntN(2) {
		near := 0.25 + 0.25*float32(i)
		hill := l.hill(shore+0.012, between(l.rand, 0.05, 0.10)*(1-0.4*float32(i)), near)
		hill.shape = l.flank()
		l.behind = append(l.behind, hill)
	}
	l.water = newWater(shore, l.rand)
	if l.rand.Float32() < 0.75 {
		bank := l.hill(l.tall*1.02, between(l.rand, 0.08, 0.14), 1)
		bank.shape = l.flank()
		l.before = append(l.before, bank)
		l.plant(bank)
	}
}

// hero is the range that the picture is about: the highest and farthest.
func (l *layout) hero(base float32) *ridge {
	m := l.mood
	c := crest{
		base: base,
		rise: between(l.rand, 0.20, 0.34) * l.tall,
		freq: between(l.rand, 1.5, 2.3),
		jag:  between(l.rand, 0.15, 0.95),
		lane: 256 * l.rand.Float32(),
	}
	switch l.rand.IntN(4) {
	case 0:
		c.shape = l.flank()
	case 1: // a valley, the sun in its notch
		c.shape = shape{centre: l.sun.x, width: between(l.rand, 0.25, 0.4), floor: 0.35, valley: true}
	case 2: // one massif
		c.shape = shape{centre: l.wide * between(l.rand, 0.3, 0.7), width: between(l.rand, 0.3, 0.45), floor: 0.35}
	}
	r := &ridge{crest: c, mist: m.mist, tone: mix(m.near, m.mid, 0.9), lit: m.lit, relief: m.relief}
	switch {
	case m.dunes:
		r.jag, r.freq, r.octaves, r.rise = between(l.rand, 0.3, 0.6), 1.2*r.freq, 3, 0.7*r.rise
	case m.snowy():
		r.jag = between(l.rand, 0.75, 1)
		r.rise *= 1.25
		r.snowline = between(l.rand, 0.05, 0.3) * r.rise
	}
	return r
}

// hill is a ridge before the hero. near is 0 far away and 1 at the viewer's feet.
func (l *layout) hill(base, rise, near float32) *ridge {
	m := l.mood
	r := &ridge{
		crest: crest{
			base: base, rise: rise,
			freq: between(l.rand, 0.9, 1.7),
			jag:  between(l.rand, 0, 0.7),
			lane: 256 * l.rand.Float32(),
		},
		air:    0.66 * (1 - near) * (1 - 0.35*near),
		mist:   m.mist * (1 - near*near),
		tone:   mix(m.mid, m.near, near*(0.35+0.65*near)),
		lit:    mix(m.lit, m.near, near*(0.5+0.45*near)),
		relief: m.relief * (1 - 0.5*near),
	}
	switch {
	case m.dunes:
		r.octaves, r.jag, r.freq, r.rise = 2, between(l.rand, 0.4, 0.8), 0.8*r.freq, 1.6*r.rise
	case l.rand.Float32() < m.trees:
		r.jag *= 0.4
		r.forest = (0.009 + 0.026*near*near) * between(l.rand, 0.8, 1.2)
	}
	return r
}

// flank is a shape that is high at one side of the picture and sinks to the other.
func (l *layout) flank() shape {
	centre := -0.05 * l.wide
	if l.sun.x < l.wide/2 { // away from the sun, to weigh against it
		centre = 1.05 * l.wide
	}
	return shape{centre: centre, width: l.wide * between(l.rand, 0.45, 0.7)}
}

// plant sets trees on the nearest ridge, framing the picture at one side or both.
func (l *layout) plant(r *ridge) {
	if l.rand.Float32() >= l.mood.trees {
		return
	}
	r.forest = 0
	for range 2 + l.rand.IntN(4) { // stands of trees, the tallest near the edges
		centre := l.wide * l.rand.Float32()
		for range 2 + l.rand.IntN(7) {
			x := centre + 0.06*float32(l.rand.NormFloat64())
			edge := min(1, abs(2*x/l.wide-1))
			foot := r.crest.at(l.noise, x) + 0.012
			if abs(x-l.sun.x) < 0.09 || foot > l.tall+0.01 {
				continue
			}
			height := between(l.rand, 0.06, 0.12) + 0.2*edge*edge*l.rand.Float32()
			r.trees = append(r.trees, newTree(x, foot, height, l.rand))
		}
	}
}
