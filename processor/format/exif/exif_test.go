package exif

import (
	"bytes"
	"encoding/binary"
	"testing"

	"thumbpool/processor/fuzztest"
)

// field is an entry of a directory; text stands for the bytes of a type 2 value.
type field struct {
	tag, kind uint16
	value     uint32
	text      string
}

// block writes a block with directories one behind the other, each at a multiple of 256
// bytes from 256 on but for the first, which stands at 8.
func block(order binary.AppendByteOrder, next uint32, dirs ...[]field) []byte {
	head := []byte("II*\x00")
	if order.AppendUint16(nil, 1)[0] == 0 {
		head = []byte("MM\x00*")
	}
	b := order.AppendUint32(head, 8)
	for i, dir := range dirs {
		if i > 0 {
			b = append(b, make([]byte, 256*i-len(b))...)
		}
		b = order.AppendUint16(b, uint16(len(dir)))
		for _, f := range dir {
			b = order.AppendUint16(order.AppendUint16(b, f.tag), f.kind)
			switch f.kind {
			case 2:
				b = append(order.AppendUint32(b, uint32(len(f.text))), (f.text + "\x00\x00\x00\x00")[:4]...)
			case 3:
				b = append(order.AppendUint16(order.AppendUint32(b, 1), uint16(f.value)), 0, 0)
			default:
				b = order.AppendUint32(order.AppendUint32(b, 1), f.value)
			}
		}
		if i == 0 {
			b = order.AppendUint32(b, next)
		} else {
			b = order.AppendUint32(b, 0)
		}
	}
	return append(b, make([]byte, 600)...)
}

func camera(order binary.AppendByteOrder) []byte {
	b := block(order, 4*256,
		[]field{{274, 3, 6, ""}, {282, 5, 200, ""}, {283, 5, 208, ""}, {296, 3, 2, ""}, {34665, 4, 256, ""}, {34853, 4, 3 * 256, ""}},
		[]field{{40961, 3, 0xFFFF, ""}, {40962, 4, 4000, ""}, {40963, 3, 3000, ""}, {40965, 4, 2 * 256, ""}},
		[]field{{1, 2, 0, "R03\x00"}},
		[]field{{0, 1, 2, ""}},
		[]field{{513, 4, 1100, ""}, {514, 4, 50, ""}},
	)
	for at, v := range map[int]uint32{200: 300, 204: 1, 208: 72, 212: 1} {
		copy(b[at:], order.AppendUint32(nil, v))
	}
	return b
}

func TestRead(t *testing.T) {
	want := Info{
		Orientation: 6, ColorSpace: Uncalibrated, Interoperability: AdobeRGB, Width: 4000, Height: 3000,
		XResolution: 300, YResolution: 72, ResolutionUnit: 2, GPS: 3 * 256, Thumbnail: 1100, ThumbnailLen: 50,
	}
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		for _, prefix := range []string{"", Prefix} {
			b := append([]byte(prefix), camera(order)...)
			if got, err := Read(bytes.NewReader(b), int64(len(b))); err != nil || got != want {
				t.Errorf("%v: read %+v, want %+v, error %v", order, got, want, err)
			}
		}
	}
	if _, err := Read(bytes.NewReader(nil), 0); err == nil {
		t.Error("nothing is a block")
	}
	b := block(binary.LittleEndian, 8, []field{{274, 3, 9, ""}, {34665, 4, 8, ""}, {514, 4, 1 << 30, ""}, {513, 4, 8, ""}})
	if got, err := Read(bytes.NewReader(b), int64(len(b))); err != nil || got != (Info{}) {
		t.Errorf("of directories in a circle are read %+v, error %v", got, err)
	}
}

func TestXMPOrientation(t *testing.T) {
	const open = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`
	tests := []struct {
		name, packet string
		want         int
	}{
		{"an element", open + `<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/"><tiff:Orientation> 6 </tiff:Orientation>`, 6},
		{"an attribute", open + `<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="8"/>`, 8},
		{"another prefix", open + `<rdf:Description xmlns:t="http://ns.adobe.com/tiff/1.0/" t:Orientation="3"/>`, 3},
		{"another namespace", open + `<rdf:Description xmlns:tiff="http://ns.adobe.com/exif/1.0/" tiff:Orientation="3"/>`, 0},
		{"none that can be", open + `<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="9"/>`, 0},
		{"a word in the text", open + `<rdf:Description>Orientation 6</rdf:Description>`, 0},
		{"broken", `<a <b Orientation`, 0},
		{"nothing", "", 0},
	}
	for _, test := range tests {
		if got := XMPOrientation([]byte(test.packet)); got != test.want {
			t.Errorf("%s: %d, want %d", test.name, got, test.want)
		}
	}
}

// FuzzRead holds that no block makes the readers panic, read for ever, or say what
// cannot be.
func FuzzRead(f *testing.F) {
	f.Add(camera(binary.LittleEndian))
	f.Add(append([]byte(Prefix), camera(binary.BigEndian)...))
	f.Add([]byte(`<d xmlns:t="http://ns.adobe.com/tiff/1.0/" t:Orientation="3"/>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		file := fuzztest.NewFile(t, b)
		info, err := Read(file, file.Size())
		if err == nil && (info.Orientation < 0 || info.Orientation > 8 || info.Thumbnail < 0 || info.Thumbnail > int64(len(b))-info.ThumbnailLen) {
			t.Errorf("of %d bytes is read %+v", len(b), info)
		}
		if file.Reads > 40 {
			t.Errorf("%d reads", file.Reads)
		}
		if o := XMPOrientation(b); o < 0 || o > 8 {
			t.Errorf("the orientation is %d", o)
		}
	})
}
