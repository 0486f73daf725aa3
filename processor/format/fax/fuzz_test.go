package fax

import (
	"bytes"
	"io"
	"testing"

	"golang.org/x/image/ccitt"
)

// FuzzReader holds that no data makes the reader panic or give back more rows than
// there are bits, and that what golang.org/x/image/ccitt reads well it reads to the
// same pixels.
func FuzzReader(f *testing.F) {
	for _, s := range schemes {
		var e encoder
		s.write(&e, page(70, 12))
		f.Add(e.bytes(), uint8(s.scheme), uint16(70))
	}
	f.Fuzz(func(t *testing.T, data []byte, scheme uint8, width uint16) {
		s, w := Scheme(scheme)%(Group4+1), int(width%5000)+1
		var r Reader
		r.Reset(bytes.NewReader(data), s, w)
		n := int64((w + 7) / 8)
		got, err := io.ReadAll(io.LimitReader(&r, n*int64(8*len(data)+1)))
		if int64(len(got))%n != 0 || int64(len(got)) > n*int64(8*len(data)) {
			t.Fatalf("%d bytes of rows of %d, from %d bytes, error %v", len(got), n, len(data), err)
		}
		if err != nil || r.Fault() != nil {
			return
		}
		height := len(got) / int(n)
		other := map[Scheme]ccitt.SubFormat{Group3: ccitt.Group3, Group4: ccitt.Group4}
		sub, ok := other[s]
		if !ok || height == 0 {
			return
		}
		want, err := io.ReadAll(ccitt.NewReader(bytes.NewReader(data), ccitt.MSB, sub, w, height, &ccitt.Options{Invert: true}))
		if err == nil && !bytes.Equal(want, got) {
			t.Fatalf("%d × %d, scheme %d, differs from x/image/ccitt:\n%x\n%x", w, height, s, got, want)
		}
	})
}
