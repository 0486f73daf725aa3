package format_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/format/container"
	"thumbpool/processor/reason"
)

func readHeader(b []byte) (format.Header, error) {
	return format.ReadHeader(bytes.NewReader(b), int64(len(b)), format.Sniff(b))
}

func zlibbed(b []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}

// rawProfile is EXIF as ImageMagick keeps it in a PNG text.
func rawProfile(exif []byte) []byte {
	return fmt.Appendf(nil, "\nexif\n%8d\n%s\n", len(exif), hex.EncodeToString(exif))
}

// TestOrientation holds that all eight orientations are found wherever a
// container keeps them, and that a broken EXIF block means upright.
func TestOrientation(t *testing.T) {
	icc := segment(0xE2, []byte("ICC_PROFILE\x00\x01\x01"), make([]byte, 60_000))
	writers := map[string]func(exif []byte) []byte{
		"JPEG":                     func(e []byte) []byte { return writeJPEG(segment(0xE1, exifPrefix, e)) },
		"JPEG after JFIF":          func(e []byte) []byte { return writeJPEG(jfif, segment(0xE1, exifPrefix, e)) },
		"JPEG after XMP and ICC":   func(e []byte) []byte { return writeJPEG(jfif, xmp, icc, segment(0xE1, exifPrefix, e)) },
		"JPEG after fill bytes":    func(e []byte) []byte { return writeJPEG([]byte{0xFF, 0xFF, 0xFF}, segment(0xE1, exifPrefix, e)) },
		"PNG":                      func(e []byte) []byte { return writePNG(chunk("eXIf", e), nil) },
		"PNG after the pixels":     func(e []byte) []byte { return writePNG(nil, chunk("eXIf", e)) },
		"PNG with the JPEG's mark": func(e []byte) []byte { return writePNG(chunk("eXIf", slices.Concat(exifPrefix, e)), nil) },
		"PNG, packed text": func(e []byte) []byte {
			return writePNG(chunk("zTXt", slices.Concat([]byte("Raw profile type exif\x00\x00"), zlibbed(rawProfile(e)))), nil)
		},
		"PNG, text": func(e []byte) []byte {
			return writePNG(chunk("tEXt", slices.Concat([]byte("Raw profile type APP1\x00"), rawProfile(slices.Concat(exifPrefix, e)))), nil)
		},
		"WebP":                      func(e []byte) []byte { return writeWebP(riffChunk("EXIF", e)) },
		"WebP with the JPEG's mark": func(e []byte) []byte { return writeWebP(riffChunk("EXIF", slices.Concat(exifPrefix, e))) },
	}
	for name, write := range writers {
		t.Run(name, func(t *testing.T) {
			for o := uint16(0); o <= 9; o++ {
				for _, order := range []binary.AppendByteOrder{le, be} {
					checkOrientation(t, write(exif(order, o)), o)
				}
			}
			block := exif(be, 6)
			for n := range len(block) - 5 { // the link to the next directory may be missing
				h, err := readHeader(write(block[:n]))
				if err != nil || h.Orientation != 1 && n < 20 {
					t.Errorf("%d bytes of EXIF: orientation %d, error %v", n, h.Orientation, err)
				}
			}
			for _, offset := range []string{"\xFF\xFF\xFF\xFF", "\x00\x00\x00\x00", "\x00\x00\x00\x02"} {
				checkOrientation(t, write(slices.Concat(block[:4], []byte(offset), block[8:])), 1)
			}
		})
	}
	t.Run("TIFF", func(t *testing.T) {
		for o := uint16(0); o <= 9; o++ {
			checkOrientation(t, writeTIFF([2]uint32{274, uint32(o)}), o)
		}
	})
	t.Run("two blocks", func(t *testing.T) { // the first counts
		checkOrientation(t, writeJPEG(segment(0xE1, exifPrefix, exif(be, 3)), segment(0xE1, exifPrefix, exif(be, 8))), 3)
	})
	t.Run("two blocks, one says nothing", func(t *testing.T) {
		checkOrientation(t, writeJPEG(segment(0xE1, exifPrefix, exif(be, 0)), segment(0xE1, exifPrefix, exif(be, 8))), 8)
		checkOrientation(t, writeJPEG(segment(0xE1, exifPrefix, []byte("broken")), segment(0xE1, exifPrefix, exif(be, 8))), 8)
	})
	t.Run("XMP", func(t *testing.T) { // where EXIF says nothing
		packet := []byte(`<d xmlns:t="http://ns.adobe.com/tiff/1.0/" t:Orientation="6"/>`)
		jpegXMP := segment(0xE1, []byte("http://ns.adobe.com/xap/1.0/\x00"), packet)
		for _, e := range []uint16{0, 3} {
			want := uint16(6)
			if e != 0 {
				want = e
			}
			checkOrientation(t, writeJPEG(jpegXMP, segment(0xE1, exifPrefix, exif(be, e))), want)
			checkOrientation(t, writePNG(chunk("iTXt", slices.Concat([]byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"), packet)), chunk("eXIf", exif(be, e))), want)
			checkOrientation(t, writeWebP(slices.Concat(riffChunk("EXIF", exif(be, e)), riffChunk("XMP ", packet))), want)
		}
		checkOrientation(t, writeJPEG(jpegXMP), 6)
	})
	t.Run("formats without", func(t *testing.T) {
		checkOrientation(t, writeGIF(), 1)
		checkOrientation(t, writeBMP(), 1)
	})
}

func checkOrientation(t *testing.T, file []byte, orientation uint16) {
	t.Helper()
	want := int(orientation)
	if want < 1 || want > 8 {
		want = 1
	}
	h, err := readHeader(file)
	if err != nil {
		t.Fatal(err)
	}
	if h.Orientation != want || h.Width != width || h.Height != height {
		t.Errorf("orientation %d of %d × %d, want %d", h.Orientation, h.Width, h.Height, want)
	}
	w, hh := h.Upright()
	if turned := want >= 5; turned != (w == height) || turned != (hh == width) {
		t.Errorf("orientation %d: upright %d × %d", want, w, hh)
	}
}

// TestHeaderReadsLittle holds that a header costs a few pages and the
// structure, whatever the size of the file.
func TestHeaderReadsLittle(t *testing.T) {
	const claimed = 400 << 20
	for name, file := range allFiles() {
		t.Run(name, func(t *testing.T) {
			r := &sparse{head: file, size: claimed}
			_, err := format.ReadHeader(r, claimed, format.Sniff(file))
			if err != nil {
				t.Fatal(err)
			}
			if r.read > 64<<10 {
				t.Errorf("read %d bytes", r.read)
			}
		})
	}
}

// sparse is a large file that is empty but for its head.
type sparse struct {
	head []byte
	size int64
	read int
}

func (s *sparse) ReadAt(p []byte, off int64) (int, error) {
	n := int(min(int64(len(p)), max(s.size-off, 0)))
	clear(p[:n])
	if off < int64(len(s.head)) {
		copy(p[:n], s.head[off:])
	}
	s.read += n
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// TestHeadersLie holds that no length in a file makes ReadHeader or ReadColour
// panic, hang, or take memory that the file does not justify.
func TestHeadersLie(t *testing.T) {
	for name, file := range allFiles() {
		t.Run(name, func(t *testing.T) {
			f := format.Sniff(file)
			for at := range min(len(file), 150) {
				for _, v := range []string{"\xFF\xFF\xFF\xFF", "\x7F\xFF\xFF\xFF", "\xFF\xFF\xFF\x7F", "\x00\x00\x00\x00", "\x80\x00\x00\x00"} {
					b := bytes.Clone(file)
					copy(b[at:], v)
					h, err := format.ReadHeader(bytes.NewReader(b), int64(len(b)), f)
					if err == nil && (h.Orientation < 1 || h.Orientation > 8 || h.DecodeBytes() <= 0) {
						t.Errorf("header %+v", h)
					}
					if _, err := format.ReadColour(bytes.NewReader(b), int64(len(b)), format.Header{Format: f}); err != nil {
						t.Errorf("colours: %v", err)
					}
				}
				if _, err := format.ReadHeader(bytes.NewReader(file[:at]), int64(at), f); err != nil {
					checkText(t, err)
				}
			}
		})
	}
}

func TestHasAlpha(t *testing.T) {
	clear := image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.RGBA{}, color.Black})
	tests := map[string]struct {
		file []byte
		want bool
	}{
		"gray PNG":              {writePNG(nil, nil), false},
		"PNG with a clear gray": {writePNG(chunk("tRNS", []byte{0, 0}), nil), true},
		"RGBA PNG":              {encodePNG(t, image.NewNRGBA(image.Rect(0, 0, 4, 4))), true},
		"clear palette":         {encodePNG(t, clear), true},
		"JPEG":                  {writeJPEG(), false},
		"WebP":                  {writeWebP(), false},
		"WebP that may":         {riff(vp8x(0x10, width, height)), true},
		"TIFF":                  {writeTIFF(), false},
	}
	for name, test := range tests {
		if h, err := readHeader(test.file); err != nil || h.HasAlpha != test.want {
			t.Errorf("%s: %v, error %v", name, h.HasAlpha, err)
		}
	}
}

// TestJPEGsOfOtherKinds holds that a sound JPEG of a kind that is not read is
// called that, and not damaged.
func TestJPEGsOfOtherKinds(t *testing.T) {
	whole := writeJPEG(jfif)
	frame := bytes.Index(whole, []byte{0xFF, 0xC0})
	for want, change := range map[string]func(b []byte){
		"JPEG with lossless coding is not supported":     func(b []byte) { b[frame+1] = 0xC3 },
		"JPEG with hierarchical coding is not supported": func(b []byte) { b[frame+1] = 0xDE },
		"JPEG with JPEG-LS coding is not supported":      func(b []byte) { b[frame+1] = 0xF7 },
		"JPEG with 12 bits a sample is not supported":    func(b []byte) { b[frame+1], b[frame+4] = 0xC1, 12 },
	} {
		file := bytes.Clone(whole)
		change(file)
		_, err := readHeader(file)
		if !errors.Is(err, format.ErrUnsupported) || err.Error() != want || reason.Of(err).Key != reason.Variant {
			t.Errorf("%v, want %q", err, want)
		}
	}
	_, err := readHeader(heightBehind(whole)[:len(whole)-10])
	if _, ok := errors.AsType[*format.DamageError](err); !ok {
		t.Errorf("a height that does not follow: %v", err)
	}
}

func TestUnreadable(t *testing.T) {
	for _, f := range []format.Format{format.JPEG2000, format.RAW, format.PSD} {
		_, err := format.ReadHeader(bytes.NewReader(nil), 0, f)
		if !errors.Is(err, format.ErrUnsupported) || !strings.Contains(err.Error(), f.String()) {
			t.Errorf("%v: %v", f, err)
		}
	}
	if _, err := format.ReadHeader(strings.NewReader("some text"), 9, format.None); !errors.Is(err, format.ErrNotPicture) || !strings.Contains(err.Error(), "text") {
		t.Errorf("no picture: %v", err)
	}
}

func TestReadErrorsPass(t *testing.T) {
	broken := errors.New("the disk is gone")
	for _, f := range readable() {
		r := failing{broken}
		if _, err := format.ReadHeader(r, 1000, f); !errors.Is(err, broken) {
			t.Errorf("%v header: %v", f, err)
		}
	}
}

type failing struct{ err error }

func (f failing) ReadAt([]byte, int64) (int, error) { return 0, f.err }

func TestLimits(t *testing.T) {
	limits := format.Limits{MaxPixels: 150e6, MaxSide: 65535, MaxBytes: 512e6}
	tests := []struct {
		name string
		h    format.Header
		size int64
		want string // "" where it passes
	}{
		{"photo", format.Header{Width: 6000, Height: 4000}, 8e6, ""},
		{"at the limits", format.Header{Width: 15000, Height: 10000}, 512e6, ""},
		{"pixels", format.Header{Width: 20000, Height: 20000}, 8e6, "the picture has 400 megapixels; the limit is 150"},
		{"a few pixels more", format.Header{Width: 15001, Height: 10000}, 8e6, "the picture has 150.0 megapixels; the limit is 150"},
		{"side", format.Header{Width: 70000, Height: 1}, 8e6, "the picture has 70000 pixels a side; the limit is 65535"},
		{"overflow", format.Header{Width: math.MaxInt, Height: math.MaxInt}, 8e6, fmt.Sprintf("the picture has %d pixels a side; the limit is 65535", math.MaxInt)},
		{"file", format.Header{Width: 6000, Height: 4000}, 2e9, "the picture has 2000 MB; the limit is 512"},
		{"nothing", format.Header{Width: 0, Height: 4000}, 8e6, "the header claims 0 × 4000 pixels"},
		{"negative", format.Header{Width: 10, Height: -4}, 8e6, "the header claims 10 × -4 pixels"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := limits.Check(test.h, test.size)
			if got := fmt.Sprint(err); err != nil && got != test.want || err == nil && test.want != "" {
				t.Errorf("%v, want %q", err, test.want)
			}
			var limit *format.LimitError
			var damage *format.DamageError
			if err != nil && errors.As(err, &limit) == errors.As(err, &damage) {
				t.Errorf("%T", err)
			}
		})
	}
	if err := (format.Limits{}).Check(format.Header{Width: math.MaxInt, Height: math.MaxInt}, math.MaxInt64); err != nil {
		t.Errorf("without limits: %v", err)
	}
	if n := (format.Header{Width: math.MaxInt, Height: math.MaxInt}).DecodeBytes(); n <= 0 {
		t.Errorf("a huge picture costs %d bytes", n)
	}
}

func TestAPNGOfNothingButChunksIsRefused(t *testing.T) {
	file := encodePNG(t, image.NewGray(image.Rect(0, 0, 4, 4)))
	const head = 8 + 8 + 13 + 4
	file = slices.Insert(file, head, bytes.Repeat([]byte("\x00\x00\x00\x00teSt\x9a\x9f\x8d\x5e"), 300_000)...)
	_, err := format.ReadHeader(bytes.NewReader(file), int64(len(file)), format.PNG)
	if !errors.Is(err, container.ErrTooMany) {
		t.Errorf("error %v", err)
	}
}
