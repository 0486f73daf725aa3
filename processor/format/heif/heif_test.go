package heif_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"io"
	"slices"
	"testing"

	"thumbpool/processor/format/heif"
	"thumbpool/processor/format/heif/heiftest"
	"thumbpool/processor/plane"
)

// flat is a decoder of pictures of one colour each: their data is luma and chroma.
// One whose luma is 0 is corrupt.
type flat struct{}

func (flat) Decode(ctx context.Context, c heif.Coded) (*heif.Samples, func(), error) {
	if len(c.Data) < 3 || c.Data[0] == 0 {
		return nil, nil, errors.New("corrupt")
	}
	if c.Width*c.Height > 1<<20 {
		return nil, nil, errors.New("large")
	}
	s := &heif.Samples{Width: c.Width, Height: c.Height, SubX: 2, SubY: 2, Depth: 8}
	if c.Samples == 3 {
		s.SubX, s.SubY = 1, 1
	}
	add := func(v byte, w, h int) {
		s.Planes = append(s.Planes, heif.SamplePlane{Pix: bytes.Repeat([]byte{v}, w*h), Stride: w})
	}
	add(c.Data[0], c.Width, c.Height)
	if c.Samples > 1 {
		w, h := (c.Width+s.SubX-1)/s.SubX, (c.Height+s.SubY-1)/s.SubY
		add(c.Data[1], w, h)
		add(c.Data[2], w, h)
	}
	s.Colour = heif.CICP{Primaries: 2, Transfer: 2, Matrix: 2, FullRange: true, Said: true}
	return s, nil, ctx.Err()
}

// tile is a coded picture of one colour.
func tile(id uint32, w, h uint32, luma byte, more ...heiftest.Property) heiftest.Item {
	return heiftest.Item{ID: id, Kind: "av01", Data: []byte{luma, 128, 128}, Properties: append([]heiftest.Property{heiftest.Size(w, h), heiftest.AV1(8, 420)}, more...)}
}

func picture(t testing.TB, b []byte) (*heif.File, *heif.Image, error) {
	t.Helper()
	f, err := heif.Read(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, nil, err
	}
	img, err := f.Picture()
	return f, img, err
}

func decode(t *testing.T, file heiftest.File) (*heif.Image, image.Image) {
	t.Helper()
	f, img, err := picture(t, file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	m, decoded, err := f.Decode(t.Context(), img, flat{})
	if err != nil || decoded != 1 || m.Bounds() != image.Rect(0, 0, img.Width, img.Height) {
		t.Fatalf("%v of %v, error %v", decoded, m, err)
	}
	return img, m
}

// TestTurning takes a picture through rotations and mirrorings by hand, and holds
// the orientation to them.
func TestTurning(t *testing.T) {
	const w, h = 3, 2
	stored := plane.Plane{Pix: []byte{1, 2, 3, 4, 5, 6}, Stride: w, W: w, H: h}
	turn := func(p plane.Plane, to func(x, y int) (int, int), w, h int) plane.Plane {
		out := plane.Plane{Pix: make([]byte, w*h), Stride: w, W: w, H: h}
		for y := range p.H {
			for x := range p.W {
				nx, ny := to(x, y)
				out.Pix[ny*w+nx] = p.Pix[y*p.Stride+x]
			}
		}
		return out
	}
	for quarters := range byte(4) {
		for axis := range 3 {
			for first := range 2 {
				var properties []heiftest.Property
				want := stored
				rotate := func() {
					properties = append(properties, heiftest.Rotation(quarters))
					for range quarters {
						p := want
						want = turn(p, func(x, y int) (int, int) { return y, p.W - 1 - x }, p.H, p.W)
					}
				}
				mirror := func() {
					if axis == 2 {
						return
					}
					properties = append(properties, heiftest.Mirror(byte(axis)))
					p := want
					want = turn(p, func(x, y int) (int, int) {
						if axis == 0 {
							return x, p.H - 1 - y
						}
						return p.W - 1 - x, y
					}, p.W, p.H)
				}
				steps := []func(){rotate, mirror}
				steps[first]()
				steps[1-first]()
				_, img, err := picture(t, heiftest.File{Primary: 1, Items: []heiftest.Item{tile(1, w, h, 9, properties...)}}.Bytes())
				if err != nil {
					t.Fatal(err)
				}
				var got plane.Plane
				plane.Orient(&got, stored, img.Orientation)
				if got.W != want.W || !bytes.Equal(got.Pix, want.Pix) {
					t.Errorf("%d quarters, axis %d, %d first: orientation %d", quarters, axis, first, img.Orientation)
				}
			}
		}
	}
}

func TestAperture(t *testing.T) {
	tests := map[string]struct {
		properties []heiftest.Property
		want       image.Rectangle
	}{
		"the middle":        {[]heiftest.Property{heiftest.Aperture(10, 8, 0, 0)}, image.Rect(5, 1, 15, 9)},
		"up and left":       {[]heiftest.Property{heiftest.Aperture(10, 8, -10, -2)}, image.Rect(0, 0, 10, 8)},
		"after a turn":      {[]heiftest.Property{heiftest.Rotation(1), heiftest.Aperture(10, 4, 0, -16)}, image.Rect(16, 0, 20, 10)},
		"outside":           {[]heiftest.Property{heiftest.Aperture(30, 8, 0, 0)}, image.Rect(0, 0, 20, 10)},
		"twice":             {[]heiftest.Property{heiftest.Aperture(10, 8, 0, 0), heiftest.Aperture(4, 4, 0, 0)}, image.Rect(8, 3, 12, 7)},
		"divided by nought": {[]heiftest.Property{{Kind: "clap", Payload: make([]byte, 32)}}, image.Rect(0, 0, 20, 10)},
	}
	for name, test := range tests {
		_, img, err := picture(t, heiftest.File{Primary: 1, Items: []heiftest.Item{tile(1, 20, 10, 9, test.properties...)}}.Bytes())
		if err != nil || img.Part != test.want {
			t.Errorf("%s: %v, error %v", name, img.Part, err)
		}
	}
}

// gridOf is a picture of 2 × 2 tiles of 8 × 8, of which the last are cut.
func gridOf(lumas ...byte) heiftest.File {
	f := heiftest.File{Primary: 9, Items: []heiftest.Item{{ID: 9, Kind: "grid", Method: 1, Data: heiftest.Grid(2, 2, 15, 13), Properties: []heiftest.Property{heiftest.Size(15, 13)}}}}
	for i, luma := range lumas {
		id := uint32(i + 1)
		f.Items = append(f.Items, tile(id, 8, 8, luma))
		if i == 0 {
			f.References = append(f.References, heiftest.Reference{Kind: "dimg", From: 9})
		}
		f.References[0].To = append(f.References[0].To, id)
	}
	return f
}

func TestGrid(t *testing.T) {
	_, m := decode(t, gridOf(10, 20, 30, 40))
	p := m.(*image.YCbCr)
	for at, want := range map[image.Point]byte{{0, 0}: 10, {7, 7}: 10, {8, 0}: 20, {14, 7}: 20, {0, 8}: 30, {8, 8}: 40, {14, 12}: 40} {
		if got := p.YCbCrAt(at.X, at.Y); got != (color.YCbCr{Y: want, Cb: 128, Cr: 128}) {
			t.Errorf("%v is %v, want %d", at, got, want)
		}
	}
}

// TestAGridWithoutATile has one that is corrupt, and one that the file has not.
func TestAGridWithoutATile(t *testing.T) {
	whole := gridOf(10, 20, 30, 40).Bytes()
	for name, b := range map[string][]byte{"corrupt": gridOf(10, 20, 30, 0).Bytes(), "cut off": whole[:len(whole)-1]} {
		f, img, err := picture(t, b)
		if err != nil {
			t.Fatal(err)
		}
		m, decoded, err := f.Decode(t.Context(), img, flat{})
		if err == nil || decoded != 0.75 {
			t.Fatalf("%s: %v decoded, error %v", name, decoded, err)
		}
		if p := m.(*image.YCbCr); p.YCbCrAt(0, 8).Y != 30 || p.YCbCrAt(9, 9).Y != 128 {
			t.Errorf("%s: %v and %v", name, p.YCbCrAt(0, 8), p.YCbCrAt(9, 9))
		}
	}
}

func alphaOf(file heiftest.File, to uint32, w, h uint32, value byte) heiftest.File {
	const id = 50
	file.Items = append(file.Items, heiftest.Item{ID: id, Kind: "av01", Hidden: true, Data: []byte{value, 0, 0}, Properties: []heiftest.Property{heiftest.Size(w, h), heiftest.AV1(8, 400), heiftest.Alpha()}})
	file.References = append(slices.Clone(file.References), heiftest.Reference{Kind: "auxl", From: id, To: []uint32{to}})
	return file
}

func TestTransparency(t *testing.T) {
	file := alphaOf(heiftest.File{Primary: 1, Items: []heiftest.Item{tile(1, 8, 8, 200)}}, 1, 4, 4, 60)
	img, m := decode(t, file)
	if got := m.(*image.NRGBA).NRGBAAt(7, 7); got != (color.NRGBA{200, 200, 200, 60}) || !img.HasAlpha() {
		t.Errorf("%v", got)
	}
	file.References = append(file.References, heiftest.Reference{Kind: "prem", From: 1, To: []uint32{50}})
	_, m = decode(t, file)
	if got := m.(*image.RGBA).RGBAAt(7, 7); got != (color.RGBA{60, 60, 60, 60}) {
		t.Errorf("premultiplied: %v", got)
	}
	img, m = decode(t, alphaOf(gridOf(10, 20, 30, 40), 1, 8, 8, 99)) // of one tile
	if p := m.(*image.NRGBA); p.NRGBAAt(0, 0) != (color.NRGBA{10, 10, 10, 99}) || p.NRGBAAt(8, 8) != (color.NRGBA{40, 40, 40, 255}) || !img.HasAlpha() {
		t.Errorf("of a tile: %v", p.NRGBAAt(0, 0))
	}
	depth := alphaOf(heiftest.File{Primary: 1, Items: []heiftest.Item{tile(1, 8, 8, 200)}}, 1, 8, 8, 60)
	depth.Items[1].Properties[2].Payload = append(heiftest.U32(0), "urn:mpeg:mpegB:cicp:systems:auxiliary:depth\x00"...)
	if img, _ := decode(t, depth); img.HasAlpha() {
		t.Error("a map of depth is taken for transparency")
	}
}

func TestOverlay(t *testing.T) {
	data := slices.Concat([]byte{0, 0}, heiftest.U16(0xFFFF), heiftest.U16(0), heiftest.U16(0), heiftest.U16(0xFFFF),
		heiftest.U16(12), heiftest.U16(12), heiftest.U16(2), heiftest.U16(2), heiftest.U16(0xFFFC), heiftest.U16(0))
	file := heiftest.File{Primary: 9, Items: []heiftest.Item{
		{ID: 9, Kind: "iovl", Method: 1, Data: data, Properties: []heiftest.Property{heiftest.Size(12, 12)}},
		tile(1, 8, 8, 100), tile(2, 8, 8, 200),
	}, References: []heiftest.Reference{{Kind: "dimg", From: 9, To: []uint32{1, 2}}}}
	img, m := decode(t, file)
	p := m.(*image.RGBA)
	for at, want := range map[image.Point]color.RGBA{{11, 11}: {255, 0, 0, 255}, {5, 5}: {100, 100, 100, 255}, {3, 3}: {200, 200, 200, 255}} {
		if got := p.RGBAAt(at.X, at.Y); got != want {
			t.Errorf("%v is %v, want %v", at, got, want)
		}
	}
	if img.HasAlpha() {
		t.Error("transparent on an opaque ground")
	}
}

func TestIdentity(t *testing.T) {
	file := heiftest.File{Primary: 9, Items: []heiftest.Item{
		{ID: 9, Kind: "iden", Properties: []heiftest.Property{heiftest.Size(8, 4), heiftest.Rotation(1)}},
		tile(1, 8, 4, 100, heiftest.Rotation(1)),
	}, References: []heiftest.Reference{{Kind: "dimg", From: 9, To: []uint32{1}}}}
	if img, m := decode(t, file); img.Orientation != 3 || m.(*image.YCbCr).Y[0] != 100 {
		t.Errorf("orientation %d", img.Orientation)
	}
}

// TestWhereItemsLie has one among the tables, and one that is a part of another.
func TestWhereItemsLie(t *testing.T) {
	inside := tile(1, 8, 8, 77)
	inside.Method = 1
	part := tile(1, 8, 8, 77)
	part.Method, part.From = 2, 4
	for name, file := range map[string]heiftest.File{
		"among the tables": {Primary: 1, Items: []heiftest.Item{inside}},
		"in another": {
			Primary: 1, Items: []heiftest.Item{part, {ID: 2, Kind: "mime", Data: []byte("none\x4D\x80\x80more")}},
			References: []heiftest.Reference{{Kind: "iloc", From: 1, To: []uint32{2}}},
		},
	} {
		if _, m := decode(t, file); m.(*image.YCbCr).Y[0] != 77 {
			t.Errorf("%s: %v", name, m.(*image.YCbCr).Y[0])
		}
	}
}

func TestColours(t *testing.T) {
	tests := map[string]struct {
		property heiftest.Property
		chroma   int
		want     color.Color
	}{
		"as coded":      {heiftest.CodePoints(9, 16, 9, false), 420, color.YCbCr{100, 90, 150}},
		"gray, limited": {heiftest.CodePoints(1, 13, 6, false), 400, color.Gray{98}},
		"identity":      {heiftest.CodePoints(1, 13, 0, true), 444, color.NRGBA{150, 100, 90, 255}},
		"YCgCo":         {heiftest.CodePoints(1, 13, 8, true), 444, color.NRGBA{100 + 38 + 22, 62, 100 + 38 - 22, 255}},
	}
	for name, test := range tests {
		i := heiftest.Item{ID: 1, Kind: "av01", Data: []byte{100, 90, 150}, Properties: []heiftest.Property{heiftest.Size(4, 4), heiftest.AV1(8, test.chroma), test.property}}
		if _, m := decode(t, heiftest.File{Primary: 1, Items: []heiftest.Item{i}}); m.At(1, 1) != test.want {
			t.Errorf("%s: %v, want %v", name, m.At(1, 1), test.want)
		}
	}
}

// sequence is a film of one chunk of three samples, of which the second stands for
// itself.
func sequence() []byte {
	box, u32 := heiftest.Box, heiftest.U32
	entry := slices.Concat(make([]byte, 24), heiftest.U16(8), heiftest.U16(8), make([]byte, 50), box("av1C", heiftest.AV1(8, 420).Payload))
	ftyp := box("ftyp", []byte("avis"), u32(0), []byte("avismsf1"))
	moov := func(at uint32) []byte {
		return box("moov", box("trak", box("mdia", box("hdlr", u32(0, 0), []byte("pict"), make([]byte, 13)),
			box("minf", box("stbl", box("stsd", u32(0, 1), box("av01", entry)), box("stss", u32(0, 1, 2)),
				box("stsc", u32(0, 1, 1, 3, 1)), box("stsz", u32(0, 0, 3, 2, 3, 3)), box("stco", u32(0, 1, at)))))))
	}
	at := uint32(len(ftyp) + len(moov(0)) + 8)
	return slices.Concat(ftyp, moov(at), box("mdat", []byte{9, 9, 55, 128, 128, 7, 7, 7}))
}

func TestSequence(t *testing.T) {
	f, img, err := picture(t, sequence())
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := f.Decode(t.Context(), img, flat{})
	if err != nil || m.(*image.YCbCr).Y[0] != 55 {
		t.Errorf("%v, error %v", m, err)
	}
}

// TestWhatIsRefused holds that files that make no sense, or no end, are.
func TestWhatIsRefused(t *testing.T) {
	loop := heiftest.File{Primary: 1, Items: []heiftest.Item{{ID: 1, Kind: "iden"}}, References: []heiftest.Reference{{Kind: "dimg", From: 1, To: []uint32{1}}}}
	wide := gridOf(10, 20, 30, 40)
	wide.Items[0].Data = heiftest.Grid(2, 2, 17, 13)
	few := gridOf(10, 20, 30)
	again := heiftest.File{
		Primary: 9, Items: []heiftest.Item{{ID: 9, Kind: "grid", Method: 1, Data: heiftest.Grid(10, 10, 1000, 1000), Properties: []heiftest.Property{heiftest.Size(1000, 1000)}}, tile(1, 1000, 1000, 10)},
		References: []heiftest.Reference{{Kind: "dimg", From: 9, To: slices.Repeat([]uint32{1}, 100)}},
	}
	nowhere := tile(1, 8, 8, 10)
	nowhere.Method, nowhere.From = 2, 1
	turned := gridOf(10, 20, 30, 40)
	turned.Items[2].Properties = append(turned.Items[2].Properties, heiftest.Rotation(1))
	for name, test := range map[string]struct {
		file   heiftest.File
		lawful bool
	}{
		"a loop":                {loop, false},
		"a grid too small":      {wide, false},
		"a grid of three":       {few, false},
		"a tile over and over":  {again, false},
		"a part of nothing":     {heiftest.File{Primary: 1, Items: []heiftest.Item{nowhere}}, false},
		"no size":               {heiftest.File{Primary: 1, Items: []heiftest.Item{{ID: 1, Kind: "av01", Data: []byte{1, 2, 3}}}}, false},
		"another codec":         {heiftest.File{Primary: 1, Items: []heiftest.Item{{ID: 1, Kind: "vvc1", Data: []byte{1, 2, 3}}}}, true},
		"turned tiles":          {turned, true},
		"an essential property": {heiftest.File{Primary: 1, Items: []heiftest.Item{tile(1, 8, 8, 10, heiftest.Property{Kind: "what", Essential: true})}}, true},
	} {
		f, img, err := picture(t, test.file.Bytes())
		if err == nil {
			_, _, err = f.Decode(t.Context(), img, flat{})
		}
		var lawful heif.UnsupportedError
		if err == nil || errors.As(err, &lawful) != test.lawful {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, err := heif.Read(bytes.NewReader(nil), 0); err == nil {
		t.Error("a file of nothing has pictures")
	}
}

func TestDecodingEndsWithTheContext(t *testing.T) {
	f, img, err := picture(t, gridOf(10, 20, 30, 40).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := f.Decode(ctx, img, flat{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestReadErrorsPass has a file that cannot be read at any of its places.
func TestReadErrorsPass(t *testing.T) {
	b := gridOf(10, 20, 30, 40).Bytes()
	broken := errors.New("the disk is gone")
	for n := range len(b) {
		r := &failing{data: b, at: int64(n), err: broken}
		f, err := heif.Read(r, int64(len(b)))
		if err == nil {
			var img *heif.Image
			if img, err = f.Picture(); err == nil {
				_, _, err = f.Decode(t.Context(), img, flat{})
			}
		}
		if r.failed && !errors.Is(err, broken) {
			t.Errorf("byte %d: error %v", n, err)
		}
	}
}

type failing struct {
	data   []byte
	at     int64
	err    error
	failed bool
}

func (f *failing) ReadAt(p []byte, off int64) (int, error) {
	if off <= f.at && off+int64(len(p)) > f.at {
		f.failed = true
		return 0, f.err
	}
	if n := copy(p, f.data[min(off, int64(len(f.data))):]); n < len(p) {
		return n, io.EOF
	}
	return len(p), nil
}
