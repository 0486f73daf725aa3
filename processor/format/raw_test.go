package format_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"slices"
	"testing"

	"thumbpool/processor/colour"
	"thumbpool/processor/format"
	"thumbpool/processor/format/raw/rawtest"
)

// shot is a JPEG of that size, with a corner that tells how it is turned, and an
// orientation of its own in EXIF.
func shot(t testing.TB, w, h int, orientation uint16) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y := range h / 4 {
		for x := range w / 4 {
			img.Set(x, y, color.RGBA{R: 200, A: 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return append([]byte("\xFF\xD8"), append(segment(0xE1, exifPrefix, exif(le, orientation)), b.Bytes()[2:]...)...)
}

// TestRaw holds that a camera raw is known by its content, is as large as the JPEG
// in it and turned as the raw file says, and that no more than it is read.
func TestRaw(t *testing.T) {
	large, small := shot(t, 160, 96, 3), shot(t, 32, 24, 1)
	for i, kind := range rawtest.Kinds() {
		t.Run(fmt.Sprint(i, kind.Name), func(t *testing.T) {
			file := kind.Write(large, small, 6)
			if got := identify(file); got != format.RAW {
				t.Fatalf("it is taken for %v", got)
			}
			h, err := format.ReadHeader(bytes.NewReader(file), int64(len(file)), format.RAW)
			if err != nil {
				t.Fatal(err)
			}
			turned := 6
			if !kind.Turned {
				turned = 3 // as the JPEG says, which is all that there is
			}
			if h.Width != 160 || h.Height != 96 || h.Orientation != turned || !bytes.Equal(file[h.Preview.Offset:][:h.Preview.Length], large) {
				t.Errorf("%+v", h)
			}
		})
	}
}

// metered counts the bytes that are read.
type metered struct {
	*bytes.Reader
	bytes int
}

func (m *metered) ReadAt(p []byte, off int64) (int, error) {
	n, err := m.Reader.ReadAt(p, off)
	m.bytes += n
	return n, err
}

// TestOnlyThePreviewIsRead looks at a raw file of 40 MB.
func TestOnlyThePreviewIsRead(t *testing.T) {
	large, small := shot(t, 160, 96, 1), shot(t, 32, 24, 1)
	for i, kind := range rawtest.Kinds() {
		file := kind.Write(large, small, 6)
		end := file[len(file)-4:]
		if file = append(file, make([]byte, 40<<20)...); kind.Name == "x3f" {
			file = append(file, end...) // which say where its list is
		}
		if kind.Name == "crw" {
			continue // its list is at its very end
		}
		r := &metered{Reader: bytes.NewReader(file)}
		h, err := format.ReadHeader(r, int64(len(file)), format.RAW)
		if err != nil {
			t.Fatal(i, kind.Name, err)
		}
		picture, n := h.Picture(r, int64(len(file)))
		if _, err := io.ReadAll(io.NewSectionReader(picture, 0, n)); err != nil {
			t.Fatal(err)
		}
		if r.bytes > len(large)+200<<10 {
			t.Errorf("%d %s: %d bytes are read for a picture of %d", i, kind.Name, r.bytes, len(large))
		}
	}
}

// TestRawWithoutAPicture says that there is none, and blames nobody.
func TestRawWithoutAPicture(t *testing.T) {
	for i, kind := range rawtest.Kinds() {
		file := kind.Write(rawtest.Sensor(3000), rawtest.Sensor(100), 1)
		if identify(file) != format.RAW {
			t.Errorf("%d %s is taken for %v", i, kind.Name, identify(file))
		}
		_, err := format.ReadHeader(bytes.NewReader(file), int64(len(file)), format.RAW)
		if !errors.Is(err, format.ErrUnsupported) || err.Error() != "the camera raw file holds no picture that can be shown" {
			t.Errorf("%d %s: %v", i, kind.Name, err)
		}
	}
}

// TestATIFFFromACameraIsATIFF holds that neither a maker, nor smaller pictures
// below the first, nor a name make a raw file of a TIFF.
func TestATIFFFromACameraIsATIFF(t *testing.T) {
	short := func(tag, v uint16) string {
		return string([]byte{byte(tag), byte(tag >> 8), 3, 0, 1, 0, 0, 0, byte(v), byte(v >> 8), 0, 0})
	}
	long := func(tag uint16, n, v byte) string {
		return string([]byte{byte(tag), byte(tag >> 8), 4, 0, n, 0, 0, 0, v, 0, 0, 0})
	}
	for photometric, want := range map[uint16]format.Format{2: format.TIFF, 32803: format.RAW, 34892: format.RAW} {
		// A directory with Make and a SubIFD at 60.
		file := "II*\x00\x08\x00\x00\x00\x03\x00" + short(262, 2) + "\x0F\x01\x02\x00\x04\x00\x00\x00abc\x00" + long(330, 1, 60)
		file += string(make([]byte, 60-len(file))) + "\x02\x00" + short(259, 1) + short(262, photometric) + "\x00\x00\x00\x00"
		if got := identify([]byte(file)); got != want {
			t.Errorf("photometric interpretation %d below the first directory: %v, want %v", photometric, got, want)
		}
	}
	for _, file := range allFiles() {
		if f := format.Sniff(file); f == format.TIFF && identify(file) != f {
			t.Errorf("a TIFF is taken for %v", identify(file))
		}
	}
}

// TestColoursOfRawFiles holds that the preview's own profile counts, then what its
// directory says of it, then the raw file's EXIF.
func TestColoursOfRawFiles(t *testing.T) {
	p3, err := colour.FromCICP(colour.CICP{Primaries: 12, Transfer: 13, Full: true})
	if err != nil {
		t.Fatal(err)
	}
	adobe, srgb := colour.AdobeRGB(), colour.Source{}
	plain := shot(t, 32, 24, 1)
	tagged := slices.Concat(plain[:2], slices.Concat(iccSegments(p3.Profile(), 60_000)...), plain[2:])
	gray := writeJPEG()
	for _, test := range []struct {
		name, kind string
		jpeg       []byte
		says       rawtest.Colours
		want       colour.Source
	}{
		{"nothing is said", "arw", plain, rawtest.Colours{}, srgb},
		{"sRGB by EXIF", "arw", plain, rawtest.Colours{Space: 1, Interop: "R98"}, srgb},
		{"Adobe RGB by EXIF", "arw", plain, rawtest.Colours{Space: 0xFFFF, Interop: "R03"}, adobe},
		{"Adobe RGB by EXIF in a box", "cr3", plain, rawtest.Colours{Space: 0xFFFF, Interop: "R03"}, adobe},
		{"sRGB by EXIF in a box", "cr3", plain, rawtest.Colours{Space: 1, Interop: "R98"}, srgb},
		{"other colours of which no rule says more", "arw", plain, rawtest.Colours{Space: 0xFFFF}, srgb},
		{"the preview's profile", "arw", tagged, rawtest.Colours{Space: 0xFFFF, Interop: "R03"}, p3},
		{"the preview is sRGB", "dng", plain, rawtest.Colours{Space: 0xFFFF, Interop: "R03", PreviewSpace: 2}, srgb},
		{"the preview is Adobe RGB", "dng", plain, rawtest.Colours{Space: 1, PreviewSpace: 3}, adobe},
		{"nobody knows what the preview is", "dng", plain, rawtest.Colours{Space: 0xFFFF, Interop: "R03", PreviewSpace: 0}, adobe},
		{"gray", "arw", gray, rawtest.Colours{Space: 0xFFFF, Interop: "R03"}, srgb},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := rawtest.Coloured(test.kind, test.jpeg, test.says)
			if identify(file) != format.RAW {
				t.Fatalf("it is taken for %v", identify(file))
			}
			h, err := format.ReadHeader(bytes.NewReader(file), int64(len(file)), format.RAW)
			if err != nil {
				t.Fatal(err)
			}
			got, err := format.ReadColour(bytes.NewReader(file), int64(len(file)), h)
			if probe := [3]byte{67, 151, 42}; err != nil || converts(got, probe) != converts(test.want, probe) {
				t.Errorf("%v becomes %v, want %v, error %v", probe, converts(got, probe), converts(test.want, probe), err)
			}
		})
	}
}
