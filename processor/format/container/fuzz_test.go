package container_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"iter"
	"testing"

	"thumbpool/processor/format/container"
	"thumbpool/processor/fuzztest"
)

// mostReads is how many reads a walk through n bytes may cost: next to none
// more than pages if it goes through a window.
func mostReads(n int) (direct, windowed int) { return 2*n + 8, n/2048 + 8 }

// walk collects what a walk through data yields: both by itself and through a
// window, which must be the same, each within its number of reads.
func walk[T comparable](t *testing.T, data []byte, start func(r io.ReaderAt) iter.Seq2[T, error]) ([]T, error) {
	t.Helper()
	file := fuzztest.NewFile(t, data)
	pieces, err := collect(start(file))
	paged := fuzztest.NewFile(t, data)
	again, pagedErr := collect(start(container.NewWindow(paged)))
	if len(again) != len(pieces) || (err == nil) != (pagedErr == nil) {
		t.Fatalf("%d pieces, error %v; through a window %d, error %v", len(pieces), err, len(again), pagedErr)
	}
	for i := range pieces {
		if pieces[i] != again[i] {
			t.Fatalf("piece %d is %v, through a window %v", i, pieces[i], again[i])
		}
	}
	if direct, windowed := mostReads(len(data)); file.Reads > direct || paged.Reads > windowed {
		t.Fatalf("%d reads, through a window %d, of %d bytes", file.Reads, paged.Reads, len(data))
	}
	return pieces, err
}

// FuzzJPEG holds that a walk finds the segments that are there, one behind the
// other, and passes over none.
func FuzzJPEG(f *testing.F) {
	f.Add([]byte("\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xDA\x00\x02data\xFF\xFE\x00\x02"))
	f.Add([]byte("\xFF\xD8\xFF\xFF\xFF\xE1\x00\x02\x12\xFF\x00\xFF\xD0\xFF\x01\xFF\xC0\x00\x03x\xFF\xD9"))
	f.Add([]byte("\xFF\xD8\xFF\xE0\x40\x00ab"))
	f.Fuzz(func(t *testing.T, b []byte) {
		segments, err := walk(t, b, func(r io.ReaderAt) iter.Seq2[container.Segment, error] { return container.JPEG(r, int64(len(b))) })
		at := int64(2)
		for i, s := range segments {
			if s.Off-4 < at || s.Off > int64(len(b)) || s.Len < 0 {
				t.Fatalf("%+v after %d, in %d bytes", s, at, len(b))
			}
			if head := b[s.Off-4 : s.Off]; head[0] != 0xFF || head[1] != s.Marker || int64(binary.BigEndian.Uint16(head[2:])) != s.Len+2 {
				t.Fatalf("%+v begins with % x", s, head)
			}
			if m, found := marker(b[at : s.Off-4]); found {
				t.Fatalf("marker %02x before %+v is passed over", m, s)
			}
			if s.Marker == container.SOS && (i != len(segments)-1 || err != nil) {
				t.Fatalf("the walk does not end at the scan: %v, error %v", segments, err)
			}
			at = s.Off + s.Len
		}
		if n := len(segments); err == nil && (n == 0 || segments[n-1].Marker != container.SOS) {
			t.Fatalf("the walk ends before a scan, without an error: %v", segments)
		}
	})
}

// marker finds the first marker in b that has a segment, or ends the picture.
func marker(b []byte) (m byte, found bool) {
	for i := 1; i < len(b); i++ {
		alone := b[i] == 0 || b[i] == 0x01 || b[i] >= 0xD0 && b[i] <= 0xD8
		if b[i-1] == 0xFF && b[i] != 0xFF && !alone {
			return b[i], true
		}
	}
	return 0, false
}

// FuzzChunks holds that a walk through a PNG or RIFF file yields the chunks
// that are there, without a gap between them, and that only the last may reach
// beyond the end.
func FuzzChunks(f *testing.F) {
	f.Add([]byte("\x89PNG\r\n\x1A\n\x00\x00\x00\x01IHDRa\x00\x00\x00\x00\x00\x00\x00\x00IEND\x00\x00\x00\x00"), uint8(12))
	f.Add([]byte("RIFF\x1C\x00\x00\x00WEBPVP8X\x03\x00\x00\x00abc\x00EXIF\xFF\xFF\xFF\xFFab"), uint8(12))
	f.Add([]byte{}, uint8(200))
	f.Fuzz(func(t *testing.T, b []byte, start uint8) {
		png, err := walk(t, b, func(r io.ReaderAt) iter.Seq2[container.Chunk, error] { return container.PNG(r, int64(len(b))) })
		checkChunks(t, b, 8, png, err, func(head []byte) (string, int64, int64) {
			n := int64(binary.BigEndian.Uint32(head))
			return string(head[4:]), n, n + 4
		})
		riff, err := walk(t, b, func(r io.ReaderAt) iter.Seq2[container.Chunk, error] {
			return container.RIFF(r, int64(start), int64(len(b)))
		})
		checkChunks(t, b, int64(start), riff, err, func(head []byte) (string, int64, int64) {
			n := int64(binary.LittleEndian.Uint32(head[4:]))
			return string(head[:4]), n, n + n%2
		})
	})
}

// checkChunks compares chunks with the heads that lie in b from start on.
func checkChunks(t *testing.T, b []byte, start int64, chunks []container.Chunk, err error, parse func(head []byte) (id string, length, step int64)) {
	t.Helper()
	if err != nil {
		t.Fatalf("a file of %d bytes, as long as it is said to be: %v", len(b), err)
	}
	at := start
	for _, c := range chunks {
		if at+8 > int64(len(b)) {
			t.Fatalf("%+v lies at %d, of %d bytes", c, at, len(b))
		}
		id, length, step := parse(b[at : at+8])
		if want := (container.Chunk{ID: id, Off: at + 8, Len: length}); c != want {
			t.Fatalf("%+v, want %+v", c, want)
		}
		at += 8 + step
	}
	if at+8 <= int64(len(b)) {
		t.Fatalf("the walk ends at %d of %d bytes", at, len(b))
	}
}

// FuzzShorter holds that a walk ends with an error where the file turns out to
// be shorter than it was.
func FuzzShorter(f *testing.F) {
	f.Add([]byte("\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xDA\x00\x02"), uint16(7))
	f.Add([]byte("\x89PNG\r\n\x1A\n\x00\x00\x00\x01IHDRa\x00\x00\x00\x00"), uint16(30))
	f.Fuzz(func(t *testing.T, b []byte, missing uint16) {
		size := int64(len(b)) + int64(missing)
		r := bytes.NewReader(b)
		segments, err := collect(container.JPEG(container.NewWindow(r), size))
		if n := len(segments); n > 0 && segments[n-1].Off > int64(len(b)) || err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && n > len(b)/4 {
			t.Fatalf("%v, error %v, of %d bytes", segments, err, len(b))
		}
		chunks, err := collect(container.PNG(container.NewWindow(r), size))
		if n := len(chunks); n > 0 && chunks[n-1].Off > int64(len(b)) || err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("%v, error %v, of %d bytes", chunks, err, len(b))
		}
	})
}

// FuzzWindow holds that reading through a window is reading the file, wherever
// the reads lie.
func FuzzWindow(f *testing.F) {
	f.Add(uint32(5000), []byte{0, 0, 4, 16, 0, 8, 15, 255, 40, 0, 1, 1})
	f.Fuzz(func(t *testing.T, size uint32, reads []byte) {
		data := make([]byte, size%(1<<15))
		for i := range data {
			data[i] = byte(i * i >> 3)
		}
		w := container.NewWindow(bytes.NewReader(data))
		got, want := make([]byte, 1<<13), make([]byte, 1<<13)
		for ; len(reads) >= 4; reads = reads[4:] {
			off, n := int64(binary.LittleEndian.Uint16(reads)), int(binary.LittleEndian.Uint16(reads[2:]))%len(got)
			m, err := w.ReadAt(got[:n], off)
			k, wantErr := bytes.NewReader(data).ReadAt(want[:n], off)
			if m != k || !bytes.Equal(got[:m], want[:k]) || m < n && err == nil || m == n && n > 0 && err != nil && wantErr == nil {
				t.Fatalf("%d bytes at %d of %d: %d, error %v; the file gives %d, error %v", n, off, len(data), m, err, k, wantErr)
			}
		}
	})
}
