package raw

import (
	"encoding/binary"
	"io"
	"strings"

	"thumbpool/processor/format/piece"
	"thumbpool/processor/format/tiff"
)

// maker is a maker's note that knows of a picture which the file's directories do
// not: of Olympus and Pentax, as ExifTool's tables have them.
type maker struct {
	begins string
	order  int64 // where the note says its byte order; 0 where it does not
	list   int64 // where its directory begins
	own    bool  // offsets count from the note's own start
	// settings is the field of a directory inside the note; 0 for none.
	settings uint16
	pairs    [][2]uint16 // fields of a picture's offset and length, in either
}

var (
	olympus = [][2]uint16{{0x101, 0x102}, {0x88, 0x89}, {0x1036, 0x1037}}
	pentax  = [][2]uint16{{4, 3}}
	makers  = []maker{
		{"OM SYSTEM\x00", 12, 16, true, 0x2020, olympus},
		{"OLYMPUS\x00", 8, 12, true, 0x2020, olympus},
		{"OLYMP\x00", 0, 8, false, 0x2020, olympus},
		{"EPSON\x00", 0, 8, false, 0x2020, olympus},
		{"PENTAX \x00", 8, 10, true, 0, pentax},
		{"AOC\x00", 4, 6, false, 0, pentax},
	}
)

// makerNote considers the pictures of the maker note in an Exif directory.
func (w *walker) makerNote(exif *tiff.Directory) {
	note, n := exif.Place(tagMakerNote)
	if n < 20 {
		return
	}
	head, err := piece.Read(w.r, note, 20)
	if err != nil {
		return
	}
	for _, m := range makers {
		if !strings.HasPrefix(string(head), m.begins) {
			continue
		}
		order := exif.ByteOrder()
		switch string(head[m.order : m.order+2]) {
		case "II":
			order = binary.LittleEndian
		case "MM":
			order = binary.BigEndian
		}
		from, list := int64(0), note+m.list
		if m.own {
			from, list = note, m.list
		}
		r := io.NewSectionReader(w.r, from, w.size-from)
		if d, err := tiff.DirectoryAt(r, r.Size(), order, list); err == nil {
			w.note(d, m, from)
		}
		return
	}
}

// note considers the pictures of a maker note's directory and of the one inside it.
// Makers do not agree with themselves from where their offsets count: from the byte
// from of the file, as the others in the note do, or from its start. A JPEG begins
// at one of them.
func (w *walker) note(d *tiff.Directory, m maker, from int64) {
	all := []*tiff.Directory{d}
	if off, ok := d.Uint(m.settings); ok && m.settings != 0 {
		if _, n := d.Place(m.settings); n > 4 { // it lies in the field
			at, _ := d.Place(m.settings)
			off = uint64(at)
		}
		if sub, err := d.At(int64(min(off, 1<<62))); err == nil {
			all = append(all, sub)
		}
	}
	for _, d := range all {
		for _, p := range m.pairs {
			w.pair(d, from, p[0], p[1])
			w.pair(d, 0, p[0], p[1])
		}
	}
}
