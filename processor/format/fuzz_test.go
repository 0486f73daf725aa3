package format_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"thumbpool/processor/colour"
	"thumbpool/processor/format"
	"thumbpool/processor/fuzztest"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/memorytest"
)

// FuzzSniff holds that the format of a file is told by its first bytes alone,
// but for camera raw files, and that what is no picture is called something.
func FuzzSniff(f *testing.F) {
	for _, file := range allFiles() {
		f.Add(file)
	}
	f.Add([]byte("II*\x00\x08\x00\x00\x00CR\x02\x00"))
	f.Add([]byte("\x00\x00\x00\x20ftypmif1\x00\x00\x00\x00avifmif1heic"))
	f.Add([]byte("\xFF\xFF\xFF\xFFftyp"))
	f.Add([]byte("dear diary, \xC3"))
	f.Fuzz(func(t *testing.T, b []byte) {
		head := b[:min(len(b), format.SniffLen)]
		sniffed := format.Sniff(b)
		if format.Sniff(head) != sniffed {
			t.Fatalf("%v, by its first bytes %v", sniffed, format.Sniff(head))
		}
		got := format.Identify(fuzztest.NewFile(t, b), int64(len(b)), head)
		if got != sniffed && (sniffed != format.TIFF || got != format.RAW) {
			t.Fatalf("%v, by its first bytes %v", got, sniffed)
		}
		var none *format.NotPictureError
		if err := format.NotPicture(b); !errors.As(err, &none) || err.Error() == "" {
			t.Fatalf("error %v", err)
		}
		if _, err := format.ReadHeader(fuzztest.NewFile(t, b), int64(len(b)), got); !got.Readable() {
			if !errors.Is(err, format.ErrUnsupported) && !errors.Is(err, format.ErrNotPicture) {
				t.Fatalf("%v: error %v", got, err)
			}
		}
	})
}

// readable are the formats that can be read.
func readable() (all []format.Format) {
	for f := format.None; f.String() != "unknown"; f++ {
		if f.Readable() {
			all = append(all, f)
		}
	}
	return all
}

// FuzzReadHeader holds that headers and colour profiles are read within the
// file, in reads and memory that its length bounds, and that errors are of the
// kinds that are promised.
func FuzzReadHeader(f *testing.F) {
	for _, file := range allFiles() {
		f.Add(file)
	}
	f.Add(writeJPEG(segment(0xE1, exifPrefix, exif(le, 6))))
	f.Add(heightBehind(writeJPEG()))
	f.Add(writePNG(chunk("eXIf", exif(le, 6)), nil))
	f.Add(writeWebP(riffChunk("EXIF", exif(le, 6))))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, kind := range readable() {
			file := fuzztest.NewFile(t, b)
			var h format.Header
			var source colour.Source
			var err, colourErr error
			taken := memorytest.Allocated(func() {
				h, err = format.ReadHeader(file, file.Size(), kind)
				source, colourErr = format.ReadColour(file, file.Size(), format.Header{Format: kind})
			})
			if h.Orientation < 1 || h.Orientation > 8 || h.Format != kind {
				t.Fatalf("%v: %+v", kind, h)
			}
			if err == nil && (h.Width < 0 || h.Height < 0 || h.DecodeBytes() <= 0) {
				t.Fatalf("%v: %+v, %d bytes to decode", kind, h, h.DecodeBytes())
			}
			var damage *format.DamageError
			if err != nil && !errors.As(err, &damage) && !errors.Is(err, format.ErrUnsupported) {
				t.Fatalf("%v: %T %v", kind, err, err)
			}
			if kind == format.JPEG && err == nil {
				own, ownErr := jpeg.ReadHeader(b)
				own.Colour = h.JPEG.Colour // a segment that no walk gets to may change it
				if ownErr == nil && own != h.JPEG {
					t.Fatalf("%+v, by package jpeg %+v", h.JPEG, own)
				}
			}
			if colourErr != nil || len(source.Profile()) > 4<<20 {
				t.Fatalf("%v: %d bytes of profile, error %v", kind, len(source.Profile()), colourErr)
			}
			if most := len(b)/1024 + 64; file.Reads > most {
				t.Fatalf("%v: %d reads of a file of %d bytes", kind, file.Reads, len(b))
			}
			if most := int64(64<<20 + 32*len(b)); taken > most {
				t.Fatalf("%v: %d bytes of memory for a file of %d", kind, taken, len(b))
			}
		}
	})
}

// FuzzDecode holds that no file makes Decode panic or take more memory than its
// header said, that an image has the size that the header claims, and that
// errors are of the kinds it promises.
func FuzzDecode(f *testing.F) {
	for _, file := range decodable() {
		f.Add(file)
	}
	f.Add(riff(vp8x(0x12, width, height), anmf(8, 2, width/2, 4, vp8l(drawing(), [2]byte{0, 240}))))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := readHeader(b)
		if err != nil || h.Width*h.Height > 1<<18 || h.Format == format.JPEG {
			return
		}
		limits := format.DefaultLimits()
		if limits.Check(h, int64(len(b))) != nil {
			return
		}
		checkDecode(t, b, h)
	})
}

// checkDecode decodes a file with header h and holds it to what Decode promises.
func checkDecode(t *testing.T, b []byte, h format.Header) {
	t.Helper()
	file := fuzztest.NewFile(t, b)
	var err error
	var damage *format.DamageError
	taken := memorytest.Allocated(func() {
		img, decodeErr := format.Decode(t.Context(), file, file.Size(), h)
		err = decodeErr
		switch {
		case err != nil && !errors.As(err, &damage) && !errors.Is(err, format.ErrUnsupported):
			t.Fatalf("%T: %v", err, err)
		case img == nil && err == nil, img != nil && err != nil && damage.Shown < 0.25:
			t.Fatalf("image %v, error %v", img != nil, err)
		case img != nil && (img.Bounds().Dx() != h.Width || img.Bounds().Dy() != h.Height):
			t.Fatalf("image %v, header %+v", img.Bounds(), h)
		}
	})
	if most := 2*h.DecodeBytes() + int64(64*len(b)) + 1<<20; taken > most {
		t.Fatalf("%v: %d bytes of memory, where %d are estimated; error %v", h, taken, h.DecodeBytes(), err)
	}
	if most := len(b)/1024 + 1024; file.Reads > most {
		t.Fatalf("%v: %d reads of a file of %d bytes", h, file.Reads, len(b))
	}
}

// TestTextsOfAPNGAreInflatedOnce holds that a PNG of nothing but packed texts
// costs no more than one of them.
func TestTextsOfAPNGAreInflatedOnce(t *testing.T) {
	text := chunk("zTXt", slices.Concat([]byte("Raw profile type exif\x00\x00"), zlibbed(make([]byte, 1<<20))))
	b := writePNG(bytes.Repeat(text, 200), nil)
	taken := memorytest.Allocated(func() {
		if h, err := format.ReadHeader(bytes.NewReader(b), int64(len(b)), format.PNG); err != nil || h.Orientation != 1 {
			t.Errorf("%+v, error %v", h, err)
		}
	})
	if taken > 64<<20 {
		t.Errorf("%d MB of memory for a file of %d kB", taken>>20, len(b)>>10)
	}
}
