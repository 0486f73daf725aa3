package hevc

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/binary"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"thumbpool/processor/peertest"
)

// long asks for more of what is random.
var long = flag.Bool("long", false, "more streams of random content")

// drawn tells whether the case of a number is tested. The race detector finds
// nothing in one goroutine, and is slow: a sample will do.
func drawn(number int) bool { return !raceDetector || number%5 == 0 }

// source is a picture to encode: planes of samples.
type source struct {
	width, height int
	chroma        int // chroma_format_idc
	depth         int
}

// raw draws a picture with ramps, sharp edges, thin lines, texture and noise, in
// the byte order of raw video.
func (s source) raw(seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 1))
	var out []byte
	for c := range 3 {
		if c > 0 && s.chroma == chroma400 {
			break
		}
		w, h := s.width, s.height
		if c > 0 && s.chroma != chroma444 {
			w = (w + 1) / 2
			if s.chroma == chroma420 {
				h = (h + 1) / 2
			}
		}
		for y := range h {
			for x := range w {
				v := 40 + 150*x/w + 40*y/h
				switch part := (x/24 + y/40 + int(seed)) % 7; {
				case part == 0:
					v += r.IntN(60) - 30
				case part == 1 && (x+y)%9 < 2:
					v = 235
				case part == 2 && (x/3+y/5)%2 == 0:
					v -= 35
				case part == 3 && (x*x+y*y)%97 < 40:
					v = 30 + 4*c
				case part == 4:
					v += (x*7 + y*3 + 11*c) % 13
				}
				v = min(max(v, 0), 255)
				if s.depth == 8 {
					out = append(out, byte(v))
				} else {
					v = v<<(s.depth-8) | r.IntN(1<<(s.depth-8))
					out = binary.LittleEndian.AppendUint16(out, uint16(v))
				}
			}
		}
	}
	return out
}

func (s source) String() string {
	return fmt.Sprintf("%s, %d bits, %d × %d", [4]string{"4:0:0", "4:2:0", "4:2:2", "4:4:4"}[s.chroma], s.depth, s.width, s.height)
}

// x265 encodes a picture with arguments, and returns the byte stream, which has
// the digests of the planes that it decodes to.
func (s source) x265(t testing.TB, seed uint64, args ...string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "x.hevc")
	all := append([]string{
		"--input", "-", "--input-res", fmt.Sprintf("%dx%d", s.width, s.height), "--fps", "1", "--frames", "1",
		"--input-csp", strconv.Itoa(s.chroma), "--input-depth", strconv.Itoa(s.depth), "-D", strconv.Itoa(s.depth),
		"--log-level", "error", "--no-progress", "--pools", "1", "-F", "1", "--hash", "1", "-o", out,
	}, args...)
	cmd := exec.Command("x265", all...)
	cmd.Stdin = bytes.NewReader(s.raw(seed))
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("x265 %v: %v\n%s", args, err, msg)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// digests returns the MD5 digests of the planes of a byte stream's first
// picture, from the message that the encoder has put behind it (D.2.19).
func digests(t testing.TB, data []byte) [][]byte {
	t.Helper()
	const suffixSEI, pictureHash = 40, 132
	for u := range units(data, 0) {
		body := unescape(nil, u.body)
		if u.kind == suffixSEI && len(body) > 3 && body[0] == pictureHash && body[2] == 0 {
			var all [][]byte
			for hash := body[3 : 2+int(body[1])]; len(hash) >= md5.Size; hash = hash[md5.Size:] {
				all = append(all, hash[:md5.Size])
			}
			return all
		}
	}
	t.Fatal("no digests in the stream")
	return nil
}

// whole returns the planes of a decoder's last picture with what the conformance
// window cuts off, as the digests are made of them.
func (d *Decoder) whole() (planes [][]byte) {
	s := d.walker.sps
	for c := range s.components() {
		if d.walker.canvas == canvas(&d.bytes) {
			planes = append(planes, d.bytes.planes[c].pix)
			continue
		}
		var plane []byte
		for _, v := range d.words.planes[c].pix {
			plane = binary.LittleEndian.AppendUint16(plane, v)
		}
		planes = append(planes, plane)
	}
	return planes
}

// exact decodes a byte stream, which is to be whole and to have the digests in it.
func exact(t testing.TB, data []byte) Picture {
	t.Helper()
	var d Decoder
	p, err := d.Decode(context.Background(), nil, data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Damaged != nil || p.Complete != 1 {
		t.Fatalf("%v of the picture: %v", p.Complete, p.Damaged)
	}
	for c, plane := range d.whole() {
		if got := md5.Sum(plane); !bytes.Equal(got[:], digests(t, data)[c]) {
			t.Errorf("component %d is another than the encoder's", c)
		}
	}
	return p
}

// TestEncoder holds the decoder to what an encoder says of its own pictures, with
// all that it can be made to write.
func TestEncoder(t *testing.T) {
	peertest.Need(t, "x265", "x265")
	main := source{200, 136, chroma420, 8}
	at := func(width, height, chroma, depth int) source { return source{width, height, chroma, depth} }
	for i, c := range []struct {
		source
		args string
	}{
		{main, "--no-deblock --no-sao --no-wpp --no-strong-intra-smoothing --aq-mode 0 --no-signhide"},
		{main, "--no-sao --no-wpp"},
		{main, "--no-wpp"},
		{main, ""},
		{main, "--preset placebo --tu-intra-depth 4 --qp 22"},
		{main, "--preset ultrafast --qp 40"},
		{main, "--qp 0 --aq-mode 0"},
		{main, "--qp 51"},
		{main, "--ctu 16 --max-tu-size 16 --qg-size 8 --aq-mode 2 --aq-strength 3"},
		{main, "--ctu 16 --max-tu-size 4 --min-cu-size 8"},
		{main, "--ctu 32 --qg-size 16 --aq-strength 3"},
		{main, "--ctu 64 --min-cu-size 16 --qg-size 8 --aq-strength 3 --qp 25"},
		{main, "--ctu 64 --min-cu-size 32 --tu-intra-depth 4"},
		{main, "--tskip --qp 12 --rd 5"},
		{main, "--tskip --tskip-fast --qp 30 --no-signhide"},
		{main, "--rdoq-level 2 --psy-rdoq 4 --rd 6"},
		{main, "--scaling-list default"},
		{main, "--scaling-list default --tskip --qp 14 --ctu 32"},
		{main, "--no-strong-intra-smoothing --constrained-intra"},
		{main, "--lossless"},
		{main, "--lossless --tskip --tu-intra-depth 3 --no-wpp"},
		{main, "--cu-lossless --qp 4 --rd 6"},
		{main, "--cbqpoffs 7 --crqpoffs -9 --qp 34"},
		{main, "--cbqpoffs -12 --crqpoffs 12"},
		{main, "--slices 3 --ctu 16"},
		{main, "--slices 2 --ctu 32 --qg-size 16"},
		{main, "--deblock 6:-6 --qp 38"},
		{main, "--deblock -4:5 --qp 38 --sao-non-deblock"},
		{main, "--no-deblock --qp 38"},
		{main, "--limit-sao --selective-sao 2"},
		{main, "--hrd --vbv-maxrate 500 --vbv-bufsize 500 --bitrate 400 --aud --repeat-headers --sar 4:3 --overscan crop --display-window 2,2,2,2"},
		{main, "--colorprim smpte432 --transfer bt709 --colormatrix bt709 --range full --chromaloc 2"},
		{at(16, 16, chroma420, 8), "--ctu 16"},
		{at(18, 18, chroma420, 8), "--ctu 16"},
		{at(18, 66, chroma420, 8), "--qp 20 --ctu 16"},
		{at(66, 18, chroma420, 8), "--qp 20 --ctu 16"},
		{at(640, 362, chroma420, 8), "--qp 28 --rd 3"},
		{at(130, 130, chroma420, 8), "--qp 35 --no-wpp"},
		{at(202, 134, chroma420, 10), ""},
		{at(202, 134, chroma420, 10), "--lossless --tskip"},
		{at(202, 134, chroma420, 10), "--qp 10 --tskip --scaling-list default --aq-strength 3 --qg-size 8"},
		{at(202, 134, chroma420, 12), "--qp 24 --tskip"},
		{at(202, 134, chroma420, 12), "--qp 0 --aq-mode 0"},
		{at(203, 135, chroma400, 8), "--tskip --qp 20"},
		{at(203, 135, chroma400, 10), ""},
		{at(203, 135, chroma400, 12), "--lossless"},
		{at(202, 135, chroma422, 8), ""},
		{at(202, 135, chroma422, 8), "--ctu 16 --tskip --qp 12 --tu-intra-depth 3 --crqpoffs 6"},
		{at(202, 135, chroma422, 10), "--scaling-list default --rd 6 --qp 22"},
		{at(202, 135, chroma422, 12), "--lossless"},
		{at(203, 135, chroma444, 8), ""},
		{at(203, 135, chroma444, 8), "--tskip --qp 12 --rd 6 --cu-lossless --tu-intra-depth 4"},
		{at(203, 135, chroma444, 8), "--scaling-list default --qp 30 --cbqpoffs 5"},
		{at(203, 135, chroma444, 10), "--ctu 16 --qp 18"},
		{at(203, 135, chroma444, 12), "--lossless --tskip"},
		{at(203, 135, chroma444, 12), "--slices 2 --ctu 32"},
		{at(17, 19, chroma444, 8), "--ctu 16"},
		{at(19, 17, chroma400, 8), "--ctu 16"},
	} {
		if !drawn(i) {
			continue
		}
		t.Run(fmt.Sprintf("%v %s", c.source, c.args), func(t *testing.T) {
			t.Parallel() // the encoder is most of it
			p := exact(t, c.x265(t, uint64(i), strings.Fields(c.args)...))
			if p.Width != c.width || p.Height != c.height || p.Planes[0].Depth != c.depth {
				t.Errorf("%d × %d samples of %d bits", p.Width, p.Height, p.Planes[0].Depth)
			}
		})
	}
}
