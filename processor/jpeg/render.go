package jpeg

import "context"

// dequantiser turns the stored coefficients of a progressive component into
// those of the transform.
type dequantiser struct {
	step  [64]int32 // quantisation step
	half  [64]int32 // added to the magnitude for low bits that are missing
	dc    int32     // half for the DC coefficient, whose bits were cut off below
	exact bool      // half is all zero
}

// set prepares for component c. A coefficient with a bits missing stands for
// an interval of 2^a steps; values near its lower end are the more common,
// so three eighths of it is the better guess than the half.
func (q *dequantiser) set(c *component) {
	q.exact = true
	for k, i := range slots[c.scale.size/2] {
		if i == noSlot {
			continue
		}
		q.step[i] = c.quant[k]
		if a := c.missing[k]; k > 0 && a != 0 && a != unknown {
			q.half[i] = c.quant[k] * (1<<a - 1) * 3 / 8
			q.exact = false
		}
	}
	q.dc = c.quant[0] * (1<<c.missing[0] - 1) / 2
}

// load4 fills the 4×4 corner of blk and returns its AC coefficients ORed.
func (q *dequantiser) load4(blk *[128]int32, from []int16) (some int16) {
	for y := range 4 {
		row, step, to := from[4*y:][:4:4], q.step[4*y:][:4:4], blk[8*y:][:4:4]
		to[0] = int32(row[0]) * step[0]
		to[1] = int32(row[1]) * step[1]
		to[2] = int32(row[2]) * step[2]
		to[3] = int32(row[3]) * step[3]
		some |= row[1] | row[2] | row[3]
		if y > 0 {
			some |= row[0]
		}
	}
	return some
}

// load8 fills blk and returns its AC coefficients ORed, all of them and those
// outside the 4×4 lowest.
func (q *dequantiser) load8(blk *[128]int32, from []int16) (some, high int16) {
	for y := range 8 {
		row, step, to := from[8*y:][:8:8], q.step[8*y:][:8:8], blk[8*y:][:8:8]
		for x := range to {
			to[x] = int32(row[x]) * step[x]
		}
		left, right := row[1]|row[2]|row[3], row[4]|row[5]|row[6]|row[7]
		if y > 0 {
			left |= row[0]
		}
		some |= left | right
		if y >= 4 {
			right |= left
		}
		high |= right
	}
	return some, high
}

// value returns the coefficient v of place i with its half.
func (q *dequantiser) value(i int, v int16) int32 {
	w := int32(v)
	sign := w>>31 - -w>>31
	return w*q.step[i] + sign*q.half[i]
}

// addHalves makes up for the missing bits of the coefficients in the corner of
// blk with size rows.
func (q *dequantiser) addHalves(blk *[128]int32, from []int16, size int) {
	for y := range size {
		row := from[y*size:][:size]
		half, to := q.half[y*size:][:len(row)], blk[8*y:][:len(row)]
		for x, v := range row {
			w := int32(v)
			to[x] += (w>>31 - -w>>31) * half[x]
		}
	}
}

// render transforms the coefficients of a component into its samples.
func (d *Decoder) render(ctx context.Context, c *component) error {
	var q dequantiser
	q.set(c)
	size := c.scale.size
	kept, stride := size*size, c.stride*size
	for by := range c.bh {
		if err := ctx.Err(); err != nil {
			return err
		}
		coef := c.coef[by*c.stride*kept:][:c.bw*kept]
		out := c.pix[by*size*stride:]
		switch size {
		case 1:
			for bx, v := range coef {
				out[bx] = clamp((int32(v)*q.step[0] + q.dc + 4) >> 3)
			}
		case 2:
			d.renderRow2(&q, coef, out, stride)
		case 4:
			d.renderRow4(&q, coef, out, stride)
		default:
			d.renderRow8(&q, coef, out, stride)
		}
	}
	return nil
}

// renderRow2 renders a row of blocks as 2×2 samples each.
func (d *Decoder) renderRow2(q *dequantiser, coef []int16, out []byte, stride int) {
	blk := &d.block
	for ; len(coef) >= 4; coef, out = coef[4:], out[2:] {
		blk[1], blk[8], blk[9] = q.value(1, coef[1]), q.value(2, coef[2]), q.value(3, coef[3])
		transform2(out, stride, int32(coef[0])*q.step[0]+q.dc, blk)
	}
}

// renderRow4 renders a row of blocks as 4×4 samples each.
func (d *Decoder) renderRow4(q *dequantiser, coef []int16, out []byte, stride int) {
	blk := &d.block
	for ; len(coef) >= 16; coef, out = coef[16:], out[4:] {
		some := q.load4(blk, coef)
		blk[0] += q.dc
		if some == 0 {
			flat4(out, stride, clamp((blk[0]+4)>>3))
			continue
		}
		if !q.exact {
			q.addHalves(blk, coef[:16], 4)
		}
		transform4(out, stride, blk)
	}
}

// renderRow8 renders a row of blocks as 8×8 samples each.
func (d *Decoder) renderRow8(q *dequantiser, coef []int16, out []byte, stride int) {
	blk := &d.block
	for ; len(coef) >= 64; coef, out = coef[64:], out[8:] {
		some, high := q.load8(blk, coef)
		blk[0] += q.dc
		if some == 0 {
			flat8(out, stride, clamp((blk[0]+4)>>3))
			continue
		}
		if !q.exact {
			q.addHalves(blk, coef[:64], 8)
		}
		if high == 0 {
			transform8low(out, stride, blk)
		} else {
			transform8(out, stride, blk)
		}
	}
}
