package format_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/png"
	"io"
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"thumbpool/processor/format"
	"thumbpool/processor/memorytest"
	"thumbpool/processor/plane"
)

func encodePNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDecode(t *testing.T) {
	files := allFiles()
	whole := writeJPEG()
	files["JPEG without end"] = whole[:len(whole)-2]
	files["JPEG and more"] = append(bytes.Clone(whole), "trailing garbage \xFF\xD8\xFF"...)
	files["JPEG, height behind"] = heightBehind(whole)
	files["JPEG and another"] = append(bytes.Clone(whole), whole...)
	files["simple WebP"] = riff(vp8l(drawing(), [2]byte{0, 240}))
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			img, h, err := open(file)
			if err != nil {
				t.Fatal(err)
			}
			if h.Width != width || h.Height != height {
				t.Errorf("header %+v", h)
			}
			sameDrawing(t, img)
		})
	}
}

// anmf is one frame of an animated WebP.
func anmf(x, y, w, h int, picture []byte) []byte {
	return riffChunk("ANMF", slices.Concat([]byte{byte(x / 2), 0, 0, byte(y / 2), 0, 0, byte(w - 1), 0, 0, byte(h - 1), 0, 0, 0, 0, 0, 0}, picture))
}

// TestWebPFrameOnCanvas holds that a first frame smaller than the canvas lies
// in its place, and that one beyond the canvas is damage.
func TestWebPFrameOnCanvas(t *testing.T) {
	small := image.NewGray(image.Rect(0, 0, 6, 4))
	for i := range small.Pix {
		small.Pix[i] = 99
	}
	img, _, err := open(riff(vp8x(0x12, width, height), anmf(8, 2, 6, 4, vp8l(small, [2]byte{0, 99}))))
	if err != nil {
		t.Fatal(err)
	}
	for y := range height {
		for x := range width {
			want := color.NRGBA{}
			if image.Pt(x, y).In(image.Rect(8, 2, 14, 6)) {
				want = color.NRGBA{99, 99, 99, 255}
			}
			if got := color.NRGBAModel.Convert(img.At(x, y)); got != want {
				t.Fatalf("pixel %d, %d is %v, want %v", x, y, got, want)
			}
		}
	}
	_, _, err = open(riff(vp8x(0x12, 10, 5), anmf(8, 2, 6, 4, vp8l(small, [2]byte{0, 99}))))
	if _, ok := errors.AsType[*format.DamageError](err); !ok {
		t.Errorf("a frame beyond its canvas: %v", err)
	}
}

// TestLossyWebP holds that the colours of a lossy WebP, whose samples do not
// span the whole range, are right. The two files are a 16 × 16 picture of one
// colour, as libwebp encodes it, opaque and half transparent.
func TestLossyWebP(t *testing.T) {
	const (
		opaque      = "524946463a00000057454250565038202e0000009001009d012a1000100000c01225a00274ba00039800fef8b517fdc6b6d23a65ffedf0fffb8f2ffedf0fff6ec800"
		translucent = "524946465e00000057454250565038580a000000100000000f00000f0000414c50480a0000000107d0bf88084444ff03565038202e0000009001009d012a1000100000c01225a00274ba00039800fef8b517fdc6b6d23a65ffedf0fffb8f2ffedf0fff6ec800"
	)
	for file, want := range map[string]color.NRGBA{opaque: {200, 30, 60, 255}, translucent: {200, 30, 60, 128}} {
		b, err := hex.DecodeString(file)
		if err != nil {
			t.Fatal(err)
		}
		img, h, err := open(b)
		if err != nil {
			t.Fatal(err)
		}
		if h.Width != 16 || h.Height != 16 || h.HasAlpha != (want.A < 255) {
			t.Errorf("header %+v", h)
		}
		got := color.NRGBAModel.Convert(img.At(5, 7)).(color.NRGBA)
		for _, d := range []int{int(got.R) - int(want.R), int(got.G) - int(want.G), int(got.B) - int(want.B), int(got.A) - int(want.A)} {
			if d < -4 || d > 4 {
				t.Errorf("colour %v, want %v", got, want)
			}
		}
	}
}

// TestCutAnywhere holds that a file that ends early is an error at every
// length, that the error reads well, and that an image that comes with it has
// the right size and at least a quarter of the picture.
func TestCutAnywhere(t *testing.T) {
	for name, file := range decodable() {
		t.Run(name, func(t *testing.T) {
			partly := 0
			for n := range len(file) {
				img, h, err := open(file[:n])
				if err == nil {
					sameDrawing(t, img) // only what says that the file ends was missing
					continue
				}
				checkText(t, err)
				var damage *format.DamageError
				if !errors.As(err, &damage) && !errors.Is(err, format.ErrNotPicture) {
					t.Fatalf("%d bytes: %v", n, err)
				}
				if img == nil {
					continue
				}
				partly++
				if damage.Shown < 0.25 || damage.Shown > 1 || img.Bounds().Dx() != h.Width || img.Bounds().Dy() != h.Height {
					t.Fatalf("%d bytes: %v with %v of the picture", n, img.Bounds(), damage.Shown)
				}
			}
			if canShowParts := name == "PNG" || name == "GIF" || name == "BMP"; canShowParts && partly == 0 {
				t.Error("no part of the picture was ever shown")
			}
		})
	}
}

// TestDamagedPNG holds what is shown of PNGs that image/png refuses.
func TestDamagedPNG(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = byte(random.Uint32())
	}
	kinds := map[string]image.Image{
		"RGBA": img, "gray": image.NewGray(img.Rect), "RGB 16": image.NewRGBA64(img.Rect),
		"palette": image.NewPaletted(img.Rect, color.Palette{color.White, color.Black}),
	}
	for name, img := range kinds {
		t.Run(name+", wrong check sum", func(t *testing.T) {
			file := encodePNG(t, img)
			file[len(file)-12-1] ^= 0xFF // of the last IDAT chunk
			got, _, err := open(file)
			var damage *format.DamageError
			if !errors.As(err, &damage) || got == nil || damage.Shown != 1 {
				t.Fatalf("image %v, error %v", got != nil, err)
			}
			for _, at := range []image.Point{{0, 0}, {63, 0}, {31, 40}, {63, 63}} {
				if a, b := color.NRGBAModel.Convert(got.At(at.X, at.Y)), color.NRGBAModel.Convert(img.At(at.X, at.Y)); a != b {
					t.Errorf("pixel %v is %v, want %v", at, a, b)
				}
			}
		})
	}
	file := encodePNG(t, img)
	got, _, err := open(file[:len(file)*6/10])
	var damage *format.DamageError
	if !errors.As(err, &damage) || got == nil || damage.Shown < 0.4 || damage.Shown > 0.7 {
		t.Fatalf("cut: image %v, error %v", got != nil, err)
	}
	if a, b := got.At(9, 9), img.At(9, 9); a != b {
		t.Errorf("cut: pixel is %v, want %v", a, b)
	}
	if a := got.At(9, 63); a != (color.NRGBA{0x80, 0x80, 0x80, 0x80}) {
		t.Errorf("cut: a lost pixel is %v", a)
	}
	if got, _, err := open(file[:len(file)/10]); err == nil || got != nil {
		t.Errorf("a tenth of the file: image %v, error %v", got != nil, err)
	}
	file[16+8]++ // the depth, so that the check sum of the header is wrong
	if got, _, err := open(file); err == nil || got != nil {
		t.Errorf("damaged header: image %v, error %v", got != nil, err)
	}
}

func TestReasons(t *testing.T) {
	whole := writeJPEG()
	precision := bytes.Clone(whole)
	precision[bytes.Index(whole, []byte{0xFF, 0xC0})+4] = 12
	tests := []struct {
		name, want string
		file       []byte
	}{
		{"cut JPEG", "the file ends early (after 60 bytes)", whole[:60]},
		{"cut PNG", "the file ends early (after 60 bytes)", writePNG(nil, nil)[:60]},
		{"12 bits", "JPEG with 12 bits a sample is not supported", precision},
		{"zeros", "not a picture: the file holds zeros", make([]byte, 100)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := open(test.file)
			if fmt.Sprint(err) != test.want {
				t.Errorf("%q, want %q", fmt.Sprint(err), test.want)
			}
		})
	}
}

// TestCancelled holds that a decode ends soon after its context, with the
// context's error.
func TestCancelled(t *testing.T) {
	for name, file := range decodable() {
		t.Run(name, func(t *testing.T) {
			h, err := readHeader(file)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if img, err := format.Decode(ctx, bytes.NewReader(file), int64(len(file)), h); img != nil || !errors.Is(err, context.Canceled) {
				t.Errorf("image %v, error %v", img != nil, err)
			}
			broken := errors.New("the disk is gone")
			if img, err := format.Decode(t.Context(), failing{broken}, int64(len(file)), h); img != nil || !errors.Is(err, broken) {
				t.Errorf("broken disk: image %v, error %v", img != nil, err)
			}
		})
	}
}

// TestDecodeBytes holds the estimate to what decoding and taking apart the
// images allocates.
func TestDecodeBytes(t *testing.T) {
	const w, h = 1500, 1000
	rect := image.Rect(0, 0, w, h)
	opaque := image.NewRGBA(rect)
	opaque16 := image.NewRGBA64(rect)
	for i := range opaque.Pix {
		opaque.Pix[i], opaque16.Pix[2*i] = 255, 255
	}
	colours := image.NewPaletted(rect, palette.Plan9)
	files := map[string][]byte{
		"PNG, RGB":              encodePNG(t, opaque),
		"PNG, alpha":            encodePNG(t, image.NewNRGBA(rect)),
		"PNG, gray":             encodePNG(t, image.NewGray(rect)),
		"PNG, gray of 16 bits":  encodePNG(t, image.NewGray16(rect)),
		"PNG, alpha of 16 bits": encodePNG(t, image.NewNRGBA64(rect)),
		"PNG, palette":          encodePNG(t, colours),
	}
	for name, encode := range map[string]func(io.Writer) error{
		"GIF":           func(w io.Writer) error { return gif.Encode(w, colours, nil) },
		"BMP":           func(w io.Writer) error { return bmp.Encode(w, opaque) },
		"BMP, palette":  func(w io.Writer) error { return bmp.Encode(w, colours) },
		"TIFF":          func(w io.Writer) error { return tiff.Encode(w, opaque, nil) },
		"TIFF, packed":  func(w io.Writer) error { return tiff.Encode(w, opaque, &tiff.Options{Compression: tiff.Deflate}) },
		"TIFF, gray":    func(w io.Writer) error { return tiff.Encode(w, image.NewGray(rect), nil) },
		"TIFF, palette": func(w io.Writer) error { return tiff.Encode(w, colours, nil) },
	} {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		files[name] = b.Bytes()
	}
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			size := int64(len(file))
			h, err := format.ReadHeader(bytes.NewReader(file), size, format.Sniff(file[:512]))
			if err != nil {
				t.Fatal(err)
			}
			taken := memorytest.Allocated(func() {
				img, err := format.Decode(t.Context(), bytes.NewReader(file), size, h)
				if err != nil {
					t.Fatal(err)
				}
				plane.FromImage(img)
			})
			if n := h.DecodeBytes(); n < taken || n > taken*3/2+1<<20 {
				t.Errorf("estimated %d bytes, it took %d", n, taken)
			}
		})
	}
}
