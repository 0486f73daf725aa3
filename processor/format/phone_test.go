//go:build !nohevc

package format_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"thumbpool/processor/colour"
	"thumbpool/processor/format"
	"thumbpool/processor/format/heif/heiftest"
	"thumbpool/processor/memorytest"
	"thumbpool/processor/plane"
)

// phone is a photo as phones and cameras write HEIC: tiles of H.265, and what goes
// along with them.
type phone struct {
	width, height int
	tile          int // its side; 0 for a picture in one piece
	chroma, depth int // 420 and so on; bits
	encoder       string
	brands        []string
	properties    []heiftest.Property // of the picture
	beside        bool                // Exif, a thumbnail, maps of depth and gain
	alpha         bool
	lights        colour.Source // that red, green and blue are of
}

// ratio is how many samples of luma there are for one of chroma.
func (p phone) ratio() (x, y int) {
	switch p.chroma {
	case 420:
		return 2, 2
	case 422:
		return 2, 1
	}
	return 1, 1
}

// sample is the luma, or a chroma, of a pixel: slopes, a rising diagonal and bars.
func (p phone) sample(component, x, y int) int {
	fx, fy := float64(x)/float64(p.width), float64(y)/float64(p.height)
	v := [3]float64{40 + 150*fx + 30*fy, 90 + 80*fy, 170 - 90*fx}[component]
	if d := fx - fy; component == 0 && d*d < 0.001 {
		v = 30
	}
	if component == 0 && x/8%6 == 0 && fy > .7 {
		v += 25
	}
	return int(math.Round(v * float64(int(1)<<(p.depth-8))))
}

// video is pictures of w × h, with their upper left corners at places, as raw video.
func (p phone) video(w, h int, places []image.Point) (out []byte) {
	components := 3
	if p.chroma == 400 {
		components = 1
	}
	for _, at := range places {
		for c := range components {
			sx, sy := 1, 1
			if c > 0 {
				sx, sy = p.ratio()
			}
			for y := 0; y < h; y += sy {
				for x := 0; x < w; x += sx {
					v := p.sample(c, at.X+x, at.Y+y)
					if out = append(out, byte(v)); p.depth > 8 {
						out = append(out, byte(v>>8))
					}
				}
			}
		}
	}
	return out
}

// encode returns pictures of a size as H.265, with their properties.
func (p phone) encode(t *testing.T, w, h int, places []image.Point) ([]heiftest.Property, [][]byte) {
	t.Helper()
	depth := strconv.Itoa(p.depth)
	args := append([]string{
		"--input", "in.yuv", "--input-res", fmt.Sprintf("%dx%d", w, h), "--fps", "1", "--input-csp", fmt.Sprint("i", p.chroma),
		"--input-depth", depth, "-D", depth, "--keyint", "1", "--preset", "ultrafast", "--qp", "18", "--no-info",
		"--log-level", "error", "--no-progress", "-o", "out.hevc",
	}, strings.Fields(p.encoder)...)
	stream := tool(t, "out.hevc", map[string][]byte{"in.yuv": p.video(w, h, places)}, "x265", args...)
	config, all := heiftest.HEVC(stream, p.chroma, p.depth)
	if len(all) != len(places) {
		t.Fatalf("%d pictures are encoded, not %d", len(all), len(places))
	}
	return []heiftest.Property{heiftest.Size(uint32(w), uint32(h)), config}, all
}

// file is the photo with all that belongs to it.
func (p phone) file(t *testing.T) []byte {
	t.Helper()
	const picture, exif, thumbnail, depth, gain, alpha, first = 1, 2, 3, 4, 5, 6, 10
	f := heiftest.File{Brands: p.brands, Primary: picture}
	if f.Brands == nil {
		f.Brands = []string{"heic", "mif1", "heic", "MiHE", "miaf"}
	}
	add := func(id uint32, more []heiftest.Property, data []byte) {
		f.Items = append(f.Items, heiftest.Item{ID: id, Kind: "hvc1", Hidden: id != picture, Data: data, Properties: more})
	}
	refer := func(kind string, from uint32, to ...uint32) {
		f.References = append(f.References, heiftest.Reference{Kind: kind, From: from, To: to})
	}
	if p.tile == 0 {
		properties, data := p.encode(t, p.width, p.height, []image.Point{{}})
		add(picture, append(properties, p.properties...), data[0])
	} else {
		columns, rows := (p.width+p.tile-1)/p.tile, (p.height+p.tile-1)/p.tile
		var places []image.Point
		var ids []uint32
		for i := range columns * rows {
			places = append(places, image.Pt(i%columns*p.tile, i/columns*p.tile))
			ids = append(ids, uint32(first+i))
		}
		f.Items = append(f.Items, heiftest.Item{
			ID: picture, Kind: "grid", Method: 1, Data: heiftest.Grid(byte(columns), byte(rows), uint16(p.width), uint16(p.height)),
			Properties: append([]heiftest.Property{heiftest.Size(uint32(p.width), uint32(p.height))}, p.properties...),
		})
		properties, data := p.encode(t, p.tile, p.tile, places)
		for i, id := range ids {
			add(id, properties, data[i])
		}
		refer("dimg", picture, ids...)
	}
	if p.beside {
		f.Items = append(f.Items, heiftest.Item{ID: exif, Kind: "Exif", Hidden: true, Data: slices.Concat(heiftest.U32(0), turnedEXIF)})
		refer("cdsc", exif, picture)
		small := p
		small.width, small.height = 160, 120
		properties, data := small.encode(t, 160, 120, []image.Point{{}})
		add(thumbnail, properties, data[0])
		refer("thmb", thumbnail, picture)
		flat := phone{width: 100, height: 4000, chroma: 400, depth: 8}
		properties, data = flat.encode(t, 96, 64, []image.Point{{}})
		for id, name := range map[uint32]string{depth: "urn:mpeg:hevc:2015:auxid:2", gain: "urn:com:apple:photo:2020:aux:hdrgainmap"} {
			add(id, append(slices.Clone(properties), heiftest.Auxiliary(name)), data[0])
			refer("auxl", id, picture)
		}
	}
	if p.alpha {
		gray := phone{width: p.width, height: p.height, chroma: 400, depth: 8, encoder: "--range full"}
		properties, data := gray.encode(t, p.width, p.height, []image.Point{{}})
		properties = append(properties, heiftest.Auxiliary("urn:mpeg:hevc:2015:auxid:1"))
		for _, turn := range p.properties { // libheif wants it turned by itself
			if turn.Kind != "colr" {
				properties = append(properties, turn)
			}
		}
		add(alpha, properties, data[0])
		refer("auxl", alpha, picture)
	}
	return f.Bytes()
}

// turnedEXIF says that a photo is to be turned, which in HEIC its properties say.
var turnedEXIF = []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00")

// sRGB converts a decoded picture by its source, and turns it upright.
func sRGB(img image.Image, s colour.Source, orientation int) *image.NRGBA {
	b := img.Bounds()
	turn := orient(orientation)
	w, h := b.Dx(), b.Dy()
	if orientation >= 5 {
		w, h = h, w
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	r, g, bl := make([]byte, b.Dx()), make([]byte, b.Dx()), make([]byte, b.Dx())
	for y := range b.Dy() {
		if m, ok := img.(*image.YCbCr); ok {
			step, c := 1, m.COffset(b.Min.X, b.Min.Y+y)
			if m.SubsampleRatio == image.YCbCrSubsampleRatio420 || m.SubsampleRatio == image.YCbCrSubsampleRatio422 {
				step = 2
			}
			n := (b.Dx() + step - 1) / step
			s.YCbCr(m.Y[m.YOffset(b.Min.X, b.Min.Y+y):][:b.Dx()], m.Cb[c:c+n], m.Cr[c:c+n], step, r, g, bl)
		} else {
			for x := range b.Dx() {
				c := color.NRGBAModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.NRGBA)
				r[x], g[x], bl[x] = c.R, c.G, c.B
			}
			s.RGB(r, g, bl)
		}
		for x := range b.Dx() {
			_, _, _, a := img.At(b.Min.X+x, b.Min.Y+y).RGBA()
			ux, uy := turn(x, y, b.Dx(), b.Dy())
			out.SetNRGBA(ux, uy, color.NRGBA{r[x], g[x], bl[x], byte(a >> 8)})
		}
	}
	return out
}

// displayP3 is the profile of iPhones' photos, written by the project.
func displayP3(t *testing.T) (colour.Source, []byte) {
	t.Helper()
	s, err := colour.FromCICP(colour.CICP{Primaries: 12, Transfer: 13, Matrix: 0, Full: true})
	if err != nil || s.Profile() == nil {
		t.Fatal("no profile", err)
	}
	return s, s.Profile()
}

// TestPhones holds photos as phones and cameras write them to what libheif makes of
// the same files: in size, the right way up and in colour.
func TestPhones(t *testing.T) {
	p3, icc := displayP3(t)
	const jfif = "--range full --colorprim smpte432 --transfer iec61966-2-1 --colormatrix smpte170m"
	iPhone := phone{width: 350, height: 230, tile: 128, chroma: 420, depth: 8, encoder: jfif, beside: true, lights: p3}
	with := func(of phone, more ...heiftest.Property) phone {
		of.properties = append([]heiftest.Property{heiftest.Profile(icc)}, more...)
		return of
	}
	canon := phone{width: 350, height: 230, chroma: 422, depth: 10, beside: true, brands: []string{"heix", "mif1", "heix", "hevx", "msf1", "miaf"}}
	for name, p := range map[string]phone{
		"grid": with(iPhone), "turned once": with(iPhone, heiftest.Rotation(1)),
		"turned twice": with(iPhone, heiftest.Rotation(2)), "turned thrice": with(iPhone, heiftest.Rotation(3)),
		"mirrored": with(iPhone, heiftest.Mirror(1)), "upside down": with(iPhone, heiftest.Mirror(0)),
		"turned and mirrored": with(iPhone, heiftest.Rotation(1), heiftest.Mirror(0)),
		"colours in the code": iPhone,
	} {
		t.Run(name, func(t *testing.T) { p.compare(t) })
	}
	for name, change := range map[string]func(p *phone){
		"large":       func(p *phone) { p.width, p.height, p.tile = 700, 600, 512 },
		"transparent": func(p *phone) { p.alpha = true },
		"10 bits":     func(p *phone) { p.depth = 10 },
		"monochrome":  func(p *phone) { p.chroma = 400 },
		"4:2:2":       func(p *phone) { p.chroma = 422 },
		"4:4:4":       func(p *phone) { p.chroma = 444 },
	} {
		p := with(iPhone, heiftest.Rotation(3))
		change(&p)
		t.Run(name, func(t *testing.T) { p.compare(t) })
	}
	canon.properties = []heiftest.Property{heiftest.CodePoints(1, 13, 6, true), heiftest.Rotation(1)}
	t.Run("of a camera", func(t *testing.T) { canon.compare(t) })
	canon.properties, canon.encoder = []heiftest.Property{heiftest.CodePoints(1, 1, 1, false)}, "--range limited --colorprim bt709 --transfer bt709 --colormatrix bt709"
	t.Run("of a camera, of limited range", func(t *testing.T) { canon.compare(t) })
	canon.tile, canon.chroma = 256, 420
	t.Run("of a camera, in tiles", func(t *testing.T) { canon.compare(t) })
}

// compare holds the photo to libheif's picture.
func (p phone) compare(t *testing.T) {
	t.Helper()
	t.Parallel()
	file := p.file(t)
	if f := identify(file); f != format.HEIC {
		t.Fatalf("it is taken for %v", f)
	}
	img, h, err := open(file)
	if err != nil {
		t.Fatal(err)
	}
	source, err := format.ReadColour(bytes.NewReader(file), int64(len(file)), h)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := png.Decode(bytes.NewReader(tool(t, "out.png", map[string][]byte{"in.heic": file}, "heif-convert", "in.heic", "out.png")))
	if err != nil {
		t.Fatal(err)
	}
	want := sRGB(decoded, p.lights, 1)
	got := sRGB(img, source, h.Orientation)
	if w, hh := h.Upright(); got.Rect != want.Rect || got.Rect != image.Rect(0, 0, w, hh) {
		t.Fatalf("%v, libheif has %v", got.Rect, want.Rect)
	}
	if off := meanOff(got, want); off > 1.5 {
		t.Errorf("%.2f levels from libheif's", off)
	}
	if _, _, _, a := got.At(2, 2).RGBA(); p.alpha != (a < 0xF000) || p.alpha != h.HasAlpha {
		t.Errorf("transparency %x, in the header: %v", a, h.HasAlpha)
	}
	for y := 0; y < got.Rect.Dy(); y += 7 {
		for x := 0; x < got.Rect.Dx(); x += 5 {
			if a, b := int(got.NRGBAAt(x, y).A), int(want.NRGBAAt(x, y).A); max(a-b, b-a) > 2 {
				t.Fatalf("%d, %d is transparent by %d, libheif has %d", x, y, a, b)
			}
		}
	}
}

// TestTilesNeedLittleMemory holds that a photo of many tiles takes its own planes
// and a tile's memory, as estimated, and that no more of the file is read at once
// than a tile has.
func TestTilesNeedLittleMemory(t *testing.T) {
	for name, p := range map[string]phone{
		"8 bits":      {chroma: 420, depth: 8},
		"10 bits":     {chroma: 420, depth: 10},
		"in colours":  {chroma: 444, depth: 8},
		"transparent": {chroma: 420, depth: 8, alpha: true},
	} {
		t.Run(name, func(t *testing.T) {
			p.width, p.height, p.tile = 1280, 960, 256
			file := p.file(t)
			r := &widest{r: bytes.NewReader(file)}
			h, err := format.ReadHeader(r, int64(len(file)), format.HEIC)
			if err != nil {
				t.Fatal(err)
			}
			taken := memorytest.Allocated(func() {
				img, err := format.Decode(t.Context(), r, int64(len(file)), h)
				if err != nil {
					t.Fatal(err)
				}
				plane.FromImage(img)
			})
			const left = 20 << 10 // by a tile, for others to take: its data, its tables
			taken -= left * int64((p.width+p.tile-1)/p.tile*((p.height+p.tile-1)/p.tile))
			if n := h.DecodeBytes(); n < taken || n > taken*3/2+1<<20 {
				t.Errorf("estimated %d bytes, it took %d", n, taken)
			}
			if !p.alpha && r.most > len(file)/8 {
				t.Errorf("%d of %d bytes are read at once", r.most, len(file))
			}
		})
	}
}

// widest notes the most bytes that are read at once.
type widest struct {
	r    *bytes.Reader
	most int
}

func (w *widest) ReadAt(p []byte, off int64) (int, error) {
	w.most = max(w.most, len(p))
	return w.r.ReadAt(p, off)
}
