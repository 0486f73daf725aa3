package jpeg

import "math/bits"

// The decoder looks at the next bits of the stream as an index into tables
// that answer more than "which symbol": how far to move on and what to do.

const (
	lookBits = 10 // index of huffTable.look: whole symbols with their value bits
	skipBits = 12 // index of acTable.skip: runs of symbols to pass over

	// endOfBlock, as a number of zigzag steps, leaves a block from anywhere.
	endOfBlock = 64
	// skipEOB is added to the steps of a skip entry that ends with an
	// end-of-block code.
	skipEOB = 128
	// skipNone marks a skip entry without a single whole symbol: so many
	// steps that the caller takes its slow way.
	skipNone = 1000
)

// coding is how the symbols of an AC table are meant.
type coding byte

const (
	codingNone        coding = iota // tables not yet built
	codingDC                        // size of a DC difference
	codingSequential                // run and size, F.1.2.2
	codingProgressive               // run and size, or EOBn, G.1.2.2
)

// lookEntry answers for one symbol: in the low 8 bits the bits of code and
// value together, then 8 bits of zigzag steps, then a mask as wide as the
// value. For an EOBn of a progressive scan the steps are endOfBlock + n. 0
// means that the code is longer than lookBits.
type lookEntry uint32

func (e lookEntry) total() uint  { return uint(e & 63) }
func (e lookEntry) steps() int   { return int(e >> 8 & 255) }
func (e lookEntry) mask() uint64 { return uint64(e >> 16) }

// extra returns how many bits follow the code, and code how many it has itself.
func (e lookEntry) extra() uint {
	if n := e.steps() - endOfBlock; n >= 0 {
		return uint(n)
	}
	return uint(bits.Len64(e.mask()))
}
func (e lookEntry) code() uint { return e.total() - e.extra() }

// huffTable is a Huffman table as in T.81 section B.2.4.2 and annex C.
type huffTable struct {
	defined bool
	counts  [17]uint8  // codes of each length; BITS
	values  [256]uint8 // symbols in order of their codes; HUFFVAL
	n       int        // how many values
	invalid bool       // a code was met that the table does not have

	built     coding // what look was built for
	skipBuilt coding // what acTable.skip was built for
	look      [1 << lookBits]lookEntry
	// A code of length l, left-aligned in 16 bits, is below limit[l], and its
	// symbol is values[offset[l] + code>>(16-l)].
	limit  [17]uint32
	offset [17]int32
}

// acTable adds to an AC table the means to pass over coefficients nobody
// wants.
type acTable struct {
	huffTable
	skip [1 << skipBits]skipEntry
}

// skipEntry holds the bits to drop in its low 6 bits, and above them the
// zigzag steps of all whole symbols that begin in the index, plus skipEOB if
// the last of them ends the block.
type skipEntry uint16

func (e skipEntry) total() uint { return uint(e & 63) }
func (e skipEntry) steps() int  { return int(e >> 6) }

// define takes the counts and values of a DHT segment.
func (t *huffTable) define(counts []uint8, values []uint8) error {
	var c [17]uint8
	copy(c[1:], counts)
	if t.n == len(values) && t.counts == c && string(t.values[:t.n]) == string(values) {
		t.defined = true // the same as before, maybe in another file
		return nil
	}
	code := uint32(0)
	k := int32(0)
	for l := 1; l <= 16; l++ {
		t.offset[l] = k - int32(code)
		code += uint32(c[l])
		if code > 1<<l {
			*t = huffTable{}
			return malformed("it has an impossible Huffman table")
		}
		t.limit[l] = code << (16 - l)
		code <<= 1
		k += int32(c[l])
	}
	t.counts, t.n = c, len(values)
	copy(t.values[:], values)
	t.defined, t.built = true, codingNone
	return nil
}

// entry returns what symbol v, with a code of n bits, means.
func (t *huffTable) entry(v uint8, n uint, as coding) lookEntry {
	run, size := uint(v>>4), uint(v&15)
	steps, extra := run+1, size
	switch {
	case as == codingDC:
		steps = 0
	case size != 0 || run == 15: // a coefficient, or ZRL: 16 zeros
	case as == codingProgressive:
		steps, extra = endOfBlock+run, run
	default:
		steps = endOfBlock
	}
	return lookEntry(n + extra | steps<<8 | (1<<size-1)<<16)
}

// build fills the look-up table for one meaning of the symbols.
func (t *huffTable) build(as coding) {
	if t.built == as {
		return
	}
	t.built, t.skipBuilt = as, codingNone
	clear(t.look[:])
	k, code := 0, 0
	for l := 1; l <= lookBits; l++ {
		for range t.counts[l] {
			first := code << (lookBits - l)
			e := t.entry(t.values[k], uint(l), as)
			run := t.look[first : first+1<<(lookBits-l)]
			for i := range run {
				run[i] = e
			}
			code++
			k++
		}
		code <<= 1
	}
}

// slow decodes the code at the top of acc, of any length. A code that the
// table does not have counts as an end of block that uses up 16 bits, and is
// noted in invalid.
func (t *huffTable) slow(acc uint64) lookEntry {
	top := uint32(acc >> 48)
	for l := 1; l <= 16; l++ {
		if top < t.limit[l] {
			v := t.values[uint8(t.offset[l]+int32(top>>(16-l)))]
			return t.entry(v, uint(l), t.built)
		}
	}
	t.invalid = true
	return lookEntry(16 | endOfBlock<<8)
}

// buildSkip fills the skip table; the look table must be built.
func (t *acTable) buildSkip() {
	if t.skipBuilt == t.built {
		return
	}
	t.skipBuilt = t.built
	invalid := t.invalid
	for i := range t.skip {
		bits, steps, eob := uint(0), 0, 0
		for {
			// The index bits after those used, as far as there are any,
			// continued by zeros.
			rest := uint64(i) << (64 - skipBits) << bits
			e := t.look[rest>>(64-lookBits)]
			if e == 0 && bits == 0 {
				e = t.slow(rest)
			}
			if e == 0 || bits+e.code() > skipBits || e.steps() > endOfBlock {
				break // no whole code left, or an EOBn that spans blocks
			}
			bits += e.total()
			if e.steps() == endOfBlock {
				eob = skipEOB
				break
			}
			if steps += e.steps(); steps > 63 || bits >= skipBits {
				break
			}
		}
		steps += eob
		if bits == 0 {
			steps = skipNone
		}
		t.skip[i] = skipEntry(bits | uint(steps)<<6)
	}
	t.invalid = invalid // looking for codes was no decoding
}
