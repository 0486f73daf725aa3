package colour

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"thumbpool/processor/plane"
)

// recodable are sources of which YCbCr is converted as it is.
func recodable(t testing.TB) map[string]Source {
	t.Helper()
	proPhoto := Chromaticities{[2]float64{0.3457, 0.3585}, [2]float64{0.7347, 0.2653}, [2]float64{0.1596, 0.8404}, [2]float64{0.0366, 0.0001}}
	wide := matrixTags(proPhoto, gammaTag(1.8), gammaTag(1.8), gammaTag(1.8))
	s, err := FromICC(testProfile(2, "mntr", "RGB ", "XYZ ", wide))
	if err != nil {
		t.Fatal(err)
	}
	p3, err := FromCICP(CICP{Primaries: 12, Transfer: 13, Full: true})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]Source{"Display P3": p3, "Adobe RGB": AdobeRGB(), "ProPhoto": s}
}

func TestWhatIsRecoded(t *testing.T) {
	for name, s := range recodable(t) {
		if !s.Recodes() {
			t.Errorf("%s is not", name)
		}
	}
	coded, err := FromCICP(CICP{12, 13, 1, true})
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]Source{"sRGB": {}, "Display P3 coded by BT.709": coded, "PQ": mustCICP(t, 9, TransferPQ)} {
		if s.Recodes() {
			t.Errorf("%s is", name)
		}
	}
}

// FuzzRecode holds the vector instructions to plain Go, bit by bit.
func FuzzRecode(f *testing.F) {
	for i, width := range []uint16{1, 2, 15, 16, 17, 31, 33, 48, 129, 1200} {
		f.Add(uint64(i), width)
	}
	sources := recodable(f)
	f.Fuzz(func(t *testing.T, seed uint64, width uint16) {
		w := int(width)%2000 + 1
		random := rand.New(rand.NewPCG(seed, 1))
		noise := func(n int) []byte {
			row := make([]byte, n)
			for i := range row {
				row[i] = byte(random.Uint32())
			}
			return row
		}
		for name, s := range sources {
			p := s.pixels.(*shaper)
			want := [][]byte{noise(w), noise(w), noise((w + 1) / 2), noise((w + 1) / 2)}
			got, single := cloned(want), cloned(want)
			p.recodeBlocks(want[0], want[1], want[2], want[3])
			s.RecodeBlocks(got[0], got[1], got[2], got[3])
			if !slices.EqualFunc(got, want, bytes.Equal) {
				t.Errorf("%s: blocks in vectors and in plain Go differ", name)
			}
			p.recodeBlocks(single[0], single[0], single[2], single[3])
			want = cloned(single)
			got, pixels := cloned(want), want[2:]
			s.RecodeBlocks(got[0], got[0], got[2], got[3])
			p.recodeBlocks(want[0], want[0], want[2], want[3])
			if !slices.EqualFunc(got, want, bytes.Equal) {
				t.Errorf("%s: a row of half blocks in vectors and in plain Go differs", name)
			}
			n := len(pixels[0])
			got = cloned([][]byte{want[0][:n], pixels[0], pixels[1]})
			p.recode(want[0][:n], pixels[0], pixels[1])
			s.Recode(got[0], got[1], got[2])
			if !bytes.Equal(got[0], want[0][:n]) || !slices.EqualFunc(got[1:], pixels, bytes.Equal) {
				t.Errorf("%s: pixels in vectors and in plain Go differ", name)
			}
		}
	})
}

func cloned(rows [][]byte) (c [][]byte) {
	for _, row := range rows {
		c = append(c, bytes.Clone(row))
	}
	return c
}

// TestRecodeIsNear holds that the short way shows what the long way does, of every
// pixel to light and back: what is seen once the thumbnail is decoded is as near to
// what each pixel is converted to by itself. Blocks are of any colour, with edges of
// luma in them as photos have.
func TestRecodeIsNear(t *testing.T) {
	const blocks, worse = 20000, 0.1 // levels, on average
	for name, s := range recodable(t) {
		for _, edge := range []int{0, 8, 32, 96} {
			t.Run(fmt.Sprintf("%s, edges of %d", name, edge), func(t *testing.T) {
				p := someBlocks(blocks, edge)
				want := decoded(s, p)
				long := distance(decoded(Source{}, plane.FromRGB(want, 2)), want)
				s.RecodeBlocks(p.Planes[0].Row(0), p.Planes[0].Row(1), p.Planes[1].Row(0), p.Planes[2].Row(0))
				short := distance(decoded(Source{}, p), want)
				t.Logf("%.3f levels on average, the long way %.3f", short, long)
				if short > long+worse {
					t.Errorf("%.3f levels on average, the long way %.3f", short, long)
				}
			})
		}
		t.Run(name+", chroma for each pixel", func(t *testing.T) {
			p := someBlocks(blocks, 0)
			for i := range p.Planes {
				p.Planes[i].W, p.Planes[i].H = blocks, min(p.Planes[i].H, 1)
			}
			p.ChromaX, p.ChromaY = 1, 1
			want := plane.FromRGB(decoded(s, p), 1)
			s.Recode(p.Planes[0].Row(0), p.Planes[1].Row(0), p.Planes[2].Row(0))
			if d := distance(p, want); d > 0.01 { // of rounding the matrix
				t.Errorf("%.3f levels on average", d)
			}
		})
	}
}

// someBlocks is two rows of pixels, of which each two by two have a colour and
// lumas that are edge apart.
func someBlocks(n, edge int) plane.Picture {
	random := rand.New(rand.NewPCG(3, uint64(edge)))
	colours := plane.Picture{Kind: plane.RGB, ChromaX: 1, ChromaY: 1}
	for i := range 3 {
		colours.Planes[i].Resize(2*n, 2)
		for x := range 2 * n {
			v := byte(random.Uint32())
			if x%2 == 1 {
				v = colours.Planes[i].Row(0)[x-1]
			}
			colours.Planes[i].Row(0)[x], colours.Planes[i].Row(1)[x] = v, v
		}
	}
	p := plane.FromRGB(colours, 2)
	for y := range 2 {
		for x, v := range p.Planes[0].Row(y) {
			p.Planes[0].Row(y)[x] = byte(min(max(int(v)+edge/2-edge*random.IntN(2), 0), 255))
		}
	}
	return p
}

// decoded is what is seen of a YCbCr picture.
func decoded(s Source, p plane.Picture) plane.Picture {
	out := plane.Picture{Kind: plane.RGB, ChromaX: 1, ChromaY: 1}
	for i := range 3 {
		out.Planes[i].Resize(p.Size())
	}
	for y := range p.Planes[0].H {
		c := y / p.ChromaY
		s.YCbCr(p.Planes[0].Row(y), p.Planes[1].Row(c), p.Planes[2].Row(c), p.ChromaX, out.Planes[0].Row(y), out.Planes[1].Row(y), out.Planes[2].Row(y))
	}
	return out
}

// distance is the mean of all differences.
func distance(p, q plane.Picture) float64 {
	sum, n := 0, 0
	for i := range 3 {
		for y := range p.Planes[i].H {
			other := q.Planes[i].Row(y)
			for x, v := range p.Planes[i].Row(y) {
				sum += max(int(v)-int(other[x]), int(other[x])-int(v))
				n++
			}
		}
	}
	return float64(sum) / float64(n)
}

// BenchmarkRecode is the cost of converting a pixel of Display P3.
func BenchmarkRecode(b *testing.B) {
	s := recodable(b)["Display P3"]
	const n = 600
	p := someBlocks(n, 8)
	luma, cb, cr := p.Planes[0], p.Planes[1].Row(0), p.Planes[2].Row(0)
	perPixel := func(b *testing.B, pixels int) {
		b.Helper()
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*pixels), "ns/pixel")
	}
	b.Run("blocks", func(b *testing.B) {
		for b.Loop() {
			s.RecodeBlocks(luma.Row(0), luma.Row(1), cb, cr)
		}
		perPixel(b, 4*n)
	})
	b.Run("blocks in plain Go", func(b *testing.B) {
		for b.Loop() {
			s.pixels.(*shaper).recodeBlocks(luma.Row(0), luma.Row(1), cb, cr)
		}
		perPixel(b, 4*n)
	})
	b.Run("pixels", func(b *testing.B) {
		for b.Loop() {
			s.Recode(luma.Row(0)[:n], cb, cr)
		}
		perPixel(b, n)
	})
	b.Run("pixels in plain Go", func(b *testing.B) {
		for b.Loop() {
			s.pixels.(*shaper).recode(luma.Row(0)[:n], cb, cr)
		}
		perPixel(b, n)
	})
	b.Run("to RGB, in plain Go", func(b *testing.B) {
		var out [3][2 * n]byte
		for b.Loop() {
			s.YCbCr(luma.Row(0), cb, cr, 2, out[0][:], out[1][:], out[2][:])
		}
		perPixel(b, 2*n)
	})
}
