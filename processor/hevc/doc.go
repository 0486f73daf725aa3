// Package hevc decodes intra pictures of H.265 (HEVC): what a HEIC photo is made
// of. It exists for still pictures: prediction from other pictures is left out.
//
//	NAL units ──► parameter sets      ┌─► modes ─────► prediction ─┐
//	nal.go        sps.go, pps.go      │   codingunit.go  intra.go  │
//	    │                             │                            ▼
//	    └──► slices ──► bins ──► blocks ──► levels ──► residual ──► samples ──► loop filters
//	         slice.go   cabac.go walk.go    levels.go  transform.go canvas.go   deblock.go, sao.go
//
// A [Decoder] reads the profiles Main, Main 10 and Main Still Picture, and of the
// range extensions the formats 4:0:0, 4:2:0, 4:2:2 and 4:4:4 of up to 12 bits
// with all tools of intra pictures but two that only 16-bit profiles have. What
// it does not do it names in an [UnsupportedError]. It works on one goroutine,
// keeps its memory from picture to picture and must not be used by two goroutines
// at once; use one per worker. Nothing here keeps a reference to the caller's
// data past the call.
//
// Sections, tables and annexes are those of ITU-T H.265 (08/2021). Names in
// comments such as cu_qp_delta_abs and QpY are the standard's.
//
// # How a picture is coded
//
// A picture is cut into squares of 16 to 64 samples a side, the coding tree
// units (CTU), which are coded in rows, one after the other. Each is split in
// four, again and again, into coding units, and these into transform units (a
// quadtree each: walk.go, transformunit.go). A block is predicted from the row
// and the column of samples that lie at its upper and left edge, which are
// decoded already: as a plane, as their mean, or by going on in one of 33
// directions (intra.go). What is missing to the picture, the residual, is coded as
// the levels of cosine patterns (residual.go, levels.go, transform.go).
//
// All this is a sequence of yes and no, the bins. Most have a context: a guess,
// which each bin betters, of how likely it is a yes. The arithmetic decoder
// (cabac.go) makes bins out of bits, more than one out of a bit where the guess is
// good. It is most of the work, and it is why a picture cannot be entered in the
// middle: only slices, tiles and, with entropy_coding_sync_enabled_flag, rows
// begin anew.
//
// When all blocks are there, two filters go over the whole picture, a row of CTUs
// at a time: one softens the edges of blocks (deblock.go), the other adds small
// offsets to samples of a kind (sao.go). Both take the samples as they were
// before; prediction uses those that are not filtered yet, so that no filter may
// begin before the last block that looks at its samples.
//
// # Damage
//
// Data that is cut short or damaged gives what can be read of it, slice segment by
// slice segment; the rest is mid gray. See [Decoder.Decode] and [DamageError].
package hevc
