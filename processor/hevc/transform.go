package hevc

// cosines are the magnitudes of the transform matrix (8.6.4.2, transMatrix):
// about 64 √2 cos(i π/64), but for the first.
var cosines = [33]int32{
	64, 90, 90, 90, 89, 88, 87, 85, 83, 82, 80, 78, 75, 73, 70, 67, 64,
	61, 57, 54, 50, 46, 43, 38, 36, 31, 25, 22, 18, 13, 9, 4, 0,
}

// odd16 and odd32 are the rows of the matrices of 16 and 32 samples that those
// of half the size have not: of coefficient 2k + 1, for the first half of the
// samples. The other half has them with the other sign.
var odd16, odd32 = oddRows[[8][8]int32](8), oddRows[[16][16]int32](16)

func oddRows[M [8][8]int32 | [16][16]int32](half int) (m M) {
	for k := range half {
		for n := range half {
			v := cosine((2*k + 1) * (2*n + 1) * (16 / half))
			switch m := any(&m).(type) {
			case *[8][8]int32:
				m[k][n] = v
			case *[16][16]int32:
				m[k][n] = v
			}
		}
	}
	return m
}

// cosine returns the entry for an angle of i π/64.
func cosine(i int) int32 {
	if i %= 128; i > 64 {
		i = 128 - i
	}
	if i > 32 {
		return -cosines[64-i]
	}
	return cosines[i]
}

// transformer has the memory of inverse transforms.
type transformer struct {
	columns [32 * 32]int32 // after the first stage, a column in a row
}

// inverse makes the coefficients of a block of 1 << log2 a side its residual, in
// place (8.6.4.2). None that is not zero lies beyond maxX and maxY. luma says
// that a block of 4 × 4 is of luma, which has a sine transform.
func (t *transformer) inverse(coef *[32 * 32]int32, log2, maxX, maxY, shift int, luma bool) {
	side := 1 << log2
	var in, out [32]int32
	line := lines[log2-2]
	if luma && log2 == 2 {
		line = sine4
	}
	for x := range maxX + 1 {
		column := t.columns[x<<log2:][:side]
		some := int32(0)
		for y := range maxY + 1 {
			v := coef[(y<<log2+x)&1023]
			in[y&31] = v
			some |= v
		}
		if some == 0 {
			clear(column)
			continue
		}
		line(&in, &out, maxY+1)
		for y := range column {
			column[y] = min(max((out[y&31]+64)>>7, -1<<15), 1<<15-1)
		}
	}
	clear(in[:])
	round := int32(1) << (shift - 1)
	for y := range side {
		for x := range maxX + 1 {
			in[x&31] = t.columns[(x<<log2+y)&1023]
		}
		line(&in, &out, maxX+1)
		row := coef[y<<log2:][:side]
		for x := range row {
			row[x] = (out[x&31] + round) >> shift
		}
	}
}

// flat makes every sample of a block what its first coefficient, the only one
// that is not zero, says.
func flat(coef []int32, shift int) {
	v := (coef[0]*64 + 64) >> 7
	v = (v*64 + 1<<(shift-1)) >> shift
	for i := range coef {
		coef[i] = v
	}
}

// lines are the transforms of a row or column of 4, 8, 16 and 32: the first n of
// the coefficients in, and no other, may not be zero.
var lines = [4]func(in, out *[32]int32, n int){cosine4, cosine8, cosine16, cosine32}

// sine4 is the transform for luma blocks of 4 × 4 that are predicted from their
// neighbours (8.6.4.2, trType equal to 1).
func sine4(in, out *[32]int32, _ int) {
	a, b, c, d := in[0], in[1], in[2], in[3]
	out[0] = 29*a + 74*b + 84*c + 55*d
	out[1] = 55*a + 74*b - 29*c - 84*d
	out[2] = 74*a - 74*c + 74*d
	out[3] = 84*a - 74*b + 55*c - 29*d
}

func cosine4(in, out *[32]int32, _ int) {
	four(in[0], in[1], in[2], in[3], out)
}

func four(a, b, c, d int32, out *[32]int32) {
	e0, e1 := 64*(a+c), 64*(a-c)
	o0, o1 := 83*b+36*d, 36*b-83*d
	out[0], out[1], out[2], out[3] = e0+o0, e1+o1, e1-o1, e0-o0
}

func cosine8(in, out *[32]int32, _ int) {
	eight(in, out, 1)
}

// eight transforms every step-th coefficient.
func eight(in, out *[32]int32, step int) {
	four(in[0], in[2*step&31], in[4*step&31], in[6*step&31], out)
	a, b, c, d := in[step&31], in[3*step&31], in[5*step&31], in[7*step&31]
	o0 := 89*a + 75*b + 50*c + 18*d
	o1 := 75*a - 18*b - 89*c - 50*d
	o2 := 50*a - 89*b + 18*c + 75*d
	o3 := 18*a - 50*b + 75*c - 89*d
	e0, e1, e2, e3 := out[0], out[1], out[2], out[3]
	out[0], out[1], out[2], out[3] = e0+o0, e1+o1, e2+o2, e3+o3
	out[4], out[5], out[6], out[7] = e3-o3, e2-o2, e1-o1, e0-o0
}

func cosine16(in, out *[32]int32, n int) {
	sixteen(in, out, n, 1)
}

func sixteen(in, out *[32]int32, n, step int) {
	eight(in, out, 2*step)
	var o [8]int32
	for k := range min((n/step+1)/2, 8) {
		v, row := in[(2*k+1)*step&31], &odd16[k]
		if v == 0 { // as most are
			continue
		}
		for i := range o {
			o[i] += v * row[i]
		}
	}
	for i, v := range o {
		e := out[i]
		out[i], out[15-i] = e+v, e-v
	}
}

func cosine32(in, out *[32]int32, n int) {
	sixteen(in, out, n, 2)
	var o [16]int32
	for k := range min((n+1)/2, 16) {
		v, row := in[(2*k+1)&31], &odd32[k]
		if v == 0 {
			continue
		}
		for i := range o {
			o[i] += v * row[i]
		}
	}
	for i, v := range o {
		e := out[i]
		out[i], out[31-i] = e+v, e-v
	}
}
