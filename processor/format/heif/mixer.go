package heif

import "encoding/binary"

// mixer makes rows of red, green, blue and alpha out of samples, of full range in
// 8 bits, in parts of 1<<mixBits of a level.
type mixer struct {
	s    *Samples
	luma []int32     // of a sample, with half a level for rounding
	mix  [3][2]int32 // how much of chroma, of one in 8 bits and full range, is in each
	// chroma is a sample of it in 8 bits and full range, from −128 on, in parts of
	// 1<<chromaBits.
	chroma   []int32
	identity bool // the samples are green, blue and red
}

const (
	mixBits    = 16
	chromaBits = 6
)

func newMixer(s *Samples, c CICP) *mixer {
	m := &mixer{s: s, luma: make([]int32, 1<<s.Depth), identity: c.Matrix == matrixIdentity && len(s.Planes) == 3}
	top, step := float64(int(1)<<s.Depth-1), float64(int(1)<<(s.Depth-8))
	zero, luma, chroma := 0.0, 255/top, 255/top
	if !c.FullRange {
		zero, luma, chroma = 16*step, 255/(219*step), 255/(224*step)
	}
	for v := range m.luma {
		m.luma[v] = int32((float64(v)-zero)*luma*(1<<mixBits)) + 1<<(mixBits-1)
	}
	m.chroma = make([]int32, 1<<s.Depth)
	for v := range m.chroma {
		m.chroma[v] = int32((float64(v) - 128*step) * chroma * (1 << chromaBits))
	}
	t := matrixOf(c.Matrix)
	for i, parts := range [3][2]float64{t.red, t.green, t.blue} {
		for j, part := range parts {
			m.mix[i][j] = int32(part * (1 << (mixBits - chromaBits)))
		}
	}
	return m
}

// row writes the pixels of row y from column x on, to the end of out.
func (m *mixer) row(y, x int, out []byte) {
	s := m.s
	luma := s.reader(0, y)
	if len(s.Planes) == 1 {
		for ; len(out) >= 4; out, x = out[4:], x+1 {
			v := level(m.luma[luma(x)])
			out[0], out[1], out[2], out[3] = v, v, v, 255
		}
		return
	}
	cb, cr := s.reader(1, y/s.SubY), s.reader(2, y/s.SubY)
	if m.identity {
		for ; len(out) >= 4; out, x = out[4:], x+1 {
			c := x / s.SubX
			out[0], out[1], out[2], out[3] = level(m.luma[cr(c)]), level(m.luma[luma(x)]), level(m.luma[cb(c)]), 255
		}
		return
	}
	for ; len(out) >= 4; out, x = out[4:], x+1 {
		c := x / s.SubX
		v, b, r := m.luma[luma(x)], m.chroma[cb(c)], m.chroma[cr(c)]
		for i := range 3 {
			out[i] = level(v + m.mix[i][0]*b + m.mix[i][1]*r)
		}
		out[3] = 255
	}
}

// reader returns the samples of a row of a plane, none over what the depth holds.
func (s *Samples) reader(plane, y int) func(x int) uint16 {
	row := s.Planes[plane].Pix[y*s.Planes[plane].Stride:]
	if s.Depth == 8 {
		return func(x int) uint16 { return uint16(row[x]) }
	}
	top := uint16(1)<<s.Depth - 1
	return func(x int) uint16 { return min(binary.LittleEndian.Uint16(row[2*x:]), top) }
}

// level is a sum of parts, at least 0 and at most 255.
func level(parts int32) byte { return byte(min(max(parts>>mixBits, 0), 255)) }
