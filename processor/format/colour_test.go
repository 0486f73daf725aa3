package format_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"thumbpool/processor/colour"
	"thumbpool/processor/format"
)

// cameraEXIF is a block that says which colours a photo has: its color space, and
// the rule that the file follows.
func cameraEXIF(colorSpace uint16, rule string) []byte {
	b := le.AppendUint32([]byte("II*\x00"), 8)
	long := func(tag uint16, v uint32) {
		b = le.AppendUint32(le.AppendUint32(le.AppendUint16(le.AppendUint16(b, tag), 4), 1), v)
	}
	b = le.AppendUint16(b, 1)
	long(34665, 26) // the directory of EXIF, behind this one
	b = le.AppendUint32(b, 0)
	b = le.AppendUint16(b, 2)
	b = le.AppendUint16(le.AppendUint16(b, 40961), 3)
	b = append(le.AppendUint16(le.AppendUint32(b, 1), colorSpace), 0, 0)
	long(40965, 56) // and that of interoperability behind it
	b = le.AppendUint32(b, 0)
	b = le.AppendUint16(b, 1)
	b = le.AppendUint32(le.AppendUint16(le.AppendUint16(b, 1), 2), 4)
	b = append(b, (rule + "\x00")[:4]...)
	return le.AppendUint32(b, 0)
}

func be32(values ...uint32) (b []byte) {
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

// ofThreeLights makes a gray PNG say that it has colours, which is all that reading
// them looks at.
func ofThreeLights(png []byte) []byte {
	png = bytes.Clone(png)
	png[8+8+9] = 2
	return png
}

// rationalTIFF is a TIFF of three lights with fields of fractions, in millionths,
// and of shorts.
func rationalTIFF(fractions map[uint16][]float64, shorts map[uint16][]uint16) []byte {
	le := binary.LittleEndian
	b := writeTIFF([2]uint32{318, 0}, [2]uint32{319, 0}, [2]uint32{301, 0})
	dir := le.Uint32(b[4:])
	for i := range int(le.Uint16(b[dir:])) {
		e := b[int(dir)+2+12*i:][:12]
		tag := le.Uint16(e)
		var value []byte
		kind, n := uint16(5), len(fractions[tag])
		for _, v := range fractions[tag] {
			value = le.AppendUint32(le.AppendUint32(value, uint32(math.Round(v*1e6))), 1e6)
		}
		if s, ok := shorts[tag]; ok {
			kind, n = 3, len(s)
			for _, v := range s {
				value = le.AppendUint16(value, v)
			}
		}
		switch {
		case tag == 262:
			le.PutUint32(e[8:], 2)
		case value != nil:
			le.PutUint16(e[2:], kind)
			le.PutUint32(e[4:], uint32(n))
			le.PutUint32(e[8:], uint32(len(b)))
			b = append(b, value...)
		case tag == 318 || tag == 319 || tag == 301:
			le.PutUint16(e, 65000+tag-300) // there is none
		}
	}
	return b
}

// converts is what a source makes of a colour of three lights.
func converts(s colour.Source, c [3]byte) [3]byte {
	s.RGB(c[:1], c[1:2], c[2:])
	return c
}

func TestReadColour(t *testing.T) {
	probe := [3]byte{67, 151, 42}
	p3, err := colour.FromCICP(colour.CICP{Primaries: 12, Transfer: 13, Full: true})
	if err != nil {
		t.Fatal(err)
	}
	linear, err := colour.FromChromaticities(colour.Chromaticities{}, [3]colour.Curve{colour.Gamma(1), colour.Gamma(1), colour.Gamma(1)})
	if err != nil {
		t.Fatal(err)
	}
	adobe, srgb := colour.AdobeRGB(), colour.Source{}
	profile := adobe.Profile()
	iccp := chunk("iCCP", slices.Concat([]byte("name\x00\x00"), zlibbed(profile)))
	cicp := chunk("cICP", []byte{12, 13, 0, 1})
	sRGB := chunk("sRGB", []byte{0})
	gamaLinear, gamaSRGB := chunk("gAMA", be32(100_000)), chunk("gAMA", be32(45_455))
	chrmP3 := chunk("cHRM", be32(31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000))
	png := func(chunks ...[]byte) []byte { return ofThreeLights(writePNG(slices.Concat(chunks...), nil)) }
	exifSegment := func(colorSpace uint16, rule string) []byte {
		return segment(0xE1, exifPrefix, cameraEXIF(colorSpace, rule))
	}
	lights := func(gray []byte) []byte { // a JPEG that says it has three components
		frame := bytes.Index(gray, []byte{0xFF, 0xC0})
		gray[frame+9] = 3
		return gray
	}
	straight := make([]uint16, 256)
	for i := range straight {
		straight[i] = uint16(i * 257)
	}
	p3Fields := map[uint16][]float64{318: {0.3127, 0.3290}, 319: {0.68, 0.32, 0.265, 0.69, 0.15, 0.06}}

	tests := []struct {
		name string
		file []byte
		want colour.Source
	}{
		{"PNG, cICP first of all", png(gamaLinear, sRGB, iccp, cicp), p3},
		{"PNG, cICP of which nothing is known", png(iccp, chunk("cICP", []byte{77, 13, 0, 1})), adobe},
		{"PNG, cICP of YCbCr, which there is not", png(iccp, chunk("cICP", []byte{12, 13, 1, 1})), adobe},
		{"PNG, then the profile", png(gamaLinear, sRGB, iccp), adobe},
		{"PNG, a broken profile", png(gamaLinear, chunk("iCCP", []byte("name\x00\x00no zlib"))), linear},
		{"PNG, then sRGB", png(gamaLinear, sRGB, chrmP3), srgb},
		{"PNG, then gamma", png(gamaLinear), linear},
		{"PNG, gamma that stands for sRGB", png(gamaSRGB), srgb},
		{"PNG, gamma and chromaticities", png(gamaSRGB, chrmP3), p3},
		{"PNG, chromaticities that span nothing", png(chunk("cHRM", make([]byte, 32))), srgb},
		{"PNG, gamma of nothing", png(chunk("gAMA", be32(0))), srgb},
		{"PNG, nothing", png(), srgb},
		{"JPEG, Adobe RGB by EXIF", lights(writeJPEG(exifSegment(0xFFFF, "R03"))), adobe},
		{"JPEG, sRGB by EXIF", lights(writeJPEG(exifSegment(1, "R98"))), srgb},
		{"JPEG, uncalibrated by another rule", lights(writeJPEG(exifSegment(0xFFFF, "R98"))), srgb},
		{"JPEG, the profile before EXIF", lights(writeJPEG(append(iccSegments(p3.Profile(), 500), exifSegment(0xFFFF, "R03"))...)), p3},
		{"gray JPEG, no Adobe RGB", writeJPEG(exifSegment(0xFFFF, "R03")), srgb},
		{"WebP, the profile", writeWebP(riffChunk("ICCP", profile)), adobe},
		{"WebP, Adobe RGB by EXIF", writeWebP(riffChunk("EXIF", cameraEXIF(0xFFFF, "R03"))), adobe},
		{"TIFF, its own primaries", rationalTIFF(p3Fields, nil), p3},
		{"TIFF, its own curve", rationalTIFF(nil, map[uint16][]uint16{301: straight}), linear},
		{"TIFF, three curves of its own", rationalTIFF(nil, map[uint16][]uint16{301: slices.Concat(straight, straight, straight)}), linear},
		{"TIFF, a curve of odd length", rationalTIFF(nil, map[uint16][]uint16{301: straight[:100]}), srgb},
		{"TIFF, nothing", rationalTIFF(nil, nil), srgb},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			size := int64(len(test.file))
			got, err := format.ReadColour(bytes.NewReader(test.file), size, format.Header{Format: format.Sniff(test.file)})
			if err != nil {
				t.Fatal(err)
			}
			a, b := converts(got, probe), converts(test.want, probe)
			for c := range a {
				if max(a[c], b[c])-min(a[c], b[c]) > 1 {
					t.Fatalf("%v becomes %v, want %v", probe, a, b)
				}
			}
		})
	}
}
