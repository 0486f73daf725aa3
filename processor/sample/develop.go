package sample

import "math/rand/v2"

// grain is a tile of the noise that a sensor adds to a picture, in levels of
// 255. The tile repeats every grainSide pixels, too far apart to be seen.
type grain [grainSide * grainSide]float32

const grainSide = 512

func newGrain(seed uint64) *grain {
	g := new(grain)
	r := rand.New(rand.NewPCG(seed, 0x677261696e))
	for i := range g {
		// Each pixel takes something of its neighbours, as demosaicing makes it.
		v := 2.3 * float32(r.NormFloat64())
		if i > 0 {
			v += 0.3 * g[i-1]
		}
		if i >= grainSide {
			v += 0.3 * g[i-grainSide]
		}
		g[i] = v
	}
	return g
}

// row y of the tile laid out without end.
func (g *grain) row(y int) []float32 {
	y %= grainSide
	return g[y*grainSide : (y+1)*grainSide : (y+1)*grainSide]
}

// develop turns the row in hand into bytes: the lens darkens the corners, the
// sensor adds grain, more of it in the shadows.
func (p *painter) develop(dst []byte, at, step, y int) {
	v := (float32(y)+0.5)/float32(p.h)*2 - 1
	fall := 1 - 0.07*v*v
	perX := 2 / float32(p.w)
	luma, chroma := p.grain.row(y), p.grain.row(y+grainSide/3)
	scaled := min(1, max(0.3, p.unit/2000)) // a smaller picture has been reduced, and its grain with it
	for x, c := range p.row {
		u := (float32(x)+0.5)*perX - 1
		bright := 255 * (fall - 0.07*u*u)
		amount := scaled * (1.25 - 0.6*c.g)
		gray := amount * luma[x%grainSide]
		tint := 0.45 * amount * chroma[(x+grainSide/2)%grainSide]
		px := dst[at : at+4 : at+4]
		px[0] = level(c.r*bright + gray + tint)
		px[1] = level(c.g*bright + gray)
		px[2] = level(c.b*bright + gray - tint)
		px[3] = 255
		at += step
	}
}

// level rounds to a byte.
func level(v float32) byte {
	n := int32(v + 0.5)
	if uint32(n) > 255 {
		n = ^(n >> 31) & 255 // 0 for what is below, 255 for what is above
	}
	return byte(n)
}
