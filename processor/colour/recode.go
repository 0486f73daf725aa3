package colour

// What is YCbCr already and becomes a JPEG is converted as it is: where a chroma
// sample is for two by two of luma, a quarter of the pixels takes the whole way
// through light. Each block is converted with the mean of its luma, and what that
// changes luma by, more than it changes a gray, is added to all four.

// JFIF 1.02, section 7, in parts of 1<<codingBits.
const (
	redOfCr   = 91881
	greenOfCb = -22554
	greenOfCr = -46802
	blueOfCb  = 116130
)

// Recodes reports whether [Source.Recode] and [Source.RecodeBlocks] can convert
// the source's YCbCr: it is coded as in JFIF, and its colours are curves and a
// matrix away from those of sRGB.
func (s Source) Recodes() bool {
	_, ok := s.pixels.(*shaper)
	return ok && s.IsJFIF()
}

// Recode converts rows of luma and chroma, of one length, in place to YCbCr of
// sRGB as JFIF codes it. The source is one that [Source.Recodes].
func (s Source) Recode(luma, cb, cr []byte) {
	p := s.pixels.(*shaper)
	done := p.recodeVectors(luma, cb, cr)
	p.recode(luma[done:], cb[done:len(luma)], cr[done:len(luma)])
}

// RecodeBlocks is as [Source.Recode], for two rows of luma, of one length, and
// chroma that has a sample for each two by two. Rows of odd length end with half
// a block; below is above for half a block at the bottom.
func (s Source) RecodeBlocks(above, below, cb, cr []byte) {
	p := s.pixels.(*shaper)
	done := p.recodeBlocksVectors(above, below, cb, cr)
	p.recodeBlocks(above[2*done:], below[2*done:], cb[done:], cr[done:len(cb)])
}

func (s *shaper) recode(luma, cb, cr []byte) {
	out := encoding()
	for x := range luma {
		y, u, v := s.recoded(out, int32(luma[x]), int32(cb[x]), int32(cr[x]))
		luma[x], cb[x], cr[x] = byte(y), byte(u), byte(v)
	}
}

func (s *shaper) recodeBlocks(above, below, cb, cr []byte) {
	out := encoding()
	for c := range cb {
		i, j := 2*c, min(2*c+1, len(above)-1)
		mean := (int32(above[i]) + int32(above[j]) + int32(below[i]) + int32(below[j]) + 2) >> 2
		y, u, v := s.recoded(out, mean, int32(cb[c]), int32(cr[c]))
		cb[c], cr[c] = byte(u), byte(v)
		change := y - s.grays[mean]
		a, b := s.changed(above[i], change), s.changed(above[j], change)
		below[i], below[j] = s.changed(below[i], change), s.changed(below[j], change)
		above[i], above[j] = a, b
	}
}

// changed is luma as that of a gray, and a change.
func (s *shaper) changed(luma byte, change int32) byte {
	return byte(min(max(s.grays[luma]+change, 0), 255))
}

// recoded converts a pixel.
func (s *shaper) recoded(out *encodings, y, cb, cr int32) (luma, u, v int32) {
	const mask = len(s.adds[0]) - 1
	y = y<<codingBits + sampleZero<<codingBits + 1<<(codingBits-1)
	cb -= 128
	cr -= 128
	red := int(y+redOfCr*cr) >> codingBits & mask
	green := int(y+greenOfCb*cb+greenOfCr*cr) >> codingBits & mask
	blue := int(y+blueOfCb*cb) >> codingBits & mask
	sums := s.adds[0][red] + s.adds[1][green] + s.adds[2][blue]
	r, g, b := int32(out[encode(sums)]), int32(out[encode(sums>>laneBits)]), int32(out[encode(sums>>(2*laneBits))])
	const middle = 257 << (codingBits - 1) // 128.5: the offset, and rounding
	luma = lumaOfRGB(r, g, b)
	u = min((-11056*r-21712*g+32768*b+middle)>>codingBits, 255)
	v = min((32768*r-27440*g-5328*b+middle)>>codingBits, 255)
	return luma, u, v
}

// lumaOfRGB is that of JFIF.
func lumaOfRGB(r, g, b int32) int32 {
	return (19595*r + 38470*g + 7471*b + 1<<(codingBits-1)) >> codingBits
}
