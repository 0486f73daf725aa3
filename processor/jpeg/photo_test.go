package jpeg

import (
	"math"
	"math/rand/v2"

	"thumbpool/processor/plane"
)

// photo returns a picture that has what photos have: slow gradients, texture
// of several sizes, hard edges, flat areas and a little noise. The same seed
// gives the same picture.
func photo(seed uint64, w, h, chromaX, chromaY int) plane.Picture {
	p := plane.Picture{Kind: plane.YCbCr, ChromaX: chromaX, ChromaY: chromaY}
	rng := rand.New(rand.NewPCG(seed, 0x5EED))
	p.Planes[0] = photoPlane(rng, w, h, 1)
	for i := 1; i < 3; i++ {
		p.Planes[i] = photoPlane(rng, ceilDiv(w, chromaX), ceilDiv(h, chromaY), 0.35)
	}
	return p
}

// grayPhoto returns the luma of a photo as a picture.
func grayPhoto(seed uint64, w, h int) plane.Picture {
	p := photo(seed, w, h, 1, 1)
	return plane.Picture{Kind: plane.Gray, ChromaX: 1, ChromaY: 1, Planes: [4]plane.Plane{p.Planes[0]}}
}

func photoPlane(rng *rand.Rand, w, h int, contrast float64) plane.Plane {
	var p plane.Plane
	p.Resize(w, h)
	// Value noise of 4 sizes: random lattices, read between their points.
	type octave struct {
		lattice [32 * 32]float64
		size    float64
		gain    float64
	}
	var octaves [4]octave
	for i := range octaves {
		o := &octaves[i]
		for j := range o.lattice {
			o.lattice[j] = rng.Float64()*2 - 1
		}
		o.size = 6 * math.Pow(3.1, float64(i))
		o.gain = 9 * math.Pow(1.9, float64(i))
	}
	slope := rng.Float64() * 60
	for y := range h {
		row := p.Row(y)
		for x := range row {
			v := 118 + slope*float64(y-h/2)/float64(h)
			for i := range octaves {
				o := &octaves[i]
				fx, fy := float64(x)/o.size, float64(y)/o.size
				ix, iy := int(fx), int(fy)
				tx, ty := fx-float64(ix), fy-float64(iy)
				at := func(x, y int) float64 { return o.lattice[y&31*32+x&31] }
				top := at(ix, iy)*(1-tx) + at(ix+1, iy)*tx
				bottom := at(ix, iy+1)*(1-tx) + at(ix+1, iy+1)*tx
				v += (top*(1-ty) + bottom*ty) * o.gain * contrast
			}
			switch cell := (x/97 + y/61) % 5; cell {
			case 0:
				v += 40 * contrast // an edge around the cell
			case 1:
				v = 70 + 20*contrast // flat
			default:
				v += (rng.Float64() - 0.5) * 10 * contrast * float64(cell-1)
			}
			row[x] = byte(min(max(v, 0), 255))
		}
	}
	return p
}
