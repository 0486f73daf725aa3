package tiff

import "encoding/binary"

// unpredict undoes the predictor in one row of one plane with n samples a pixel.
func (d *decoder) unpredict(row []byte, n int) {
	if d.predictor == floatingPoint {
		d.gather(row, n)
		return
	}
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
	case 64:
		for i := 8 * n; i+8 <= len(row); i += 8 {
			order.PutUint64(row[i:], order.Uint64(row[i:])+order.Uint64(row[i-8*n:]))
		}
	}
}

// gather undoes the predictor for floating-point numbers: differences of bytes,
// and the bytes of each number apart, those of the highest value first.
func (d *decoder) gather(row []byte, n int) {
	for i := n; i < len(row); i++ {
		row[i] += row[i-n]
	}
	d.apart = append(d.apart[:0], row...)
	bytes := d.bits / 8
	numbers := len(row) / bytes
	for b := range bytes {
		to := b
		if d.dir.order == binary.ByteOrder(binary.LittleEndian) {
			to = bytes - 1 - b
		}
		for i, v := range d.apart[b*numbers : (b+1)*numbers] {
			row[i*bytes+to] = v
		}
	}
}

// expander returns the function that turns the samples of a row of plane p into
// 8 bits each and writes them to the places of that plane in out.
func (d *decoder) expander() func(out, row []byte, p int) {
	whole := d.format == unsigned && (d.photometric != paletted || d.bits == 8)
	switch {
	case d.format == unsigned && d.bits < 8 && 8%d.bits == 0:
		return d.expandBits
	case whole && d.bits == 8:
		return d.expand8
	case whole && d.isLab():
		return d.expandHigh // two of the three are signed
	case whole && d.bits == 16:
		return d.expand16
	}
	return d.expandNumbers
}

// places returns where the samples of plane p go in a row of all: how many there
// are, and how far apart.
func (d *decoder) places() (n, step int) {
	inPlane := d.samples / d.planes
	return d.segWidth * inPlane, d.planes
}

func (d *decoder) expand8(out, row []byte, p int) {
	n, step := d.places()
	if step == 1 {
		copy(out, row[:n])
		return
	}
	for i, v := range row[:n] {
		out[p+i*step] = v
	}
}

// expandBits spreads samples of less than 8 bits over the whole range, except
// indices into a palette.
func (d *decoder) expandBits(out, row []byte, p int) {
	n, step := d.places()
	scale := byte(255 / (1<<d.bits - 1))
	if d.photometric == paletted {
		scale = 1
	}
	perByte, mask := 8/d.bits, byte(1<<d.bits-1)
	for i := range n {
		shift := 8 - d.bits*(1+i%perByte)
		out[p+i*step] = (row[i/perByte] >> shift & mask) * scale
	}
}

func (d *decoder) expand16(out, row []byte, p int) {
	n, step := d.places()
	order := d.dir.order
	for i := range n {
		out[p+i*step] = byte((uint32(order.Uint16(row[2*i:]))*255 + 32895) >> 16) // the nearest of v/257
	}
}

func (d *decoder) expandHigh(out, row []byte, p int) {
	n, step := d.places()
	high := 0
	if !d.bigEndian() {
		high = 1
	}
	for i := range n {
		out[p+i*step] = row[2*i+high]
	}
}

// expandNumbers takes any number from dark to light for one from 0 to 255.
func (d *decoder) expandNumbers(out, row []byte, p int) {
	n, step := d.places()
	inPlane := d.samples / step
	for i := range n {
		v := (d.number(row, i) - d.dark) * d.gain
		if d.light && p+i%inPlane < d.colours {
			out[p+i*step] = srgb(v / 255)
			continue
		}
		switch {
		case v >= 255:
			out[p+i*step] = 255
		case v > 0:
			out[p+i*step] = byte(v + 0.5)
		default: // not a number, too
			out[p+i*step] = 0
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
