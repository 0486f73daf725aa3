package sample

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"
)

// fields reads a directory of TIFF data, by tag, values as raw bytes.
func fields(t *testing.T, tiff []byte, offset uint32) map[uint16][]byte {
	t.Helper()
	be := binary.BigEndian
	sizes := map[uint16]uint32{typeASCII: 1, typeShort: 2, typeLong: 4, typeUndefined: 1}
	out := map[uint16][]byte{}
	last := uint16(0)
	for i := range uint32(be.Uint16(tiff[offset:])) {
		e := tiff[offset+2+12*i:]
		tag := be.Uint16(e)
		if tag <= last {
			t.Errorf("tag %#x follows %#x: a directory must be sorted", tag, last)
		}
		last = tag
		n := sizes[be.Uint16(e[2:])] * be.Uint32(e[4:])
		value := e[8:]
		if n > 4 {
			value = tiff[be.Uint32(e[8:]):]
		}
		out[tag] = value[:n]
	}
	return out
}

func TestExif(t *testing.T) {
	at := time.Date(2026, time.March, 14, 6, 20, 9, 0, time.UTC)
	segment := exif(at, turnedLeft)
	if n := int(binary.BigEndian.Uint16(segment[2:])); n != len(segment)-2 {
		t.Errorf("length is %d, want %d", n, len(segment)-2)
	}
	if head := string(segment[4:14]); head != "Exif\x00\x00MM\x00\x2a" {
		t.Fatalf("segment begins with %q", head)
	}
	tiff := segment[10:]
	camera := fields(t, tiff, binary.BigEndian.Uint32(tiff[4:]))
	picture := fields(t, tiff, binary.BigEndian.Uint32(camera[tagExifIFD]))

	const date = "2026:03:14 06:20:09"
	tests := []struct {
		name string
		got  []byte
		want string
	}{
		{"make", camera[tagMake], "Thumbpool\x00"},
		{"model", camera[tagModel], "Sample\x00"},
		{"orientation", camera[tagOrientation], "\x00\x06"},
		{"date", camera[tagDateTime], date + "\x00"},
		{"version", picture[tagExifVersion], "0232"},
		{"date of the original", picture[tagDateTimeOriginal], date + "\x00"},
	}
	for _, tt := range tests {
		if string(tt.got) != tt.want {
			t.Errorf("%s is %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestTakenIsInOrder(t *testing.T) {
	if !taken(0).Before(taken(1)) || !strings.HasPrefix(taken(0).Format(time.DateOnly), "2026-03-14") {
		t.Errorf("pictures are taken at %v, %v", taken(0), taken(1))
	}
}
