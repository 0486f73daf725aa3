package jpeg

import (
	"bytes"
	"math/bits"

	"thumbpool/processor/jpeg/t81"
	"thumbpool/processor/plane"
)

// testFile writes kinds of JPEG file that the Encoder does not: progressive,
// with restart markers, not interleaved, with unusual but legal headers. It is
// simple, not fast, and shares only the forward transform with the Encoder.
type testFile struct {
	pic     plane.Picture
	quality int
	// scans is the script; nil means one sequential scan of all components.
	scans       []testScan
	progressive bool
	restart     int  // restart interval in MCUs
	wideDQT     bool // 16-bit quantisation tables
	fill        int  // extra FF bytes before each marker

	sampling   []Sampling // of the components; nil means that of pic
	size       [2]int     // of the picture, where the first plane has fewer samples
	ids        string     // numbers of the components; empty means from 1 on
	head       []byte     // segments after the start of image
	noTables   bool       // the typical Huffman tables, which the file leaves out
	arithmetic bool
	dac        []byte // what a DAC segment holds
	dnl        bool   // the height after the first scan
}

type testScan struct {
	comps          []int
	ss, se, ah, al int
}

// Scripts as encoders use them.
var (
	separateScans = []testScan{{[]int{0}, 0, 63, 0, 0}, {[]int{1}, 0, 63, 0, 0}, {[]int{2}, 0, 63, 0, 0}}
	// libjpegScans is the default of libjpeg's jpeg_simple_progression.
	libjpegScans = []testScan{
		{[]int{0, 1, 2}, 0, 0, 0, 1},
		{[]int{0}, 1, 5, 0, 2},
		{[]int{2}, 1, 63, 0, 1},
		{[]int{1}, 1, 63, 0, 1},
		{[]int{0}, 6, 63, 0, 2},
		{[]int{0}, 1, 63, 2, 1},
		{[]int{0, 1, 2}, 0, 0, 1, 0},
		{[]int{2}, 1, 63, 1, 0},
		{[]int{1}, 1, 63, 1, 0},
		{[]int{0}, 1, 63, 1, 0},
	}
	// spectralScans has no refinement.
	spectralScans = []testScan{
		{[]int{0, 1, 2}, 0, 0, 0, 0},
		{[]int{0}, 1, 2, 0, 0},
		{[]int{0}, 3, 63, 0, 0},
		{[]int{1}, 1, 63, 0, 0},
		{[]int{2}, 1, 63, 0, 0},
	}
	// bandScans refines bands that the first scans had together.
	bandScans = []testScan{
		{[]int{0, 1, 2}, 0, 0, 0, 0},
		{[]int{0}, 1, 63, 0, 1},
		{[]int{1}, 1, 63, 0, 1},
		{[]int{2}, 1, 63, 0, 2},
		{[]int{0}, 1, 9, 1, 0},
		{[]int{0}, 10, 63, 1, 0},
		{[]int{2}, 2, 40, 2, 1},
		{[]int{2}, 1, 1, 2, 1},
		{[]int{2}, 41, 63, 2, 1},
		{[]int{1}, 1, 63, 1, 0},
		{[]int{2}, 1, 5, 1, 0},
		{[]int{2}, 6, 63, 1, 0},
	}
	grayScans = []testScan{
		{[]int{0}, 0, 0, 0, 2},
		{[]int{0}, 1, 63, 0, 3},
		{[]int{0}, 0, 0, 2, 1},
		{[]int{0}, 1, 63, 3, 2},
		{[]int{0}, 1, 20, 2, 1},
		{[]int{0}, 21, 63, 2, 1},
		{[]int{0}, 1, 63, 1, 0},
		{[]int{0}, 0, 0, 1, 0},
	}
)

// testComp is a component with its quantised coefficients in zigzag order.
type testComp struct {
	h, v           int
	bw, bh, stride int
	blocks         [][64]int16
}

// op is one thing to write into a scan: a symbol with bits, bits alone
// (table < 0), or a restart marker (restart).
type op struct {
	table   int // 0 and 1 DC, 2 and 3 AC
	symbol  uint8
	bits    uint32
	n       int
	restart bool
}

func (f testFile) encode() []byte {
	comps, steps := f.components()
	out := &bytes.Buffer{}
	marker := func(m byte, payload []byte) {
		for range f.fill {
			out.WriteByte(0xFF)
		}
		out.Write([]byte{0xFF, m})
		if m != markerSOI && m != markerEOI {
			n := len(payload) + 2
			out.Write([]byte{byte(n >> 8), byte(n)})
			out.Write(payload)
		}
	}
	out.Write([]byte{0xFF, markerSOI})
	out.Write(f.head)
	for i := range 2 {
		dqt := []byte{byte(i)}
		if f.wideDQT {
			dqt[0] |= 0x10
		}
		for _, q := range steps[i] {
			if f.wideDQT {
				dqt = append(dqt, 0)
			}
			dqt = append(dqt, q)
		}
		marker(markerDQT, dqt)
	}
	w, h := f.pixels()
	sof := []byte{8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), byte(len(comps))}
	if f.dnl {
		sof[1], sof[2] = 0, 0
	}
	for i, c := range comps {
		sof = append(sof, f.id(i), byte(c.h<<4|c.v), byte(min(i, 1)))
	}
	m := map[[2]bool]byte{{false, true}: markerSOF9, {true, false}: markerSOF2, {true, true}: markerSOF10}[[2]bool{f.progressive, f.arithmetic}]
	marker(max(m, markerSOF0), sof)
	if f.dac != nil {
		marker(markerDAC, f.dac)
	}
	if f.restart > 0 {
		marker(markerDRI, []byte{byte(f.restart >> 8), byte(f.restart)})
	}
	scans := f.scans
	if scans == nil {
		all := []int{0, 1, 2, 3}[:len(comps)]
		scans = []testScan{{all, 0, 63, 0, 0}}
	}
	for i, s := range scans {
		if f.arithmetic {
			marker(markerSOS, f.scanHeader(s))
			f.writeArithmetic(out, comps, s)
		} else {
			f.writeScan(out, marker, comps, s)
		}
		if i == 0 && f.dnl {
			marker(markerDNL, []byte{byte(h >> 8), byte(h)})
		}
	}
	marker(markerEOI, nil)
	return out.Bytes()
}

// pixels is the size of the picture.
func (f testFile) pixels() (w, h int) {
	if f.size[0] > 0 {
		return f.size[0], f.size[1]
	}
	return f.pic.Size()
}

// id is the number of component i.
func (f testFile) id(i int) byte {
	if f.ids != "" {
		return f.ids[i]
	}
	return byte(i + 1)
}

// scanHeader is what the header of a scan holds.
func (f testFile) scanHeader(s testScan) []byte {
	sos := []byte{byte(len(s.comps))}
	for _, c := range s.comps {
		sos = append(sos, f.id(c), byte(min(c, 1)*0x11))
	}
	return append(sos, byte(s.ss), byte(s.se), byte(s.ah<<4|s.al))
}

// components transforms and quantises the planes.
func (f testFile) components() ([]testComp, [2][64]uint8) {
	var e Encoder
	e.setQuality(f.quality)
	n := f.pic.Kind.Planes()
	sampling := f.sampling
	if sampling == nil {
		sampling = []Sampling{{f.pic.ChromaX, f.pic.ChromaY}, {1, 1}, {1, 1}, {f.pic.ChromaX, f.pic.ChromaY}}
	}
	most := Sampling{1, 1}
	for _, s := range sampling[:n] {
		most.H, most.V = max(most.H, s.H), max(most.V, s.V)
	}
	w, h := f.pixels()
	mcusX, mcusY := ceilDiv(w, 8*most.H), ceilDiv(h, 8*most.V)
	comps := make([]testComp, n)
	for i := range comps {
		c, p := &comps[i], &f.pic.Planes[i]
		c.h, c.v = sampling[i].H, sampling[i].V
		c.bw, c.bh, c.stride = ceilDiv(p.W, 8), ceilDiv(p.H, 8), mcusX*c.h
		for y := range mcusY * c.v {
			for x := range c.stride {
				e.gatherEdge(p, 8*x, 8*y)
				var coef coefficients
				forward(e.edge[:], 8, &e.divide[min(i, 1)], &coef)
				var b [64]int16
				for k := range b {
					b[k] = int16(coef.at(k))
				}
				c.blocks = append(c.blocks, b)
			}
		}
	}
	return comps, e.steps
}

func (f testFile) writeScan(out *bytes.Buffer, marker func(byte, []byte), comps []testComp, s testScan) {
	ops := f.scanOps(comps, s)
	var counts [4][256]uint32
	for _, o := range ops {
		if o.table >= 0 && !o.restart {
			counts[o.table][o.symbol]++
		}
	}
	var codes [4][256]t81.Code
	for i := range counts {
		if f.noTables {
			typical := t81.Typical()
			codes[i] = typical[i&1*t81.Chroma+i>>1].Codes()
			continue
		}
		if counts[i] == [256]uint32{} {
			continue
		}
		t := t81.Optimal(&counts[i])
		codes[i] = t.Codes()
		marker(markerDHT, t.Append([]byte{byte(i>>1<<4 | i&1)}))
	}
	marker(markerSOS, f.scanHeader(s))

	acc, n := uint64(0), 0
	put := func(v uint32, width int) {
		acc, n = acc<<width|uint64(v), n+width
		for ; n >= 8; n -= 8 {
			b := byte(acc >> (n - 8))
			out.WriteByte(b)
			if b == 0xFF {
				out.WriteByte(0)
			}
		}
	}
	pad := func() { put(0x7F>>(7-(8-n&7)&7), (8-n&7)&7) }
	count := 0
	for _, o := range ops {
		if o.restart {
			pad()
			out.Write([]byte{0xFF, byte(markerRST0 + count&7)})
			count++
			continue
		}
		if o.table >= 0 {
			c := codes[o.table][o.symbol]
			put(c.Bits(), int(c.Length()))
		}
		put(o.bits, o.n)
	}
	pad()
}

// scanOps turns the coefficients into the symbols of one scan.
func (f testFile) scanOps(comps []testComp, s testScan) []op {
	w := &opWriter{}
	var pred [4]int
	mcus := 0
	next := func() {
		if f.restart > 0 && mcus > 0 && mcus%f.restart == 0 {
			w.flushRun()
			w.ops = append(w.ops, op{restart: true})
			pred = [4]int{}
		}
		mcus++
	}
	block := func(ci, x, y int) {
		b := &comps[ci].blocks[y*comps[ci].stride+x]
		w.table = min(ci, 1)
		switch {
		case !f.progressive:
			w.dc(int(b[0]), &pred[ci])
			w.acFirst(b, 1, 63, 0, false)
		case s.ss == 0 && s.ah == 0:
			w.dc(int(b[0])>>s.al, &pred[ci])
		case s.ss == 0:
			w.ops = append(w.ops, op{table: -1, bits: uint32(int(b[0])>>s.al) & 1, n: 1})
		case s.ah == 0:
			w.acFirst(b, s.ss, s.se, s.al, true)
		default:
			w.acRefine(b, s.ss, s.se, s.al)
		}
	}
	s.each(comps, next, block)
	w.flushRun()
	return w.ops
}

// each calls next before each MCU of the scan, and block for its blocks.
func (s testScan) each(comps []testComp, next func(), block func(ci, x, y int)) {
	if len(s.comps) == 1 {
		c := &comps[s.comps[0]]
		for y := range c.bh {
			for x := range c.bw {
				next()
				block(s.comps[0], x, y)
			}
		}
		return
	}
	for my := range len(comps[0].blocks) / comps[0].stride / comps[0].v {
		for mx := range comps[0].stride / comps[0].h {
			next()
			for _, ci := range s.comps {
				c := &comps[ci]
				for y := range c.v {
					for x := range c.h {
						block(ci, mx*c.h+x, my*c.v+y)
					}
				}
			}
		}
	}
}

// opWriter follows T.81 annexes F.1.2 and G.1.2.
type opWriter struct {
	ops     []op
	table   int
	run     int  // blocks ended by an EOBn to come
	pending []op // their correction bits
	runAC   int  // the AC table of the run
}

func signedBits(v int) (size int, value uint32) {
	size = bits.Len(uint(max(v, -v)))
	if v < 0 {
		v += 1<<size - 1
	}
	return size, uint32(v)
}

func (w *opWriter) dc(v int, pred *int) {
	size, value := signedBits(v - *pred)
	*pred = v
	w.ops = append(w.ops, op{table: w.table, symbol: uint8(size), bits: value, n: size})
}

func (w *opWriter) flushRun() {
	if w.run > 0 {
		n := bits.Len(uint(w.run)) - 1
		w.ops = append(w.ops, op{table: w.runAC, symbol: uint8(n << 4), bits: uint32(w.run - 1<<n), n: n})
		w.run = 0
		w.ops = append(w.ops, w.pending...)
		w.pending = nil
	}
}

func (w *opWriter) acFirst(b *[64]int16, ss, se, al int, runs bool) {
	w.runAC = 2 + w.table
	zeros := 0
	for k := ss; k <= se; k++ {
		v := int(b[k])
		if v < 0 {
			v = -(-v >> al)
		} else {
			v >>= al
		}
		if v == 0 {
			zeros++
			continue
		}
		w.flushRun()
		for ; zeros > 15; zeros -= 16 {
			w.ops = append(w.ops, op{table: w.runAC, symbol: 0xF0})
		}
		size, value := signedBits(v)
		w.ops = append(w.ops, op{table: w.runAC, symbol: uint8(zeros<<4 | size), bits: value, n: size})
		zeros = 0
	}
	if zeros > 0 {
		w.run++
		if !runs || w.run == 0x7FFF {
			w.flushRun()
		}
	}
}

func (w *opWriter) acRefine(b *[64]int16, ss, se, al int) {
	w.runAC = 2 + w.table
	var abs [64]int
	last := 0
	for k := ss; k <= se; k++ {
		abs[k] = int(max(b[k], -b[k])) >> al
		if abs[k] == 1 {
			last = k
		}
	}
	zeros := 0
	var corrections []op
	for k := ss; k <= se; k++ {
		if abs[k] == 0 {
			zeros++
			continue
		}
		for zeros > 15 && k <= last {
			w.flushRun()
			w.ops = append(w.ops, op{table: w.runAC, symbol: 0xF0})
			w.ops = append(w.ops, corrections...)
			corrections, zeros = nil, zeros-16
		}
		if abs[k] > 1 {
			corrections = append(corrections, op{table: -1, bits: uint32(abs[k] & 1), n: 1})
			continue
		}
		w.flushRun()
		sign := uint32(1)
		if b[k] < 0 {
			sign = 0
		}
		w.ops = append(w.ops, op{table: w.runAC, symbol: uint8(zeros<<4 | 1), bits: sign, n: 1})
		w.ops = append(w.ops, corrections...)
		corrections, zeros = nil, 0
	}
	if zeros > 0 || len(corrections) > 0 {
		w.run++
		w.pending = append(w.pending, corrections...)
		if w.run == 0x7FFF {
			w.flushRun()
		}
	}
}
