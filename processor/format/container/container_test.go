package container_test

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"thumbpool/processor/format/container"
)

// collect gathers what a walk yields, and the error that ended it.
func collect[T any](seq iter.Seq2[T, error]) (all []T, err error) {
	for v, e := range seq {
		if e != nil {
			return all, e
		}
		all = append(all, v)
	}
	return all, nil
}

func TestJPEG(t *testing.T) {
	type seg = container.Segment
	tests := []struct {
		name string
		file string
		want []seg
		err  error
	}{
		{"segments up to the scan", "\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xDA\x00\x02data\xFF\xFE\x00\x02", []seg{{0xE0, 6, 2}, {0xDA, 12, 0}}, nil},
		{"fill bytes", "\xFF\xD8\xFF\xFF\xFF\xE1\x00\x02\xFF\xDA\x00\x02", []seg{{0xE1, 8, 0}, {0xDA, 12, 0}}, nil},
		{"garbage between", "\xFF\xD8\x12\xFF\x00\x34\xFF\xDA\x00\x02", []seg{{0xDA, 10, 0}}, nil},
		{"markers that stand alone", "\xFF\xD8\xFF\x01\xFF\xD3\xFF\xD8\xFF\xDA\x00\x02", []seg{{0xDA, 12, 0}}, nil},
		{"end before a scan", "\xFF\xD8\xFF\xD9\xFF\xDA\x00\x02", nil, io.ErrUnexpectedEOF},
		{"beyond the end", "\xFF\xD8\xFF\xE0\x40\x00ab", []seg{{0xE0, 6, 0x3FFE}}, io.ErrUnexpectedEOF},
		{"cut in a length", "\xFF\xD8\xFF\xE0\x00", nil, io.ErrUnexpectedEOF},
		{"nothing", "", nil, io.ErrUnexpectedEOF},
		{"much fill", "\xFF\xD8" + strings.Repeat("\xFF", 1<<19) + "\xFF\xDA\x00\x02", []seg{{0xDA, 2 + 1<<19 + 4, 0}}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := collect(container.JPEG(bytes.NewReader([]byte(test.file)), int64(len(test.file))))
			if !slices.Equal(got, test.want) || !errors.Is(err, test.err) {
				t.Errorf("%v, %v; want %v, %v", got, err, test.want, test.err)
			}
		})
	}
	if _, err := collect(container.JPEG(bytes.NewReader([]byte("\xFF\xD8\xFF\xE0\x00\x01")), 6)); err == nil {
		t.Error("a segment shorter than its length field is no error")
	}
	for name, between := range map[string]string{"fill": "\xFF", "zeros": "\x00", "data": "\xFF\x00"} {
		r := counting{strings.NewReader("\xFF\xD8" + strings.Repeat(between, 8<<20) + "\xFF\xDA\x00\x02"), new(int)}
		if _, err := collect(container.JPEG(container.NewWindow(r), r.Size())); err == nil || *r.reads > 600 {
			t.Errorf("%s without end: error %v after %d pages", name, err, *r.reads)
		}
	}
}

func TestIsFrame(t *testing.T) {
	frames := 0
	for m := range 256 {
		if (container.Segment{Marker: byte(m)}).IsFrame() {
			frames++
		}
	}
	if frames != 13 || (container.Segment{Marker: 0xC4}).IsFrame() || !(container.Segment{Marker: 0xC2}).IsFrame() {
		t.Errorf("%d markers count as frame headers", frames)
	}
}

func TestChunks(t *testing.T) {
	png := "\x89PNG\r\n\x1A\n" + "\x00\x00\x00\x03abcd123CRC_" + "\x00\x00\x00\x00IENDCRC_"
	got, err := collect(container.PNG(bytes.NewReader([]byte(png)), int64(len(png))))
	if want := []container.Chunk{{"abcd", 16, 3}, {"IEND", 31, 0}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("PNG: %v, %v; want %v", got, err, want)
	}
	riff := "RIFF\x00\x00\x00\x00WEBP" + "ab  \x03\x00\x00\x00123\x00" + "cd  \xFF\xFF\xFF\xFF"
	got, err = collect(container.RIFF(bytes.NewReader([]byte(riff)), 12, int64(len(riff))))
	if want := []container.Chunk{{"ab  ", 20, 3}, {"cd  ", 32, 0xFFFFFFFF}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("RIFF: %v, %v; want %v", got, err, want)
	}
	many := make([]byte, 8<<20) // of chunks that are all empty
	if _, err := collect(container.RIFF(bytes.NewReader(many), 12, int64(len(many)))); !errors.Is(err, container.ErrTooMany) {
		t.Errorf("a million chunks: %v", err)
	}
}

// TestWindow holds that reading through a window is like reading directly.
func TestWindow(t *testing.T) {
	file := make([]byte, 20_000)
	random := rand.New(rand.NewPCG(1, 1))
	for i := range file {
		file[i] = byte(random.Uint32())
	}
	direct := bytes.NewReader(file)
	w := container.NewWindow(direct)
	for range 5000 {
		off, n := random.Int64N(21_000), random.IntN(100)
		if random.IntN(50) == 0 {
			n = random.IntN(9000)
		}
		a, b := make([]byte, n), make([]byte, n)
		gotN, gotErr := w.ReadAt(a, off)
		wantN, wantErr := direct.ReadAt(b, off)
		if gotN != wantN || !bytes.Equal(a, b) || (gotErr == nil) != (wantErr == nil) && n > 0 {
			t.Fatalf("%d bytes at %d: %d, %v; want %d, %v", n, off, gotN, gotErr, wantN, wantErr)
		}
	}
}

func TestWindowReadsOnce(t *testing.T) {
	reads := 0
	w := container.NewWindow(readerAt(func(p []byte, _ int64) (int, error) {
		reads++
		return len(p), nil
	}))
	for off := range int64(1000) {
		if _, err := w.ReadAt(make([]byte, 4), off); err != nil {
			t.Fatal(err)
		}
	}
	if reads != 1 {
		t.Errorf("%d reads for one page", reads)
	}
}

type readerAt func(p []byte, off int64) (int, error)

func (f readerAt) ReadAt(p []byte, off int64) (int, error) { return f(p, off) }

// counting counts how often it is read.
type counting struct {
	*strings.Reader
	reads *int
}

func (c counting) ReadAt(p []byte, off int64) (int, error) {
	*c.reads++
	return c.Reader.ReadAt(p, off)
}

// TestAfterScan holds that what follows on a scan is found, wherever reads end,
// and none of the scan's own markers is taken for it.
func TestAfterScan(t *testing.T) {
	const dnl = "\xFF\xDC\x00\x04\x12\x34"
	data := "scan \xFF\x00 \xFF\xD0 \xFF\xFF\x00 \xFF\xD7 "
	for _, test := range []struct {
		file string
		want container.Segment
	}{
		{data + dnl, container.Segment{Marker: container.DNL, Off: int64(len(data)) + 4, Len: 2}},
		{data + "\xFF" + dnl, container.Segment{Marker: container.DNL, Off: int64(len(data)) + 5, Len: 2}},
		{strings.Repeat("\x00", 65535) + dnl, container.Segment{Marker: container.DNL, Off: 65539, Len: 2}},
		{data, container.Segment{}},
		{data + "\xFF", container.Segment{}},
		{data + "\xFF\xDC\x00", container.Segment{}},
		{data + "\xFF\xDC\x00\x01", container.Segment{}},
	} {
		got, err := container.AfterScan(strings.NewReader(test.file), 1, int64(len(test.file)))
		if got != test.want || (err == nil) != (test.want.Len > 0) {
			t.Errorf("%d bytes: %+v, error %v, want %+v", len(test.file), got, err, test.want)
		}
	}
}
