package hevc

import "math/rand/v2"

// stream is a picture's worth of parameter sets, and of slices with random
// content, for what encoders do not write.
type stream struct {
	width, height    int
	chroma           int
	depth, depthC    int
	log2MinCb        int
	log2Ctb          int
	log2MinTb        int
	log2MaxTb        int
	depthIntra       int
	lists            string // "default", "sps", "pps", or none
	pcm, pcmNoFilter bool
	pcmDepth         [2]int
	pcmSizes         [2]int // log2
	sao              bool
	window           window // in chroma units

	rotate, skipContext, implicit, noSmoothing, rice bool

	dependent, hideSigns, skip, lossless, sync bool
	initQP                                     int
	qpDepth                                    int // -1 for no QP deltas
	chromaQP                                   [2]int
	tileColumns, tileRows                      int
	uneven                                     bool
	acrossTiles, acrossSlices                  bool
	mixed                                      bool // some slices stop loop filters, some do not
	deblockOverride, deblockOff                bool
	log2MaxSkip                                int
	cross                                      bool
	chromaLists                                int // how many offsets
	offsetScale                                [2]int

	by     string  // the one program that decodes it right, or none for both
	slices float64 // how likely a CTB begins a slice segment
	busy   float64 // how likely a block has coefficients, and how many
}

// parameterSets returns VPS, SPS and PPS, and the latter two as they are read.
func (c *stream) parameterSets(r *rand.Rand) ([]byte, *sps, *pps) {
	profile := func(w *bitWriter) {
		w.u(8, 4) // format range extensions
		w.u(32, 1<<27)
		w.u(4, 0b1001)
		w.u(31, 0)
		w.u(13, 0)
		w.u(8, 186)
	}
	vps := &bitWriter{}
	vps.u(4, 0)
	vps.u(12, 0b110000000001)
	vps.u(16, 0xffff)
	profile(vps)
	vps.flag(true)
	vps.ue(0, 0, 0)
	vps.u(6, 0)
	vps.ue(0)
	vps.u(2, 0)

	s := &bitWriter{}
	s.u(8, 1)
	profile(s)
	s.ue(0, c.chroma)
	if c.chroma == chroma444 {
		s.flag(false)
	}
	s.ue(c.width, c.height)
	if s.flag(c.window != window{}); c.window != (window{}) {
		s.ue(c.window.left, c.window.right, c.window.top, c.window.bottom)
	}
	s.ue(c.depth-8, c.depthC-8, 4)
	s.flag(true)
	s.ue(0, 0, 0)
	s.ue(c.log2MinCb-3, c.log2Ctb-c.log2MinCb, c.log2MinTb-2, c.log2MaxTb-c.log2MinTb, 0, c.depthIntra)
	if s.flag(c.lists != ""); c.lists != "" {
		if s.flag(c.lists == "sps"); c.lists == "sps" {
			scalingLists(s, r)
		}
	}
	s.flags(false, c.sao, c.pcm)
	if c.pcm {
		s.u(4, uint32(c.pcmDepth[0]-1))
		s.u(4, uint32(c.pcmDepth[1]-1))
		s.ue(c.pcmSizes[0]-3, c.pcmSizes[1]-c.pcmSizes[0])
		s.flag(c.pcmNoFilter)
	}
	s.ue(0)
	s.flags(false, false, true, false) // strong smoothing, no VUI
	s.flags(true, true, false, false, false, false, false, false, false)
	s.flags(c.rotate, c.skipContext, c.implicit, false, false, c.noSmoothing, false, c.rice, false)

	p := &bitWriter{}
	p.ue(0, 0)
	p.flags(c.dependent, false, false, false, false, c.hideSigns, false)
	p.ue(0, 0)
	p.se(c.initQP - 26)
	p.flags(true, c.skip, c.qpDepth >= 0) // constrained_intra_pred_flag changes nothing
	if c.qpDepth >= 0 {
		p.ue(c.qpDepth)
	}
	p.se(c.chromaQP[:]...)
	tiles := c.tileColumns*c.tileRows > 1
	p.flags(true, false, false, c.lossless, tiles, c.sync)
	if tiles {
		c.tiles(p)
	}
	p.flags(c.acrossSlices, true, c.deblockOverride, c.deblockOff)
	if !c.deblockOff {
		p.se(-2, 3)
	}
	if p.flag(c.lists == "pps"); c.lists == "pps" {
		scalingLists(p, r)
	}
	p.flag(false)
	p.ue(0)
	p.flags(true, true, true, false, false, false, false, false, false, false)
	if c.skip {
		p.ue(c.log2MaxSkip - 2)
	}
	p.flags(c.cross, c.chromaLists > 0)
	if c.chromaLists > 0 {
		p.ue(1, c.chromaLists-1)
		for range c.chromaLists {
			p.se(r.IntN(25)-12, r.IntN(25)-12)
		}
	}
	p.ue(c.offsetScale[:]...)

	out := nal(32, vps.end())
	sets := [2][]byte{s.end(), p.end()}
	out = append(out, nal(nalSPS, sets[0])...)
	out = append(out, nal(nalPPS, sets[1])...)
	readSPS, err := parseSPS(escaped(nil, sets[0]))
	if err != nil {
		panic(err)
	}
	readPPS, err := parsePPS(escaped(nil, sets[1]))
	if err != nil {
		panic(err)
	}
	return out, readSPS, readPPS
}

func (c *stream) tiles(p *bitWriter) {
	p.ue(c.tileColumns-1, c.tileRows-1)
	if p.flag(!c.uneven); c.uneven { // of one CTB each, but for the last
		for range c.tileColumns + c.tileRows - 2 {
			p.ue(0)
		}
	}
	p.flag(c.acrossTiles)
}

func scalingLists(w *bitWriter, r *rand.Rand) {
	for size := range 4 {
		step := 1
		if size == 3 {
			step = 3
		}
		for matrix := 0; matrix < 6; matrix += step {
			switch r.IntN(4) {
			case 0:
				w.flag(false)
				w.ue(r.IntN(matrix/step + 1))
				continue
			}
			w.flag(true)
			next := 8
			change := func(v int) {
				d := v - next
				if d > 127 {
					d -= 256
				} else if d < -128 {
					d += 256
				}
				w.se(d)
				next = v
			}
			if size > 1 {
				next = 1 + r.IntN(40)
				w.se(next - 8)
			}
			for range min(64, 1<<(4+2*size)) {
				change(1 + r.IntN(60))
			}
		}
	}
}
