//go:build !purego

package resample

import (
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/sys/cpu"
)

// FuzzVectors holds the vector instructions to the words, bit by bit, for
// every pair of raster kinds.
func FuzzVectors(f *testing.F) {
	f.Add(uint64(1), uint16(16), uint16(1), uint16(4), uint16(1), uint16(0))
	f.Add(uint64(2), uint16(17), uint16(9), uint16(5), uint16(3), uint16(80))
	f.Add(uint64(3), uint16(32), uint16(40), uint16(64), uint16(50), uint16(0))
	f.Add(uint64(4), uint16(299), uint16(201), uint16(53), uint16(40), uint16(250))
	var w words
	var v vectors
	// sigma is in hundredths of an output sample.
	f.Fuzz(func(t *testing.T, seed uint64, sw, sh, dw, dh, sigma uint16) {
		if !cpu.X86.HasAVX2 {
			t.Skip("no AVX2")
		}
		srcW, srcH := int(sw%300)+minColumns, int(sh%300)+1
		dstW, dstH := int(dw%100)+minSamples, int(dh%100)+1
		s := float64(sigma%300) / 100
		kx := newPasses(srcW, Whole(srcW, dstW, s)).first
		ky := newPasses(srcH, Whole(srcH, dstH, s)).first
		for _, src := range rasters(seed, srcW, srcH) {
			// The outputs begin with different rubbish.
			want, got := rasters(seed+1, dstW, dstH), rasters(seed+2, dstW, dstH)
			for i := range want {
				w.run(want[i], src, kx, ky)
				v.run(got[i], src, kx, ky)
				if !slices.Equal(got[i].bytes, want[i].bytes) || !slices.Equal(got[i].fractions, want[i].fractions) {
					t.Errorf("vectors and words differ (bytes %v to bytes %v)", src.bytes != nil, want[i].bytes != nil)
				}
			}
		}
	})
}

// rasters returns a raster of either kind filled with noise.
func rasters(seed uint64, w, h int) [2]raster {
	r := rand.New(rand.NewPCG(seed, 3))
	b := raster{bytes: noise(seed, w, h).Pix[:w*h], stride: w, w: w}
	f := raster{fractions: make([]int16, w*h), stride: w, w: w}
	for i := range f.fractions {
		f.fractions[i] = int16(r.IntN(255<<frac + 1))
	}
	return [2]raster{b, f}
}
