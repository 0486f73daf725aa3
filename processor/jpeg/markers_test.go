package jpeg

import (
	"bytes"
	"errors"
	stdjpeg "image/jpeg"
	"slices"
	"testing"

	"thumbpool/processor/plane"
)

// FuzzMarkers holds that a walk finds the markers that are there, one behind
// the other, and passes over none.
func FuzzMarkers(f *testing.F) {
	for _, data := range smallFiles() {
		f.Add(data, uint16(2))
	}
	f.Add([]byte{0xFF, 0xFF, markerDQT, 0, 3, 7, 0xFF, markerRST0, 0xFF, 0, 0xFF, markerCOM, 0, 1, 0xFF}, uint16(0))
	f.Add([]byte{0xFF, markerDQT, 0, 9, 7, 7, 7}, uint16(0)) // longer than what is left
	f.Fuzz(func(t *testing.T, data []byte, from uint16) {
		r := markerReader{data: data, pos: min(int(from), len(data))}
		for {
			at := r.pos
			m, payload, ok := r.next()
			// What is passed over holds no marker, unless the file ends in one.
			first := slowMarker(data, at)
			if !ok {
				if r.pos != len(data) || first < len(data)-1 && whole(data[first:]) {
					t.Fatalf("the walk ends at %d of %d bytes, with a marker at %d", r.pos, len(data), first)
				}
				break
			}
			if data[first+1] != m || r.pos < first+2 || r.pos > len(data) {
				t.Fatalf("marker %02x, then %d; at %d is %02x", m, r.pos, first, data[first+1])
			}
			if n := len(payload); n > 0 && (r.pos != first+4+n || !bytes.Equal(data[r.pos-n:r.pos], payload)) {
				t.Fatalf("marker %02x at %d has %d bytes, then %d", m, first, n, r.pos)
			}
		}
		for _, restarts := range []bool{false, true} {
			pos := min(int(from), len(data))
			want := slowMarker(data, pos)
			got := findMarker(data, pos)
			if restarts {
				for want < len(data) && isRestart(data[want+1]) {
					want = slowMarker(data, want+2)
				}
				got = findScanEnd(data, pos)
			}
			if got != want {
				t.Fatalf("the next marker from %d is at %d, not %d", pos, want, got)
			}
		}
	})
}

// slowMarker is the slow twin of findMarker.
func slowMarker(data []byte, pos int) int {
	for ; pos < len(data)-1; pos++ {
		if data[pos] == 0xFF && data[pos+1] != 0 && data[pos+1] != 0xFF {
			return pos
		}
	}
	return len(data)
}

// whole tells whether the segment that data begins with is all there.
func whole(data []byte) bool {
	if m := data[1]; isRestart(m) || m == markerSOI || m == markerEOI || m == markerTEM {
		return true
	}
	return len(data) >= 4 && int(data[2])<<8+int(data[3]) <= len(data)-2
}

// FuzzHeader holds that a header is the same in any part of a file that
// reaches so far, that Decode finds no other, and that image/jpeg agrees on
// the size.
func FuzzHeader(f *testing.F) {
	for _, data := range smallFiles() {
		f.Add(data[:min(len(data), 400)])
		f.Add(data)
	}
	f.Add(frameHeader(markerSOF0, 8, 0x9001, 0xFFFF, [3]byte{1, 0x11, 0}))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := ReadHeader(data)
		for n := range min(len(data), 1000) {
			part, partErr := ReadHeader(data[:n])
			part.Colour = h.Colour // which what follows on the frame header may change
			if partErr == nil && (err != nil || part != h) {
				t.Fatalf("header %+v, error %v; of %d bytes %+v", h, err, n, part)
			}
		}
		if err != nil {
			if !errors.Is(err, ErrFormat) && !errors.Is(err, ErrUnsupported) {
				t.Fatalf("%T: %v", err, err)
			}
			var d Decoder
			if _, decodeErr := d.Decode(t.Context(), data, scaled(Eighth, Eighth)); decodeErr == nil {
				t.Fatal("decoded without a header:", err)
			}
			return
		}
		if h.Width < 1 || h.Width > 65535 || h.Height < 1 || h.Height > 65535 || h.Components != h.Colour.components() {
			t.Fatalf("header %+v", h)
		}
		for i := range h.Components {
			if x, y := h.Sub(i); x < 1 || x > 4 || y < 1 || y > 4 {
				t.Fatalf("component %d has a sample for %v × %v pixels: %+v", i, x, y, h)
			}
		}
		if config, err := stdjpeg.DecodeConfig(bytes.NewReader(data)); err == nil && (config.Width != h.Width || config.Height != h.Height && config.Height != 0) {
			t.Fatalf("header %+v, by image/jpeg %d × %d", h, config.Width, config.Height)
		}
	})
}

// FuzzRestart holds that damage behind a restart interval leaves it alone: all
// that was decoded before is as in the whole file, whatever becomes of the rest.
func FuzzRestart(f *testing.F) {
	const side = 64
	type sample struct {
		data   []byte
		marker []int // where the restart markers are
		whole  plane.Plane
	}
	var samples []sample
	for _, restart := range []int{1, 3, 8, 17} { // MCUs, of which there are 8 × 8
		data := testFile{pic: grayPhoto(uint64(restart), side, side), quality: 85, restart: restart}.encode()
		var d Decoder
		p, err := d.Decode(f.Context(), data, scaled(Full, Full))
		if err != nil {
			f.Fatal(err)
		}
		samples = append(samples, sample{data, intervals(data), p.Planes[0]})
	}
	f.Add(uint8(0), uint16(900), uint16(3), []byte{})
	f.Add(uint8(1), uint16(700), uint16(0), []byte{0xFF, markerRST0 + 3})
	f.Add(uint8(2), uint16(1200), uint16(400), []byte{0xFF, 0xFF, 5, 0xFF, 0xD9})
	f.Add(uint8(3), uint16(2000), uint16(60000), []byte("abc"))
	f.Fuzz(func(t *testing.T, which uint8, at, remove uint16, insert []byte) {
		i := int(which) % len(samples)
		s := samples[i]
		restart := []int{1, 3, 8, 17}[i]
		from := s.marker[0] + int(at)%(len(s.data)-s.marker[0])
		to := min(from+int(remove), len(s.data))
		data := slices.Concat(s.data[:from], insert, s.data[to:])

		var d Decoder
		p, err := d.Decode(t.Context(), data, scaled(Full, Full))
		if err != nil {
			checkError(t, err, len(data))
			return
		}
		if p.Damaged != nil && (p.Damaged.Offset < 0 || p.Damaged.Offset > len(data)) {
			t.Fatalf("damage %+v in %d bytes", *p.Damaged, len(data))
		}
		// The intervals whose marker at the end is untouched.
		sound := 0
		for sound < len(s.marker) && s.marker[sound]+2 <= from {
			sound++
		}
		for m := range sound * restart {
			x, y := m%(side/8)*8, m/(side/8)*8
			if maxDifference(cut(p.Planes[0], x, y), cut(s.whole, x, y)) != 0 {
				t.Fatalf("MCU %d differs, where the first %d intervals of %d are whole", m, sound, restart)
			}
		}
		if least := float64(sound*restart) / (side / 8 * side / 8); p.Complete < least {
			t.Fatalf("%v complete, where %v is whole", p.Complete, least)
		}
	})
}
