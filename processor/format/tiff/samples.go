package tiff

import "math"

// unpredict undoes the predictor (section 14; for floating point Adobe's
// technical note 3) in one row of one plane with n samples a pixel.
func (d *decoder) unpredict(row []byte, n int) {
	switch d.predictor {
	case 2:
		switch d.bits {
		case 8:
			for i := n; i < len(row); i++ {
				row[i] += row[i-n]
			}
		case 16:
			for i := 2 * n; i+2 <= len(row); i += 2 {
				d.dir.order.PutUint16(row[i:], d.dir.order.Uint16(row[i:])+d.dir.order.Uint16(row[i-2*n:]))
			}
		case 32:
			for i := 4 * n; i+4 <= len(row); i += 4 {
				d.dir.order.PutUint32(row[i:], d.dir.order.Uint32(row[i:])+d.dir.order.Uint32(row[i-4*n:]))
			}
		}
	case 3:
		d.unpredictFloat(row, n)
	}
}

// unpredictFloat undoes differences between bytes, then gathers the bytes of
// each sample, of which the row holds first all the highest, then all the next.
func (d *decoder) unpredictFloat(row []byte, n int) {
	for i := n; i < len(row); i++ {
		row[i] += row[i-n]
	}
	bytes := d.bits / 8
	count := len(row) / bytes
	gathered := make([]byte, len(row))
	for i := range count {
		for b := range bytes {
			at := b
			if !d.bigEndian() {
				at = bytes - 1 - b
			}
			gathered[i*bytes+at] = row[b*count+i]
		}
	}
	copy(row, gathered)
}

// expand turns n samples of a row into 8 bits each and writes them step apart.
// Those of less than 8 bits are spread over the whole range, except indices
// into a palette. Floating point goes from 0 to 1.
func (d *decoder) expand(out []byte, step int, row []byte, n int) {
	switch {
	case d.bits < 8:
		scale := byte(255 / (1<<d.bits - 1))
		if d.photometric == paletted {
			scale = 1
		}
		perByte, mask := 8/d.bits, byte(1<<d.bits-1)
		for i := range n {
			shift := 8 - d.bits*(1+i%perByte)
			out[i*step] = row[i/perByte] >> shift & mask * scale
		}
	case d.sampleFormat == float:
		d.expandFloat(out, step, row, n)
	default:
		bytes, flip := d.bits/8, byte(0)
		if d.sampleFormat == signed && d.photometric != cieLab {
			flip = 0x80 // the lowest value is black
		}
		high := 0
		if !d.bigEndian() {
			high = bytes - 1
		}
		for i := range n {
			out[i*step] = row[i*bytes+high] ^ flip
		}
	}
}

func (d *decoder) expandFloat(out []byte, step int, row []byte, n int) {
	for i := range n {
		v := 0.0
		if d.bits == 32 {
			v = float64(math.Float32frombits(d.dir.order.Uint32(row[4*i:])))
		} else {
			v = math.Float64frombits(d.dir.order.Uint64(row[8*i:]))
		}
		switch {
		case v >= 1:
			out[i*step] = 255
		case v > 0:
			out[i*step] = byte(v*255 + 0.5)
		default: // not a number, too
			out[i*step] = 0
		}
	}
}

// spread turns rows that share their chroma (section 21, "ordering of
// component samples") into full samples. A unit holds subX × subY samples of
// Y, then one of Cb and one of Cr.
func (d *decoder) spread(out, units []byte) {
	unit := d.subX*d.subY + 2
	for x := range d.segWidth {
		u := units[x/d.subX*unit:][:unit]
		for y := range d.subY {
			o := out[(y*d.segWidth+x)*3:][:3]
			o[0], o[1], o[2] = u[y*d.subX+x%d.subX], u[unit-2], u[unit-1]
		}
	}
}
