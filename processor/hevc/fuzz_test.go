package hevc

import (
	"context"
	"errors"
	"testing"

	"thumbpool/processor/memorytest"
	"thumbpool/processor/peertest"
)

// FuzzDecode feeds the decoder anything: there is a picture of the size that the
// stream's parameter sets claim, or an error that says why not, in memory by the
// picture's size.
func FuzzDecode(f *testing.F) {
	for _, data := range streams(f) {
		f.Add(data)
	}
	const side = 256
	f.Fuzz(func(t *testing.T, data []byte) {
		var d Decoder
		var p Picture
		var err error
		taken := memorytest.Allocated(func() {
			p, err = d.Decode(context.Background(), nil, data, Limits{side, side})
		})
		if most := int64(4_000_000 + 8*len(data)); taken > most {
			t.Fatalf("%d bytes of memory for %d of data", taken, len(data))
		}
		var damage *DamageError
		switch {
		case err == nil:
			hold(t, p)
		case errors.As(err, &damage):
			if damage.Complete >= MinComplete {
				t.Fatalf("an error, though %v of the picture is there", damage.Complete)
			}
		case !errors.Is(err, ErrFormat) && !errors.Is(err, ErrUnsupported):
			t.Fatal(err)
		}
	})
}

// hold holds that the planes of a picture are there, with samples in range.
func hold(t *testing.T, p Picture) {
	t.Helper()
	if p.Complete < MinComplete || p.Complete > 1 || (p.Complete == 1) != (p.Damaged == nil) {
		// A picture may be complete although something behind it is wrong.
		if p.Complete != 1 {
			t.Fatalf("%v of the picture, %v", p.Complete, p.Damaged)
		}
	}
	for c, plane := range p.Planes {
		if plane.Width < 1 || plane.Height < 1 || plane.Stride < plane.Width {
			t.Fatalf("component %d is %d × %d samples in rows of %d", c, plane.Width, plane.Height, plane.Stride)
		}
		for y := range plane.Height {
			if plane.Words == nil {
				_ = plane.Bytes[y*plane.Stride:][:plane.Width]
				continue
			}
			for _, v := range plane.Words[y*plane.Stride:][:plane.Width] {
				if int(v) >= 1<<plane.Depth {
					t.Fatalf("a sample of %d bits is %d", plane.Depth, v)
				}
			}
		}
	}
}

// FuzzConfig feeds the decoder any configuration record, before the slices of a
// picture.
func FuzzConfig(f *testing.F) {
	all := streams(f)
	for _, data := range all {
		config, _ := packaged(data)
		f.Add(config)
	}
	_, slices := packaged(all[0])
	f.Fuzz(func(t *testing.T, config []byte) {
		var d Decoder
		p, err := d.Decode(context.Background(), config, slices, Limits{256, 256})
		if err == nil {
			hold(t, p)
		}
	})
}

// packaged returns a byte stream as it stands in a HEIF file: its parameter sets
// as a configuration record, and its other units behind their lengths.
func packaged(data []byte) (config, items []byte) {
	head := [23]byte{0: 1, 21: 3}
	for u := range units(data, 0) {
		whole := append([]byte{byte(u.kind << 1), 1}, u.body...)
		n := len(whole)
		if u.kind == nalSPS || u.kind == nalPPS {
			head[22]++
			config = append(config, byte(u.kind), 0, 1, byte(n>>8), byte(n))
			config = append(config, whole...)
			continue
		}
		items = append(items, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
		items = append(items, whole...)
	}
	return append(head[:], config...), items
}

// streams are small byte streams to begin with.
func streams(t testing.TB) [][]byte {
	t.Helper()
	peertest.Need(t, "x265", "x265")
	var all [][]byte
	for i, s := range []struct {
		source
		args []string
	}{
		{source{64, 48, chroma420, 8}, []string{"--ctu", "16", "--tskip"}},
		{source{64, 64, chroma420, 10}, []string{"--qg-size", "8", "--scaling-list", "default"}},
		{source{32, 32, chroma444, 8}, []string{"--ctu", "16", "--cu-lossless"}},
		{source{34, 40, chroma422, 12}, []string{"--ctu", "32", "--slices", "1"}},
		{source{64, 64, chroma400, 8}, nil},
	} {
		all = append(all, s.x265(t, uint64(i), append(s.args, "--qp", "30", "--no-info")...))
	}
	return all
}
