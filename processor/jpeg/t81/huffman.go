package t81

import (
	"math/bits"
	"slices"
)

// The tables of a picture, as indices; those of chrominance follow those of
// luminance.
const (
	DC     = 0
	AC     = 1
	Chroma = 2
)

// Huffman is a Huffman table as a DHT segment describes it.
type Huffman struct {
	Counts [17]uint8  // codes of each length; BITS
	Values [256]uint8 // symbols in the order of their codes; HUFFVAL
	N      int        // how many values
}

// Code is a code and, in the low 8 bits, its length.
type Code uint32

// Bits returns the code, right-aligned.
func (c Code) Bits() uint32 { return uint32(c >> 8) }

// Length returns how many bits the code has, 0 where there is none.
func (c Code) Length() uint { return uint(c & 255) }

// Codes gives every symbol its code (annex C).
func (s *Huffman) Codes() (codes [256]Code) {
	code, k := uint32(0), 0
	for l := 1; l <= 16; l++ {
		for range s.Counts[l] {
			codes[s.Values[k]] = Code(code<<8 | uint32(l))
			code++
			k++
		}
		code <<= 1
	}
	return codes
}

// Append appends the table as it stands in a DHT segment, after its class and
// number (B.2.4.2).
func (s *Huffman) Append(dst []byte) []byte {
	return append(append(dst, s.Counts[1:]...), s.Values[:s.N]...)
}

// Magnitude returns the size of a value, which goes into its symbol, and the
// bits that follow the symbol's code (F.1.2.1).
func Magnitude(v int32) (size, value uint32) {
	sign := v >> 31
	abs := (v ^ sign) - sign
	size = uint32(bits.Len32(uint32(abs)))
	return size, uint32(v+sign) & (1<<(size&31) - 1)
}

// Optimal returns the table that codes symbols with the given counts in
// the fewest bits, with codes of at most 16 bits of which none is all ones
// (annex K.2).
func Optimal(counts *[256]uint32) Huffman {
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
		return Huffman{Counts: [17]uint8{1: 1}, N: 1}
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

	var s Huffman
	for l := 1; l <= 16; l++ {
		s.Counts[l] = uint8(lengths[l])
	}
	s.N = n - 1
	for i := range s.N { // the most frequent symbols get the shortest codes
		s.Values[i] = uint8(leaves[n-1-i])
	}
	return s
}

// limitLengths moves codes longer than 16 bits up, as in figure K.3, and
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
