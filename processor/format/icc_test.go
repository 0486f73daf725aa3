package format_test

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"

	"thumbpool/processor/colour"
	"thumbpool/processor/format"
)

// profile is a colour profile of n bytes, most of which nothing points to.
func profile(n int) []byte {
	p := colour.AdobeRGB().Profile()
	for i := len(p); i < n; i++ {
		p = append(p, byte(i*31>>3))
	}
	return p
}

// grayProfile is as profile, for one light.
func grayProfile(n int) []byte {
	p := colour.FromGray(colour.Gamma(1)).Profile()
	return append(p, make([]byte, n-len(p))...)
}

// iccSegments cuts a profile into JPEG segments of at most n bytes of it.
func iccSegments(p []byte, n int) [][]byte {
	var out [][]byte
	count := byte((len(p) + n - 1) / n)
	for part := range slices.Chunk(p, n) {
		out = append(out, segment(0xE2, []byte("ICC_PROFILE\x00"), []byte{byte(len(out) + 1), count}, part))
	}
	return out
}

// iccTIFF has the profile before its directory.
func iccTIFF(p []byte) []byte {
	b := writeTIFF([2]uint32{34675, 0})
	le := binary.LittleEndian
	dir := le.Uint32(b[4:])
	field := bytes.Index(b[dir:], []byte{0x73, 0x87}) + int(dir)
	le.PutUint16(b[field+2:], 7)
	le.PutUint32(b[field+4:], uint32(len(p)))
	le.PutUint32(b[field+8:], uint32(len(b)))
	return append(b, p...)
}

func TestReadColourTakesTheProfile(t *testing.T) {
	small, large := profile(2000), profile(200_000)
	iccp := func(p []byte) []byte { return chunk("iCCP", slices.Concat([]byte("name\x00\x00"), zlibbed(p))) }
	reversed := iccSegments(large, 60_000)
	slices.Reverse(reversed)
	missing := iccSegments(large, 60_000)[1:]
	tests := []struct {
		name string
		file []byte
		want []byte
	}{
		{"JPEG", writeJPEG(iccSegments(small, 65_000)...), small},
		{"JPEG in segments", writeJPEG(iccSegments(large, 60_000)...), large},
		{"JPEG in segments out of order", writeJPEG(reversed...), large},
		{"JPEG with a segment missing", writeJPEG(missing...), nil},
		{"JPEG without", writeJPEG(), nil},
		{"JPEG with MPF", writeJPEG(segment(0xE2, []byte("MPF\x00 and what follows"))), nil},
		{"gray PNG", writePNG(iccp(grayProfile(200_000)), nil), grayProfile(200_000)},
		{"gray PNG with a profile of three lights", writePNG(iccp(large), nil), nil},
		{"PNG without", writePNG(nil, nil), nil},
		{"PNG, inflates to 5 MB", writePNG(iccp(grayProfile(5<<20)), nil), nil},
		{"PNG, damaged", writePNG(chunk("iCCP", []byte("name\x00\x00 this is no zlib stream")), nil), nil},
		{"WebP", writeWebP(riffChunk("ICCP", large)), large},
		{"TIFF", iccTIFF(large), large},
		{"GIF", writeGIF(), nil},
		{"no profile", writeWebP(riffChunk("ICCP", make([]byte, 500))), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := format.Header{Format: format.Sniff(test.file)}
			s, err := format.ReadColour(bytes.NewReader(test.file), int64(len(test.file)), h)
			if got := s.Profile(); err != nil || !bytes.Equal(got, test.want) {
				t.Errorf("%d bytes, want %d, error %v", len(got), len(test.want), err)
			}
			for n := 0; n < len(test.file); n += 1 + n/10 { // cut anywhere it is no error
				if _, err := format.ReadColour(bytes.NewReader(test.file[:n]), int64(n), h); err != nil {
					t.Fatalf("%d bytes of the file: %v", n, err)
				}
			}
		})
	}
}
