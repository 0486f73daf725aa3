package mark_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/deepteams/webp"
	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	xwebp "golang.org/x/image/webp"

	"thumbpool/processor/format"
	"thumbpool/processor/mark"
)

const text = "size=256 blur=2"

// picture returns a small picture in which no two pixels are alike.
func picture() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 23, 17))
	for i := range img.Pix {
		img.Pix[i] = byte(i * 7)
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	return img
}

func paletted() *image.Paletted {
	p := image.NewPaletted(picture().Bounds(), palette.Plan9)
	draw.Draw(p, p.Bounds(), picture(), image.Point{}, draw.Src)
	return p
}

// encodings are pictures as all the encoders that Thumbpool uses write them.
var encodings = []struct {
	name   string
	format format.Format
	encode func(w io.Writer) error
	decode func(r io.Reader) (image.Image, error)
}{
	{"JPEG", format.JPEG, func(w io.Writer) error { return jpeg.Encode(w, picture(), nil) }, jpeg.Decode},
	{"gray JPEG", format.JPEG, func(w io.Writer) error { return jpeg.Encode(w, image.NewGray(image.Rect(0, 0, 9, 9)), nil) }, jpeg.Decode},
	{"PNG", format.PNG, func(w io.Writer) error { return png.Encode(w, picture()) }, png.Decode},
	{"PNG with a palette", format.PNG, func(w io.Writer) error { return png.Encode(w, paletted()) }, png.Decode},
	{"GIF", format.GIF, func(w io.Writer) error { return gif.Encode(w, picture(), nil) }, gif.Decode},
	{"GIF of few colours", format.GIF, func(w io.Writer) error { return gif.Encode(w, picture(), &gif.Options{NumColors: 3}) }, gif.Decode},
	{"BMP", format.BMP, func(w io.Writer) error { return bmp.Encode(w, picture()) }, bmp.Decode},
	{"BMP with a palette", format.BMP, func(w io.Writer) error { return bmp.Encode(w, paletted()) }, bmp.Decode},
	{"TIFF", format.TIFF, func(w io.Writer) error { return tiff.Encode(w, picture(), nil) }, tiff.Decode},
	{"TIFF with a palette", format.TIFF, func(w io.Writer) error { return tiff.Encode(w, paletted(), nil) }, tiff.Decode},
	{"deflated TIFF", format.TIFF, func(w io.Writer) error {
		return tiff.Encode(w, picture(), &tiff.Options{Compression: tiff.Deflate, Predictor: true})
	}, tiff.Decode},
	{"WebP", format.WebP, func(w io.Writer) error { return webp.Encode(w, picture(), nil) }, xwebp.Decode},
	{"lossless WebP", format.WebP, func(w io.Writer) error { return webp.Encode(w, paletted(), &webp.Options{Lossless: true}) }, xwebp.Decode},
	{"transparent lossless WebP", format.WebP, func(w io.Writer) error { return webp.Encode(w, transparent(), &webp.Options{Lossless: true}) }, xwebp.Decode},
}

func transparent() *image.NRGBA {
	p := picture()
	for i := 3; i < len(p.Pix); i += 4 {
		p.Pix[i] = byte(i)
	}
	return p
}

func TestRoundTrip(t *testing.T) {
	comments := map[string]string{
		"usual":    text,
		"shortest": "",
		"longest":  strings.Repeat("x", mark.MaxText),
	}
	for _, e := range encodings {
		for name, c := range comments {
			t.Run(e.name+"/"+name, func(t *testing.T) {
				plain := encode(t, e.encode)
				marked, err := mark.Insert(e.format, plain, c)
				if err != nil {
					t.Fatal(err)
				}
				if got, ok := read(t, marked); !ok || got != c {
					t.Errorf("read back %q, %v; want %q", got, ok, c)
				}
				if got, ok := verify(t, marked); !ok || got != c {
					t.Errorf("verified %q, %v; want %q", got, ok, c)
				}
				if got, ok := read(t, plain); ok {
					t.Errorf("the picture without a comment has %q", got)
				}
				samePixels(t, e.decode, plain, marked)
			})
		}
	}
}

// TestMarkTwice holds that a file that is marked again is known by the new mark.
func TestMarkTwice(t *testing.T) {
	for _, e := range encodings {
		t.Run(e.name, func(t *testing.T) {
			plain := encode(t, e.encode)
			once, err := mark.Insert(e.format, plain, text)
			if err != nil {
				t.Fatal(err)
			}
			twice, err := mark.Insert(e.format, once, text+" again")
			if err != nil {
				t.Fatal(err)
			}
			if got, ok := verify(t, twice); !ok || got != text+" again" {
				t.Errorf("verified %q, %v", got, ok)
			}
			samePixels(t, e.decode, plain, twice)
		})
	}
}

// TestAChangedFileIsNotOurs changes every byte, removes what is at the end and
// adds to it: what a program that keeps comments does to a picture.
func TestAChangedFileIsNotOurs(t *testing.T) {
	for _, e := range encodings {
		t.Run(e.name, func(t *testing.T) {
			marked, err := mark.Insert(e.format, encode(t, e.encode), text)
			if err != nil {
				t.Fatal(err)
			}
			for i := range marked {
				marked[i] ^= 1
				if _, ok := verify(t, marked); ok {
					t.Errorf("still ours although byte %d of %d differs", i, len(marked))
				}
				marked[i] ^= 1
			}
			for n := range marked {
				if _, ok := verify(t, marked[:n]); ok {
					t.Errorf("still ours although cut to %d of %d bytes", n, len(marked))
				}
			}
			if _, ok := verify(t, append(bytes.Clone(marked), 0)); ok {
				t.Error("still ours although there is a byte more")
			}
		})
	}
}

func TestForeignCommentsAreNotOurs(t *testing.T) {
	foreign := map[string][2]string{ // what of our comment is replaced by what
		"another program":   {"Thumbpool", "Photopool"},
		"control character": {"size=256 blur=2", "size=256\nblur=2"},
		"beyond ASCII":      {"size=256 blur=2", "size=256\xE4blur=2"},
	}
	for _, e := range encodings {
		for name, change := range foreign {
			t.Run(e.name+"/"+name, func(t *testing.T) {
				marked, err := mark.Insert(e.format, encode(t, e.encode), text)
				if err != nil {
					t.Fatal(err)
				}
				changed := bytes.Replace(marked, []byte(change[0]), []byte(change[1]), 1)
				if bytes.Equal(changed, marked) {
					t.Fatal("the comment is not in the file in one piece")
				}
				if got, ok := read(t, changed); ok {
					t.Errorf("%q counts as ours", got)
				}
			})
		}
	}
}

func TestInsertRefuses(t *testing.T) {
	whole := encode(t, encodings[0].encode)
	tests := []struct {
		name    string
		format  format.Format
		encoded []byte
		text    string
	}{
		{"line feed", format.JPEG, whole, "\n"},
		{"beyond ASCII", format.JPEG, whole, "ü"},
		{"too long", format.JPEG, whole, strings.Repeat("x", mark.MaxText+1)},
		{"another format", format.PNG, whole, text},
		{"nothing", format.JPEG, nil, text},
		{"another format, WebP", format.WebP, whole, text},
		{"WebP that is none", format.WebP, []byte("RIFF\x0c\x00\x00\x00WEBPVP8 \x00\x00\x00\x00"), text},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if out, err := mark.Insert(test.format, test.encoded, test.text); err == nil || out != nil {
				t.Errorf("got %d bytes, error %v", len(out), err)
			}
		})
	}
	if _, err := mark.Insert(format.HEIC, whole, text); !errors.Is(err, format.ErrUnsupported) {
		t.Errorf("HEIC: %v does not wrap ErrUnsupported", err)
	}
	for _, e := range encodings {
		plain := encode(t, e.encode)
		for n := range plain {
			_, _ = mark.Insert(e.format, plain[:n], text) // must not panic
		}
	}
}

// TestReadLittle holds that looking for a comment costs a few pages, whatever
// the size of the file.
func TestReadLittle(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 700, 500))
	for i := range img.Pix {
		img.Pix[i] = byte(uint32(i) * 2654435761 >> 24)
	}
	encoders := map[string]func(io.Writer) error{
		"JPEG": func(w io.Writer) error { return jpeg.Encode(w, img, nil) },
		"PNG":  func(w io.Writer) error { return png.Encode(w, img) },
		"GIF":  func(w io.Writer) error { return gif.Encode(w, img, nil) },
		"BMP":  func(w io.Writer) error { return bmp.Encode(w, img) },
		"TIFF": func(w io.Writer) error { return tiff.Encode(w, img, nil) },
	}
	for name, e := range encoders {
		t.Run(name, func(t *testing.T) {
			plain := encode(t, e)
			c := &counter{r: bytes.NewReader(plain)}
			if _, ok, err := mark.Read(c, int64(len(plain))); ok || err != nil {
				t.Fatalf("found %v, error %v", ok, err)
			}
			if c.n > 16<<10 {
				t.Errorf("read %d of %d bytes", c.n, len(plain))
			}
		})
	}
}

type counter struct {
	r io.ReaderAt
	n int
}

func (c *counter) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.r.ReadAt(p, off)
	c.n += n
	return n, err
}

func TestReadTellsOfReadErrors(t *testing.T) {
	broken := errors.New("the disk is gone")
	if _, _, err := mark.Read(readerAt(func([]byte, int64) (int, error) { return 0, broken }), 1000); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

type readerAt func(p []byte, off int64) (int, error)

func (f readerAt) ReadAt(p []byte, off int64) (int, error) { return f(p, off) }

func encode(t *testing.T, f func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t *testing.T, b []byte) (string, bool) {
	t.Helper()
	c, ok, err := mark.Read(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return c, ok
}

func verify(t *testing.T, b []byte) (string, bool) {
	t.Helper()
	c, ok, err := mark.Verify(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return c, ok
}

func samePixels(t *testing.T, decode func(io.Reader) (image.Image, error), a, b []byte) {
	t.Helper()
	x, err := decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	y, err := decode(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("the marked picture does not decode: %v", err)
	}
	if x.Bounds() != y.Bounds() {
		t.Fatalf("bounds %v became %v", x.Bounds(), y.Bounds())
	}
	for py := range x.Bounds().Dy() {
		for px := range x.Bounds().Dx() {
			if p, q := color.NRGBAModel.Convert(x.At(px, py)), color.NRGBAModel.Convert(y.At(px, py)); p != q {
				t.Fatalf("pixel %d, %d: %v became %v", px, py, p, q)
			}
		}
	}
}
