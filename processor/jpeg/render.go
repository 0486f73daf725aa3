package jpeg

import "context"

// dequantiser turns the stored coefficients of a progressive component into
// those of the transform.
type dequantiser struct {
	step [64]int32 // quantisation step
	half [64]int32 // added to the magnitude for low bits that are missing
	dc   int32     // half for the DC coefficient, whose bits were cut off below
}

// set prepares for component c. A coefficient with a bits missing stands for
// an interval of 2^a steps; values near its lower end are the more common,
// so three eighths of it is the better guess than the half.
func (q *dequantiser) set(c *component) {
	size := c.scale.size
	for k := range 64 {
		nat := int(unzig[k])
		y, x := nat/8, nat%8
		if y >= size || x >= size {
			continue
		}
		i := y*size + x
		q.step[i] = c.quant[k]
		q.half[i] = 0
		if a := c.missing[k]; a != unknown {
			q.half[i] = c.quant[k] * (1<<a - 1) * 3 / 8
		}
	}
	q.half[0], q.dc = 0, c.quant[0]*(1<<c.missing[0]-1)/2
}

// value returns the coefficient v at place i of the stored ones.
func (q *dequantiser) value(i int, v int16) int32 {
	w := int32(v)
	sign := w>>31 - -w>>31
	return w*q.step[i] + sign*q.half[i]
}

// render transforms the coefficients of a component into its samples.
func (d *Decoder) render(ctx context.Context, c *component) error {
	var q dequantiser
	q.set(c)
	size := c.scale.size
	kept, stride := size*size, c.stride*size
	blk := &d.block
	clear(blk[:])
	for by := range c.bh {
		if err := ctx.Err(); err != nil {
			return err
		}
		coef := c.coef[by*c.stride*kept:][:c.bw*kept]
		out := c.pix[by*size*stride:]
		for bx := range c.bw {
			from := coef[bx*kept:][:kept]
			dc := int32(from[0])*q.step[0] + q.dc
			to := out[bx*size:]
			switch size {
			case 1:
				to[0] = clamp((dc + 4) >> 3)
			case 2:
				blk[1], blk[8], blk[9] = q.value(1, from[1]), q.value(2, from[2]), q.value(3, from[3])
				transform2(to, stride, dc, blk)
			case 4:
				if q.load4(blk, from) == 0 {
					flat4(to, stride, clamp((dc+4)>>3))
					continue
				}
				blk[0] = dc
				transform4(to, stride, blk)
			default:
				if q.load8(blk, from) == 0 {
					flat8(to, stride, clamp((dc+4)>>3))
					continue
				}
				blk[0] = dc
				transform8(to, stride, blk)
			}
		}
	}
	return nil
}

// load4 fills the 4×4 corner of blk and returns 0 if its AC part is all zero.
func (q *dequantiser) load4(blk *[128]int32, from []int16) int16 {
	from = from[:16]
	any := int16(0)
	for _, v := range from[1:] {
		any |= v
	}
	if any == 0 {
		return 0
	}
	for i, v := range from {
		blk[i>>2<<3|i&3] = q.value(i, v)
	}
	return any
}

// load8 fills blk and returns 0 if its AC part is all zero.
func (q *dequantiser) load8(blk *[128]int32, from []int16) int16 {
	from = from[:64]
	any := int16(0)
	for _, v := range from[1:] {
		any |= v
	}
	if any == 0 {
		return 0
	}
	for i, v := range from {
		blk[i] = q.value(i, v)
	}
	return any
}
