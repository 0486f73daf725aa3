package jpeg

import "slices"

// baseSteps are the quantisation tables of T.81 annex K.1 in zigzag order.
var baseSteps = [2][64]uint8{
	{
		16, 11, 12, 14, 12, 10, 16, 14,
		13, 14, 18, 17, 16, 19, 24, 40,
		26, 24, 22, 22, 24, 49, 35, 37,
		29, 40, 58, 51, 61, 60, 57, 51,
		56, 55, 64, 72, 92, 78, 64, 68,
		87, 69, 55, 56, 80, 109, 81, 87,
		95, 98, 103, 104, 103, 62, 77, 113,
		121, 112, 100, 120, 92, 101, 103, 99,
	},
	{
		17, 18, 18, 24, 21, 24, 47, 26,
		26, 47, 99, 66, 56, 66, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
	},
}

// setQuality scales the quantisation tables as libjpeg does.
func (e *Encoder) setQuality(quality int) {
	if e.quality == quality {
		return
	}
	e.quality = quality
	percent := 200 - 2*quality
	if quality < 50 {
		percent = 5000 / quality
	}
	for i := range e.steps {
		for k, base := range baseSteps[i] {
			e.steps[i][k] = uint8(min(max((int(base)*percent+50)/100, 1), 255))
		}
		e.divide[i].set(&e.steps[i])
	}
}

// huffSpec is a Huffman table as a DHT segment describes it.
type huffSpec struct {
	counts [17]uint8 // codes of each length
	values [256]uint8
	n      int
}

// huffCode is a code and, in the low 8 bits, its length.
type huffCode uint32

func (c huffCode) code() uint32 { return uint32(c >> 8) }
func (c huffCode) length() uint { return uint(c & 255) }

// assign gives every symbol its code, T.81 annex C.
func (s *huffSpec) assign(codes []huffCode) {
	clear(codes)
	code, k := uint32(0), 0
	for l := 1; l <= 16; l++ {
		for range s.counts[l] {
			codes[s.values[k]] = huffCode(code<<8 | uint32(l))
			code++
			k++
		}
		code <<= 1
	}
}

// optimalTable returns the table that codes symbols with the given counts in
// the fewest bits, with codes of at most 16 bits of which none is all ones
// (T.81 annex K.2).
func optimalTable(counts *[256]uint32) huffSpec {
	// Leaves by rising count. The first is no symbol: it takes the place of
	// the code of all ones.
	var leaves [257]uint64 // count, symbol
	n := 1
	for v, c := range counts {
		if c > 0 {
			leaves[n] = uint64(c)<<8 | uint64(v)
			n++
		}
	}
	if n == 1 { // nothing to code; a table must not be empty for all readers
		return huffSpec{counts: [17]uint8{1: 1}, n: 1}
	}
	slices.Sort(leaves[1:n])

	// Huffman's algorithm with two queues: the leaves, and the inner nodes,
	// which come into being in the order of their counts.
	var weight [257]uint64
	var parent [2 * 257]int // leaves first, then inner nodes
	leaf, inner := 0, 0
	take := func(made int) (id int, w uint64) {
		if leaf < n && (inner == made || leaves[leaf]>>8 <= weight[inner]) {
			id, w = leaf, leaves[leaf]>>8
			leaf++
			return id, w
		}
		id, w = 257+inner, weight[inner]
		inner++
		return id, w
	}
	for made := range n - 1 {
		a, wa := take(made)
		b, wb := take(made)
		weight[made] = wa + wb
		parent[a], parent[b] = 257+made, 257+made
	}

	// Depths from the root down give how many codes there are of each length.
	var depth [2 * 257]int
	var lengths [258]int
	for i := n - 3; i >= 0; i-- {
		depth[257+i] = depth[parent[257+i]] + 1
	}
	for i := range n {
		lengths[depth[parent[i]]+1]++
	}
	limitLengths(&lengths)

	var s huffSpec
	for l := 1; l <= 16; l++ {
		s.counts[l] = uint8(lengths[l])
	}
	s.n = n - 1
	for i := range s.n { // the most frequent symbols get the shortest codes
		s.values[i] = uint8(leaves[n-1-i])
	}
	return s
}

// limitLengths moves codes longer than 16 bits up, as in T.81 figure K.3, and
// drops the longest code, which is the one of all ones.
func limitLengths(lengths *[258]int) {
	for l := len(lengths) - 1; l > 16; l-- {
		for lengths[l] > 0 {
			j := l - 2
			for lengths[j] == 0 {
				j--
			}
			lengths[l] -= 2
			lengths[l-1]++
			lengths[j+1] += 2
			lengths[j]--
		}
	}
	l := 16
	for lengths[l] == 0 {
		l--
	}
	lengths[l]--
}

// standardTables are those of T.81 annex K.3.
var standardTables = [4]huffSpec{
	tableDC: newSpec([16]uint8{0, 1, 5, 1, 1, 1, 1, 1, 1},
		"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b"),
	tableAC: newSpec([16]uint8{0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125},
		"\x01\x02\x03\x00\x04\x11\x05\x12\x21\x31\x41\x06\x13\x51\x61\x07"+
			"\x22\x71\x14\x32\x81\x91\xa1\x08\x23\x42\xb1\xc1\x15\x52\xd1\xf0"+
			"\x24\x33\x62\x72\x82\x09\x0a\x16\x17\x18\x19\x1a\x25\x26\x27\x28"+
			"\x29\x2a\x34\x35\x36\x37\x38\x39\x3a\x43\x44\x45\x46\x47\x48\x49"+
			"\x4a\x53\x54\x55\x56\x57\x58\x59\x5a\x63\x64\x65\x66\x67\x68\x69"+
			"\x6a\x73\x74\x75\x76\x77\x78\x79\x7a\x83\x84\x85\x86\x87\x88\x89"+
			"\x8a\x92\x93\x94\x95\x96\x97\x98\x99\x9a\xa2\xa3\xa4\xa5\xa6\xa7"+
			"\xa8\xa9\xaa\xb2\xb3\xb4\xb5\xb6\xb7\xb8\xb9\xba\xc2\xc3\xc4\xc5"+
			"\xc6\xc7\xc8\xc9\xca\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xd9\xda\xe1\xe2"+
			"\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8"+
			"\xf9\xfa"),
	tableChroma + tableDC: newSpec([16]uint8{0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
		"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b"),
	tableChroma + tableAC: newSpec([16]uint8{0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119},
		"\x00\x01\x02\x03\x11\x04\x05\x21\x31\x06\x12\x41\x51\x07\x61\x71"+
			"\x13\x22\x32\x81\x08\x14\x42\x91\xa1\xb1\xc1\x09\x23\x33\x52\xf0"+
			"\x15\x62\x72\xd1\x0a\x16\x24\x34\xe1\x25\xf1\x17\x18\x19\x1a\x26"+
			"\x27\x28\x29\x2a\x35\x36\x37\x38\x39\x3a\x43\x44\x45\x46\x47\x48"+
			"\x49\x4a\x53\x54\x55\x56\x57\x58\x59\x5a\x63\x64\x65\x66\x67\x68"+
			"\x69\x6a\x73\x74\x75\x76\x77\x78\x79\x7a\x82\x83\x84\x85\x86\x87"+
			"\x88\x89\x8a\x92\x93\x94\x95\x96\x97\x98\x99\x9a\xa2\xa3\xa4\xa5"+
			"\xa6\xa7\xa8\xa9\xaa\xb2\xb3\xb4\xb5\xb6\xb7\xb8\xb9\xba\xc2\xc3"+
			"\xc4\xc5\xc6\xc7\xc8\xc9\xca\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xd9\xda"+
			"\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xf2\xf3\xf4\xf5\xf6\xf7\xf8"+
			"\xf9\xfa"),
}

func newSpec(counts [16]uint8, values string) huffSpec {
	s := huffSpec{n: len(values)}
	copy(s.counts[1:], counts[:])
	copy(s.values[:], values)
	return s
}
