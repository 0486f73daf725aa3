package av1_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"thumbpool/processor/format/av1"
	"thumbpool/processor/format/heif"
	"thumbpool/processor/peertest"
)

// kind is a kind of samples as the head of a Y4M file names it.
type kind struct {
	name       string // after the letter C
	depth      int
	subX, subY int // 0 without chroma
}

var kinds = []kind{
	{"420jpeg", 8, 2, 2},
	{"422", 8, 2, 1},
	{"444", 8, 1, 1},
	{"mono", 8, 0, 0},
	{"420p10 XYSCSS=420P10", 10, 2, 2},
	{"444p10 XYSCSS=444P10", 10, 1, 1},
	{"420p12 XYSCSS=420P12", 12, 2, 2},
}

// decoder is that of all tests: what it is compiled to takes seconds to make with
// the race detector.
var decoder = sync.OnceValue(av1.NewDecoder)

func run(t testing.TB, name string, arguments ...string) {
	t.Helper()
	if out, err := exec.Command(name, arguments...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// planes draws ramps, edges and noise, and returns them as Y4M has them.
func (k kind) planes(w, h int) []byte {
	r := rand.New(rand.NewPCG(uint64(w), uint64(k.depth)))
	var b []byte
	for c := range 3 {
		pw, ph := w, h
		if c > 0 && k.subX == 0 {
			break
		}
		if c > 0 {
			pw, ph = (w+k.subX-1)/k.subX, (h+k.subY-1)/k.subY
		}
		for y := range ph {
			for x := range pw {
				v := 30 + 160*x/pw + 40*y/ph + r.IntN(20)
				if (x/20+y/12+c)%5 == 0 {
					v = 255 - v
				}
				if v <<= k.depth - 8; k.depth > 8 {
					b = append(b, byte(v), byte(v>>8))
				} else {
					b = append(b, byte(v))
				}
			}
		}
	}
	return b
}

// encoded is a picture in an AVIF file, and what another decoder makes of it.
func (k kind) encoded(t testing.TB, w, h int, arguments ...string) (file, planes []byte) {
	t.Helper()
	dir := t.TempDir()
	in, avif, out := filepath.Join(dir, "in.y4m"), filepath.Join(dir, "photo.avif"), filepath.Join(dir, "out.y4m")
	head := fmt.Sprintf("YUV4MPEG2 W%d H%d F25:1 Ip A1:1 C%s XCOLORRANGE=FULL\nFRAME\n", w, h, k.name)
	if err := os.WriteFile(in, append([]byte(head), k.planes(w, h)...), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "avifenc", append(arguments, "--range", "full", in, avif)...)
	run(t, "avifdec", avif, out)
	file, err := os.ReadFile(avif)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	_, decoded, _ = bytes.Cut(decoded, []byte("FRAME\n"))
	return file, decoded
}

// keeping is a decoder that keeps the samples of the last picture, as Y4M has them.
type keeping struct {
	*av1.Decoder
	planes []byte
	colour heif.CICP
	told   heif.CICP
}

func (k *keeping) Decode(ctx context.Context, c heif.Coded) (*heif.Samples, func(), error) {
	k.told = av1.ReadColour(c)
	s, release, err := k.Decoder.Decode(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	k.planes, k.colour = nil, s.Colour
	for i, p := range s.Planes {
		w, h := s.Width, s.Height
		if i > 0 {
			w, h = (w+s.SubX-1)/s.SubX, (h+s.SubY-1)/s.SubY
		}
		if s.Depth > 8 {
			w *= 2
		}
		for y := range h {
			k.planes = append(k.planes, p.Pix[y*p.Stride:][:w]...)
		}
	}
	return s, release, nil
}

func decode(t *testing.T, ctx context.Context, d heif.Decoder, b []byte) (image.Image, error) { //nolint:revive // the test comes first everywhere
	t.Helper()
	f, err := heif.Read(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	img, err := f.Picture()
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := f.Decode(ctx, img, d)
	return m, err
}

// TestSamplesAreThoseOfAnotherDecoder holds samples bit for bit to avifdec's.
func TestSamplesAreThoseOfAnotherDecoder(t *testing.T) {
	peertest.Need(t, "libavif-bin", "avifenc", "avifdec")
	d := &keeping{Decoder: decoder()}
	for _, k := range kinds {
		for _, size := range []image.Point{{160, 96}, {67, 131}, {1, 1}} {
			for _, arguments := range []string{"-s 8 --min 20 --max 30", "-s 8 --min 0 --max 0 --tilerowslog2 1 --tilecolslog2 1", "-s 8 --min 10 --max 40 -a film-grain-test=1"} {
				file, want := k.encoded(t, size.X, size.Y, strings.Fields(arguments)...)
				if _, err := decode(t, t.Context(), d, file); err != nil {
					t.Fatalf("%s, %v, %s: %v", k.name, size, arguments, err)
				}
				if !bytes.Equal(d.planes, want) {
					t.Errorf("%s, %v, %s: %d bytes of samples differ from those of avifdec, of %d", k.name, size, arguments, len(d.planes), len(want))
				}
				if d.colour != d.told {
					t.Errorf("%s: colours %+v by the header, %+v by the decoder", k.name, d.told, d.colour)
				}
			}
		}
	}
}

// TestWhatIsCorruptFails has every byte of a picture wrong in turn.
func TestWhatIsCorruptFails(t *testing.T) {
	peertest.Need(t, "libavif-bin", "avifenc", "avifdec")
	file, _ := kinds[0].encoded(t, 40, 30, "-s", "8")
	at := bytes.Index(file, []byte("mdat")) + 4
	d, failed := decoder(), 0
	for i := at; i < len(file); i += 3 {
		b := bytes.Clone(file)
		b[i] ^= 0x55
		if _, err := decode(t, t.Context(), d, b); err != nil {
			failed++
		}
	}
	if failed == 0 {
		t.Error("none of the wrong bytes was noticed")
	}
}

// TestDecodingEndsWithTheContext holds that a decoder that is at work stops.
func TestDecodingEndsWithTheContext(t *testing.T) {
	peertest.Need(t, "libavif-bin", "avifenc", "avifdec")
	file, _ := kinds[0].encoded(t, 640, 480, "-s", "10")
	ctx := &ending{Context: t.Context(), looks: 6}
	if _, err := decode(t, ctx, decoder(), file); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// ending is a context that ends when it is looked at for the last time.
type ending struct {
	context.Context
	looks int
}

func (e *ending) Err() error {
	if e.looks--; e.looks < 0 {
		return context.Canceled
	}
	return nil
}

// TestNoMoreMemoryThanSaid has pictures whose tables say that they are smaller, or
// of fewer samples, than they are.
func TestNoMoreMemoryThanSaid(t *testing.T) {
	peertest.Need(t, "libavif-bin", "avifenc", "avifdec")
	file, _ := kinds[0].encoded(t, 640, 480, "-s", "10")
	small := bytes.Replace(file, []byte("ispe\x00\x00\x00\x00\x00\x00\x02\x80"), []byte("ispe\x00\x00\x00\x00\x00\x00\x00\x10"), 1)
	if bytes.Equal(small, file) {
		t.Fatal("there is no size in the file")
	}
	if _, err := decode(t, t.Context(), decoder(), small); err == nil {
		t.Error("a picture of 640 × 480 comes out of one of 16 × 480")
	}
	deep, _ := kinds[5].encoded(t, 64, 48, "-s", "10")
	at := bytes.Index(deep, []byte("av1C"))
	deep[at+6] &^= 0x60 // says that there are 8 bits
	if _, err := decode(t, t.Context(), decoder(), deep); err == nil {
		t.Error("samples of 10 bits come out of a picture of 8")
	}
}
