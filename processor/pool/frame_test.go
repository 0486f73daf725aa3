package pool

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"testing"
	"testing/iotest"

	"thumbpool/processor/memorytest"
)

// frame is a frame that claims a payload of n bytes and holds payload.
func frame(n uint32, payload []byte) []byte {
	return append(binary.LittleEndian.AppendUint32(nil, n), payload...)
}

func TestReadFrameErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []byte
		want error // nil stands for one of its own
	}{
		{"nothing", nil, io.EOF},
		{"half a length", []byte{1, 0}, io.ErrUnexpectedEOF},
		{"a length alone", frame(5, nil), io.ErrUnexpectedEOF},
		{"half a payload", frame(5, []byte("abc")), io.ErrUnexpectedEOF},
		{"the longest, cut short", frame(maxFrame, []byte("abc")), io.ErrUnexpectedEOF},
		{"too long", frame(maxFrame+1, []byte("abc")), nil},
		{"the longest length there is", frame(math.MaxUint32, []byte("abc")), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readFrame(bytes.NewReader(c.in), nil)
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("%d bytes, error %v, want %v", len(got), err, c.want)
			}
		})
	}
}

func TestAFrameTakesNoMoreMemoryThanComes(t *testing.T) {
	for _, comes := range []int{0, 1000, firstRead + 1, 1 << 20} {
		in := bytes.NewReader(frame(maxFrame, make([]byte, comes)))
		n := memorytest.Allocated(func() {
			if _, err := readFrame(in, nil); err == nil {
				t.Error("the frame was whole")
			}
		})
		// The last room is at most twice what came, those before half as much
		// each; and other goroutines take some.
		if most := int64(4*comes + firstRead + 1<<16); n > most {
			t.Errorf("%d bytes came, %d were taken", comes, n)
		}
	}
}

// FuzzFrame holds that what is written is read, through any division into
// reads; and that of whatever else comes no more is kept than came.
func FuzzFrame(f *testing.F) {
	f.Add([]byte{}, []byte{})
	f.Add([]byte("a thumbnail"), frame(3, []byte("abc")))
	f.Add(make([]byte, 3*firstRead), frame(maxFrame, []byte("cut short")))
	f.Add([]byte{0}, frame(math.MaxUint32, nil))
	f.Fuzz(func(t *testing.T, payload, foreign []byte) {
		var pipe bytes.Buffer
		for range 2 {
			if err := writeFrame(&pipe, payload); err != nil {
				t.Fatal(err)
			}
		}
		pipe.Write(foreign)

		got, err := readFrame(iotest.HalfReader(&pipe), nil)
		if err != nil || !bytes.Equal(got, payload) {
			t.Fatalf("%q became %q, error %v", payload, got, err)
		}
		got, err = readFrame(&pipe, got)
		if err != nil || !bytes.Equal(got, payload) {
			t.Fatalf("%q became %q in the room of the frame before, error %v", payload, got, err)
		}

		got, err = readFrame(&pipe, nil)
		if most := max(2*len(foreign), firstRead); cap(got) > most {
			t.Fatalf("%d bytes came, %d are held", len(foreign), cap(got))
		}
		switch whole := len(foreign) >= 4 && uint64(binary.LittleEndian.Uint32(foreign)) <= uint64(len(foreign)-4); {
		case len(foreign) == 0:
			if !errors.Is(err, io.EOF) {
				t.Fatalf("the end is error %v", err)
			}
		case whole != (err == nil):
			t.Fatalf("%q: error %v", foreign, err)
		case whole && !bytes.Equal(got, foreign[4:][:len(got)]):
			t.Fatalf("%q was read as %q", foreign, got)
		}
	})
}
