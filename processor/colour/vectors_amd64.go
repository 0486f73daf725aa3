//go:build !purego

package colour

import "golang.org/x/sys/cpu"

// lanes is how many pixels, or blocks of them, a vector holds.
const lanes = 8

// recodeVectors is recode in AVX2 instructions, to the bit, for as many pixels as
// fill vectors; it says how many those are.
func (s *shaper) recodeVectors(luma, cb, cr []byte) (done int) {
	n := len(luma) &^ (lanes - 1)
	if n == 0 || !cpu.X86.HasAVX2 {
		return 0
	}
	cb, cr = cb[:n], cr[:n]
	recodePixels(&luma[0], &cb[0], &cr[0], n, s, encoding())
	return n
}

// recodeBlocksVectors is as recodeVectors, for blocks.
func (s *shaper) recodeBlocksVectors(above, below, cb, cr []byte) (done int) {
	n := len(above) / 2 &^ (lanes - 1)
	if n == 0 || !cpu.X86.HasAVX2 {
		return 0
	}
	below, cb, cr = below[:2*n], cb[:n], cr[:n]
	recodeBlocks(&above[0], &below[0], &cb[0], &cr[0], n, s, encoding())
	return n
}

// recodePixels converts n pixels, a multiple of 8.
//
//go:noescape
func recodePixels(luma, cb, cr *byte, n int, s *shaper, out *encodings)

// recodeBlocks converts n blocks of two by two, a multiple of 8.
//
//go:noescape
func recodeBlocks(above, below, cb, cr *byte, n int, s *shaper, out *encodings)
