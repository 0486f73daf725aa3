package sample

import (
	"math"
	"math/rand/v2"
)

// noise is seeded gradient noise (Perlin 1985, with the quintic fade of 2002)
// in the plane, of period 256 in both directions.
type noise struct {
	perm [512]uint8
}

// gradients are eight directions of equal length: enough that no axis shows.
var gradients = [8][2]float32{
	{1.4142, 0},
	{-1.4142, 0},
	{0, 1.4142},
	{0, -1.4142},
	{1, 1},
	{-1, 1},
	{1, -1},
	{-1, -1},
}

func newNoise(r *rand.Rand) *noise {
	n := new(noise)
	for i, v := range r.Perm(256) {
		n.perm[i], n.perm[i+256] = uint8(v), uint8(v)
	}
	return n
}

// at is the noise at a point, about -1…1, with features of size 1.
func (n *noise) at(x, y float32) float32 {
	ix, iy := floor(x), floor(y)
	fx, fy := x-float32(ix), y-float32(iy)
	u, v := fade(fx), fade(fy)
	a, b := int(n.perm[ix&255])+iy&255, int(n.perm[(ix+1)&255])+iy&255
	top := lerp(slope(n.perm[a], fx, fy), slope(n.perm[b], fx-1, fy), u)
	bottom := lerp(slope(n.perm[a+1], fx, fy-1), slope(n.perm[b+1], fx-1, fy-1), u)
	return lerp(top, bottom, v)
}

// fbm sums octaves of noise, each twice as fine and half as strong
// (fractional Brownian motion); about -1…1.
func (n *noise) fbm(x, y float32, octaves int) float32 {
	var sum, norm float32
	for amp := float32(1); octaves > 0; octaves-- {
		sum += amp * n.at(x, y)
		norm += amp
		amp *= 0.5
		// A turn and a shift between octaves, so that their lattices never line up.
		x, y = 1.6*x+1.2*y+17.3, -1.2*x+1.6*y+5.7
	}
	return 1.4 * sum / norm
}

// ridged sums octaves of folded noise: sharp crests, round valleys; 0…1.
func (n *noise) ridged(x, y float32, octaves int) float32 {
	var sum, norm float32
	weight := float32(1)
	for amp := float32(1); octaves > 0; octaves-- {
		v := 1 - abs(n.at(x, y))
		v *= 0.35 + 0.65*v
		sum += amp * v * weight
		norm += amp
		weight = clamp(1.4 * v) // detail gathers where the crests are
		amp *= 0.48
		x, y = 2.03*x+7.1, 2.03*y+3.9
	}
	return sum / norm
}

// hash is a number in 0…1 for each integer pair, without any pattern.
func (n *noise) hash(i, j int) float32 {
	h := uint32(i)*0x9e3779b1 ^ uint32(j)*0x85ebca77 ^ uint32(n.perm[0])<<16
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	h *= 0x297a2d39
	h ^= h >> 15
	return float32(h>>8) / (1 << 24)
}

func slope(h uint8, x, y float32) float32 {
	g := &gradients[h&7]
	return g[0]*x + g[1]*y
}

func fade(t float32) float32 { return t * t * t * (t*(t*6-15) + 10) }

func lerp(a, b, t float32) float32 { return a + (b-a)*t }

func floor(x float32) int {
	i := int(x)
	if x < float32(i) {
		i--
	}
	return i
}

func abs(x float32) float32 { return math.Float32frombits(math.Float32bits(x) &^ (1 << 31)) }
