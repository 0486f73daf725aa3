package heif

// form is what a decoder's configuration says of the samples of a picture.
type form struct {
	depth      int // bits of a sample
	subX, subY int // pixels that share a sample of chroma; 0 without chroma
}

// samples is how many samples there are for a pixel.
func (f form) samples() float64 {
	if f.subX == 0 {
		return 1
	}
	return 1 + 2/float64(f.subX*f.subY)
}

// bytes is how many bytes a sample has.
func (f form) bytes() float64 {
	if f.depth > 8 {
		return 2
	}
	return 1
}

// formOf returns the form of a coded picture. Where its configuration is missing
// or too short, which no decoder can do without, it is the largest.
func formOf(codec string, d described) (form, error) {
	most := form{depth: 12, subX: 1, subY: 1}
	switch codec {
	case "av01": // AV1 in ISOBMFF 1.3, section 2.3.3
		if len(d.config) < 4 {
			return most, nil
		}
		b := d.config[2]
		f := form{depth: 8, subX: 1 + int(b>>3&1), subY: 1 + int(b>>2&1)}
		if b>>6&1 != 0 {
			f.depth = 10 + 2*int(b>>5&1)
		}
		if b>>4&1 != 0 {
			f.subX, f.subY = 0, 0
		}
		return f, nil
	default: // ISO/IEC 14496-15, section 8.3.3.1
		if len(d.config) < 19 {
			return most, nil
		}
		f := form{depth: 8 + int(d.config[17]&7), subX: 1, subY: 1}
		switch d.config[16] & 3 {
		case 0:
			f.subX, f.subY = 0, 0
		case 1:
			f.subX, f.subY = 2, 2
		case 2:
			f.subX = 2
		}
		if f.depth > 16 {
			return f, UnsupportedError("a picture of more than 16 bits")
		}
		return f, nil
	}
}

// Coding is how a coded picture weighs on its decoder.
type Coding struct {
	Codec         string
	Width, Height int
	Samples       float64 // for a pixel: 1 without colour, up to 3
	Depth         int     // bits
	Length        int64   // bytes of coded data
}

// Bytes is how much memory [File.Decode] takes at its peak, of which what a
// decoder takes for one coded picture is weighed by the caller. It decodes one
// after another.
func (img *Image) Bytes(weigh func(Coding) int64) int64 {
	pixels := float64(img.Width) * float64(img.Height)
	canvas := 4 * pixels
	if !img.pixelwise() {
		canvas = img.leaf().form.samples() * pixels
		if img.Colour.Said && isRGB(img.Colour) {
			canvas = 4 * pixels
		}
	}
	return int64(min(canvas, 1<<60)) + img.heaviest(weigh)
}

// heaviest is the most that one of the pictures that it is made of takes.
func (img *Image) heaviest(weigh func(Coding) int64) int64 {
	var most int64
	if c := img.coded; c != nil {
		coding := Coding{Codec: c.codec, Width: img.Width, Height: img.Height, Samples: c.form.samples(), Depth: c.form.depth}
		for _, s := range c.data {
			coding.Length += s.len
		}
		most = weigh(coding) + coding.Length
	}
	for _, tile := range img.tiles {
		of := tile.heaviest(weigh)
		if img.over || tile.over { // with a canvas of its own
			of += 4 * int64(tile.Width) * int64(tile.Height)
		}
		most = max(most, of)
	}
	if a := img.Alpha; a != nil {
		most = max(most, int64(a.Width)*int64(a.Height)+a.heaviest(weigh))
	}
	return most
}

// leaf is the first coded picture in the tree.
func (img *Image) leaf() *coded {
	for img.coded == nil {
		img = img.tiles[0]
	}
	return img.coded
}

// pixelwise tells whether the picture is put together as red, green, blue and
// alpha, because luma and chroma would not do.
func (img *Image) pixelwise() bool {
	if img.HasAlpha() || img.over {
		return true
	}
	f := img.leaf().form
	for n, tile := range img.tiles {
		if tile.over || tile.pixelwise() || tile.leaf().form != f {
			return true
		}
		if p := img.places[n]; f.subX > 0 && (p.x%f.subX != 0 || p.y%f.subY != 0) {
			return true
		}
	}
	return false
}

// HasAlpha tells whether pixels may be transparent.
func (img *Image) HasAlpha() bool {
	if img.Alpha != nil || img.over && img.ground[3] != 0xFFFF {
		return true
	}
	if img.over {
		return false // whatever its layers are, the ground is not
	}
	for _, tile := range img.tiles {
		if tile.HasAlpha() {
			return true
		}
	}
	return false
}
