// Package jpeg decodes JPEG files at a fraction of their size and encodes
// planes as JPEG files. It exists for thumbnails: everything that a small
// picture does not need is left undone.
//
//	file ──► markers ──► frame ──► scans ──► bits ──► coefficients ──► planes
//	         frame.go    scanheader.go       unstuffed,  only the low   1, 4, 16 or
//	                                         huffman.go  corner kept    64 samples
//	                                                                    per block
//
// A [Decoder] reads every file of 8 bits a sample that is not lossless or
// hierarchical: baseline, extended sequential and progressive ones, by Huffman or
// arithmetic coding, of one, three or four components in any sampling. For the
// rest it says early that the file is unsupported. What the components are, gray,
// YCbCr, RGB or inks, it says too, and leaves their conversion to those who have
// fewer samples to convert. An [Encoder] writes baseline files. Both work on one
// goroutine, keep their memory from file to file and must not be used by two
// goroutines at once; use one per worker. Nothing here keeps a reference to the
// caller's data past the call.
//
// Sections and annexes are those of ITU-T T.81, the JPEG standard.
//
// # Why it is fast
//
// Shrink on load. A block of 8×8 samples is the sum of 64 cosine patterns, the
// coefficients. The lowest N×N of them, put through an inverse transform of
// size N×N, are the same block at N/8 of its size (transform.go). At 1/8 a
// block is one sample, its DC coefficient. So a smaller picture needs fewer
// coefficients and less arithmetic, and what is left is Huffman decoding.
//
// Unstuff first. The entropy-coded data (annex F.1.2) has a zero byte after
// each byte FF. The decoder removes these in bulk, a window at a time, so that
// afterwards it can take 8 bytes at once without looking at any (bits.go).
//
// Skip in bulk. Coefficients nobody wants must still be stepped over. Their
// codes are short: a table indexed by the next 12 bits tells for as many
// symbols as fit into them how many bits and coefficients to move on, so one
// look-up swallows several (huffman.go, acTable).
//
// Stop early. A progressive file (annex G) comes in scans of growing detail.
// The decoder looks where the scans are, works out which of them the picture
// needs at its scale, and passes over all others (progressive.go). For scans
// that refine others it needs to know which coefficients are not zero, not
// what they are: one word per block.
//
// Arithmetic coding (annex D) has none of this but the small transforms: it is
// rare, and its every bit depends on those before (arithmeticscan.go).
//
// Two lanes. Transforms are linear, so one 64-bit integer can carry two
// columns through them at once (lanes).
//
// # Damage
//
// A file that is cut short or damaged gives what can be read of it, from
// restart marker to restart marker (annex E.2.4); the rest is mid gray. See
// [Decoder.Decode] and [DamageError].
package jpeg
