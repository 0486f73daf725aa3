package sample

import "math/rand/v2"

// tree is a conifer in outline.
type tree struct {
	x, top, foot float32
	half         float32 // half the width at the foot
	tiers        float32 // number of whorls of branches
	lane         float32 // where in the noise its branches lie
	lean         float32
}

func newTree(x, foot, height float32, r *rand.Rand) tree {
	return tree{
		x: x, top: foot - height, foot: foot,
		half:  height * between(r, 0.13, 0.2),
		tiers: between(r, 9, 15),
		lane:  256 * r.Float32(),
		lean:  between(r, -0.02, 0.02) * height,
	}
}

// span is the part of the line at height y that the tree covers. It is empty
// (left = right) above the top and below the foot.
func (t *tree) span(n *noise, y float32) (left, right float32) {
	s := (y - t.top) / (t.foot - t.top)
	if s <= 0 || s >= 1 {
		return t.x, t.x
	}
	whorl := s * t.tiers * (1.25 - 0.25*s)
	centre := t.x + t.lean*(1-s)
	return centre - t.branch(n, s, whorl), centre + t.branch(n, s, whorl+37.4)
}

// branch is how far the branches reach to one side: they hang, so each whorl
// widens downwards and ends abruptly.
func (t *tree) branch(n *noise, s, whorl float32) float32 {
	within := whorl - float32(floor(whorl))
	reach := 0.45 + 0.55*within
	ragged := 0.8 + 0.45*n.at(whorl*0.9, t.lane) + 0.35*n.at(whorl*5, t.lane+9)
	return t.half * (0.02 + 0.98*s*(1.25-0.25*s)) * max(0.06, reach*ragged)
}
