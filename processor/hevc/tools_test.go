package hevc

import (
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"thumbpool/processor/peertest"
)

// The decoders that ours is held to, and that share no code with it.
const (
	ffmpeg   = "ffmpeg"
	libde265 = "libde265-dec265"
	neither  = "neither"
)

// reference decodes a byte stream with a decoder that shares no code with ours,
// into raw video of the stream's own format.
func reference(t testing.TB, program string, data []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	file, raw := filepath.Join(dir, "x.hevc"), filepath.Join(dir, "x.yuv")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-v", "error", "-threads", "1", "-f", "hevc", "-i", file, "-frames:v", "1", "-f", "rawvideo", raw)
	if program == libde265 {
		cmd = exec.Command(program, "-q", "-o", raw, file)
	}
	msg, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", program, err, msg)
	}
	out, err := os.ReadFile(raw)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// raw returns the planes of a picture as raw video.
func (p Picture) raw() (out []byte) {
	for _, plane := range p.Planes {
		for y := range plane.Height {
			if plane.Words == nil {
				out = append(out, plane.Bytes[y*plane.Stride:][:plane.Width]...)
				continue
			}
			for _, v := range plane.Words[y*plane.Stride:][:plane.Width] {
				out = binary.LittleEndian.AppendUint16(out, v)
			}
		}
	}
	return out
}

// difference says where a picture differs from raw video, or nothing.
func difference(p Picture, raw []byte) string {
	for c, plane := range p.Planes {
		one := Picture{Planes: []Plane{plane}}.raw()
		if len(raw) < len(one) {
			return fmt.Sprintf("component %d is missing", c)
		}
		sample := len(one) / (plane.Width * plane.Height)
		wrong, first := 0, -1
		for i := range one {
			if one[i] != raw[i] {
				if wrong++; first < 0 {
					first = i / sample
				}
			}
		}
		if wrong > 0 {
			return fmt.Sprintf("component %d, %d samples, from %d, %d on", c, wrong, first%plane.Width, first/plane.Width)
		}
		raw = raw[len(one):]
	}
	return ""
}

// tools are streams of what encoders do not write.
func tools() map[string]stream {
	plain := stream{
		width: 128, height: 96, chroma: chroma420, depth: 8, depthC: 8,
		log2MinCb: 3, log2Ctb: 4, log2MinTb: 2, log2MaxTb: 4, depthIntra: 2,
		initQP: 24, qpDepth: -1, tileColumns: 1, tileRows: 1, acrossTiles: true, acrossSlices: true,
		log2MaxSkip: 2, busy: .3,
	}
	change := func(f func(c *stream)) stream {
		c := plain
		f(&c)
		return c
	}
	return map[string]stream{
		"plain": plain,
		"large": change(func(c *stream) { c.log2Ctb, c.log2MaxTb = 6, 5 }),
		"tiles": change(func(c *stream) { c.tileColumns, c.tileRows, c.slices = 3, 2, .5 }),
		"tiles apart": change(func(c *stream) {
			c.tileColumns, c.tileRows, c.uneven, c.acrossTiles, c.sao, c.log2Ctb = 2, 2, true, false, true, 5
		}),
		"tiles of rows that begin anew": change(func(c *stream) {
			c.tileColumns, c.tileRows, c.sync, c.slices, c.dependent, c.by = 2, 3, true, .5, true, neither
		}),
		"narrow tiles": change(func(c *stream) { c.tileColumns, c.uneven = 3, true }),
		"slices":       change(func(c *stream) { c.slices, c.log2Ctb = .2, 5 }),
		"slices apart": change(func(c *stream) {
			c.slices, c.sao, c.acrossSlices, c.log2Ctb, c.by = .2, true, false, 5, ffmpeg
		}),
		"slices, some of them apart": change(func(c *stream) {
			c.slices, c.sao, c.mixed, c.deblockOverride, c.log2Ctb, c.chroma, c.by = .2, true, true, true, 5, chroma444, libde265
		}),
		"slices of tiles, some of them apart": change(func(c *stream) {
			c.slices, c.sao, c.mixed, c.chroma, c.tileColumns, c.tileRows, c.by = .5, true, true, chroma444, 3, 2, libde265
		}),
		"dependent slices": change(func(c *stream) {
			c.slices, c.dependent, c.qpDepth, c.sao, c.deblockOverride, c.chroma = .3, true, 1, true, true, chroma400
			c.mixed, c.by = true, libde265
		}),
		"dependent slices of rows that begin anew": change(func(c *stream) {
			c.slices, c.dependent, c.sync, c.qpDepth = .5, true, true, 1
		}),
		"one CTB wide": change(func(c *stream) { c.width, c.sync, c.slices = 16, true, .3 }),
		"PCM": change(func(c *stream) {
			c.pcm, c.pcmDepth, c.pcmSizes, c.sao, c.log2Ctb = true, [2]int{8, 8}, [2]int{3, 4}, true, 5
		}),
		"PCM of few bits, not filtered": change(func(c *stream) {
			c.pcm, c.pcmNoFilter, c.pcmDepth, c.pcmSizes, c.sao = true, true, [2]int{5, 7}, [2]int{3, 5}, true
			c.log2Ctb, c.qpDepth, c.by = 5, 2, libde265
		}),
		"PCM 4:2:2": change(func(c *stream) {
			c.pcm, c.pcmDepth, c.pcmSizes, c.chroma = true, [2]int{8, 6}, [2]int{3, 3}, chroma422
		}),
		"lossless": change(func(c *stream) { c.lossless, c.sao, c.hideSigns, c.by = true, true, true, libde265 }),
		"QP":       change(func(c *stream) { c.log2Ctb, c.qpDepth, c.chromaQP = 6, 3, [2]int{5, -7} }),
		"QP 4:2:2": change(func(c *stream) {
			c.qpDepth, c.chroma, c.chromaQP, c.chromaLists, c.initQP, c.by = 1, chroma422, [2]int{-5, 9}, 6, 36, ffmpeg
		}),
		"lists":     change(func(c *stream) { c.lists, c.log2Ctb, c.log2MaxTb = "sps", 6, 5 }),
		"PPS lists": change(func(c *stream) { c.lists, c.skip, c.hideSigns = "pps", true, true }),
		"lists 4:4:4": change(func(c *stream) {
			c.lists, c.chroma, c.log2Ctb, c.log2MaxTb, c.skip, c.log2MaxSkip, c.by = "sps", chroma444, 5, 5, true, 5, ffmpeg
		}),
		"offsets": change(func(c *stream) {
			c.chroma, c.sao, c.depth, c.depthC, c.offsetScale = chroma444, true, 12, 12, [2]int{2, 1}
		}),
		"chroma lists": change(func(c *stream) {
			c.chroma, c.chromaLists, c.qpDepth, c.log2Ctb, c.slices, c.by = chroma444, 6, 2, 5, .2, ffmpeg
		}),
		"large skip": change(func(c *stream) {
			c.skip, c.log2MaxSkip, c.log2Ctb, c.log2MaxTb, c.hideSigns = true, 5, 6, 5, true
		}),
		"rotation": change(func(c *stream) {
			c.skip, c.lossless, c.rotate, c.log2MaxSkip, c.by = true, true, true, 3, libde265
		}),
		"skip contexts": change(func(c *stream) {
			c.skip, c.lossless, c.skipContext, c.log2MaxSkip, c.chroma = true, true, true, 4, chroma444
		}),
		"RDPCM": change(func(c *stream) {
			c.skip, c.implicit, c.log2MaxSkip, c.hideSigns, c.chroma = true, true, 4, true, chroma444
		}),
		"lossless RDPCM": change(func(c *stream) {
			c.skip, c.lossless, c.implicit, c.log2MaxSkip, c.hideSigns, c.chroma, c.by = true, true, true, 4, true, chroma444, libde265
		}),
		"Rice":       change(func(c *stream) { c.rice, c.skip, c.lossless, c.initQP = true, true, true, 10 }),
		"Rice rows":  change(func(c *stream) { c.rice, c.sync, c.dependent, c.slices, c.by = true, true, true, .3, ffmpeg }),
		"unsmoothed": change(func(c *stream) { c.noSmoothing, c.log2Ctb, c.log2MaxTb = true, 6, 5 }),
		"cross":      change(func(c *stream) { c.cross, c.chroma, c.log2Ctb, c.log2MaxTb = true, chroma444, 5, 5 }),
		"cross and lists": change(func(c *stream) {
			c.cross, c.chroma, c.chromaLists, c.by = true, chroma444, 2, libde265
		}),
		"cross and more": change(func(c *stream) {
			c.cross, c.chroma, c.skip, c.skipContext, c.implicit, c.rice, c.by = true, chroma444, true, true, true, true, ffmpeg
			c.depth, c.depthC, c.log2MaxSkip, c.sao, c.qpDepth, c.hideSigns = 10, 10, 4, true, 1, true
		}),
		"window":       change(func(c *stream) { c.window, c.by = window{1, 2, 3, 4}, libde265 }),
		"window 4:2:2": change(func(c *stream) { c.chroma, c.window, c.by = chroma422, window{1, 2, 3, 4}, libde265 }),
		"4:0:0":        change(func(c *stream) { c.chroma, c.log2Ctb, c.sao, c.qpDepth, c.depthIntra = chroma400, 6, true, 2, 3 }),
		"4:2:2":        change(func(c *stream) { c.chroma, c.log2Ctb, c.log2MaxTb, c.sao = chroma422, 6, 5, true }),
		"4:4:4":        change(func(c *stream) { c.chroma, c.log2Ctb, c.log2MaxTb, c.sao, c.skip = chroma444, 6, 5, true, true }),
		"12 bits": change(func(c *stream) {
			c.depth, c.depthC, c.log2Ctb, c.log2MaxTb, c.qpDepth, c.sao, c.skip, c.by = 12, 12, 5, 5, 1, true, true, libde265
		}),
		"9 bits": change(func(c *stream) { c.depth, c.depthC, c.log2Ctb = 9, 9, 5 }),
		"8 × 8":  change(func(c *stream) { c.width, c.height = 8, 8 }),
		"blocks of 8 and more": change(func(c *stream) {
			c.log2MinCb, c.log2MinTb, c.log2Ctb, c.log2MaxTb, c.depthIntra, c.lists = 4, 3, 6, 5, 3, "default"
		}),
		"small transforms": change(func(c *stream) { c.log2Ctb, c.log2MaxTb, c.depthIntra = 6, 3, 1 }),
		"not deblocked":    change(func(c *stream) { c.deblockOff, c.sao, c.log2Ctb = true, true, 5 }),
	}
}

// TestTools holds the decoder to two others, on streams of random content. Where
// it names one of them, the other has a fault that is known: ffmpeg 5.1 takes all
// borders of a slice by the slice's own flag, and thresholds of chroma from the
// slice decoded last, filters chroma of lossless blocks, does not rotate those,
// reads six offsets of chroma QP where there are fewer, keeps 16 bits of larger
// levels, and rounds windows; libde265 1.0.11 takes slices' borders for chroma at
// the place of luma, and reads offsets of chroma QP, 32 × 32 lists of chroma and
// statistics of rows otherwise than the standard has it; and neither has tiles of
// rows that begin anew, which are held to be whole.
func TestTools(t *testing.T) {
	peertest.Need(t, "ffmpeg", ffmpeg)
	peertest.Need(t, "libde265-examples", libde265)
	seeds := uint64(1)
	if *long {
		seeds = 20
	}
	all := tools()
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if !drawn(i) {
			continue
		}
		for seed := range seeds {
			t.Run(fmt.Sprint(name, " ", seed), func(t *testing.T) {
				t.Parallel() // the others' starts are most of it
				c := all[name]
				data := c.write(seed)
				var d Decoder
				p, err := d.Decode(context.Background(), nil, data, Limits{})
				if err != nil || p.Damaged != nil {
					t.Fatal(err, p.Damaged)
				}
				for _, program := range []string{ffmpeg, libde265} {
					if c.by != "" && c.by != program {
						continue
					}
					if where := difference(p, reference(t, program, data)); where != "" {
						t.Errorf("%s decodes another picture: %s", program, where)
					}
				}
			})
		}
	}
}
