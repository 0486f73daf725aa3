package tiff

// horizontal is the only predictor of TIFF 6.0: each sample is stored as the
// difference from the one before it.
const horizontal = 2

// unpredict undoes the predictor (section 14) in one row of one plane with n
// samples a pixel.
func (d *decoder) unpredict(row []byte, n int) {
	if d.predictor != horizontal {
		return
	}
	order := d.dir.order
	switch d.bits {
	case 8:
		for i := n; i < len(row); i++ {
			row[i] += row[i-n]
		}
	case 16:
		for i := 2 * n; i+2 <= len(row); i += 2 {
			order.PutUint16(row[i:], order.Uint16(row[i:])+order.Uint16(row[i-2*n:]))
		}
	case 32:
		for i := 4 * n; i+4 <= len(row); i += 4 {
			order.PutUint32(row[i:], order.Uint32(row[i:])+order.Uint32(row[i-4*n:]))
		}
	}
}

// expand turns n samples of a row into 8 bits each and writes them step apart.
// Those of less than 8 bits are spread over the whole range, except indices
// into a palette.
func (d *decoder) expand(out []byte, step int, row []byte, n int) {
	if d.bits < 8 {
		scale := byte(255 / (1<<d.bits - 1))
		if d.photometric == paletted {
			scale = 1
		}
		perByte, mask := 8/d.bits, byte(1<<d.bits-1)
		for i := range n {
			shift := 8 - d.bits*(1+i%perByte)
			out[i*step] = (row[i/perByte] >> shift & mask) * scale
		}
		return
	}
	bytes, high := d.bits/8, 0
	if !d.bigEndian() {
		high = bytes - 1
	}
	for i := range n {
		out[i*step] = row[i*bytes+high]
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
