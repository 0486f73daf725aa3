package heif

import (
	"errors"
	"fmt"
	"io"

	"thumbpool/processor/format/piece"
)

// File is what the boxes of a HEIF file say. It is for one goroutine at a time.
type File struct {
	r    io.ReaderAt
	size int64

	primary     uint32
	items       map[uint32]*item
	order       []uint32              // of the items in the file
	properties  []box                 // of all items, as their container has them
	payloads    map[int][]byte        // of properties that were read
	taken       int64                 // bytes of those
	references  map[relation][]uint32 // from an item to others
	auxiliaries map[uint32][]uint32   // of an item
	data        box                   // idat: what items keep within the tables
	moov        box                   // of a sequence
}

// item is an entry of iinf with what other tables say of it.
type item struct {
	id       uint32
	kind     string // four characters, such as av01 or grid
	content  string // of a mime item: its type
	encoding string // of a mime item: how it is packed
	hidden   bool
	method   int // how extents are counted: 0 in the file, 1 in idat, 2 in another item
	outside  bool
	extents  []extent
	has      []association
}

// extent is a piece of an item's data.
type extent struct {
	index    uint64 // of the item that it is a part of, by reference
	off, len uint64 // len 0 stands for all there is
}

// association is a property of an item, by its number from 1.
type association struct {
	index     int
	essential bool
}

// relation is a kind of reference from an item.
type relation struct {
	from uint32
	kind string
}

// Read reads the boxes of a file of size bytes. The error says what is wrong with
// them, or is that of r.
func Read(r io.ReaderAt, size int64) (*File, error) {
	f := &File{
		r: r, size: size,
		items: map[uint32]*item{}, payloads: map[int][]byte{},
		references: map[relation][]uint32{}, auxiliaries: map[uint32][]uint32{},
	}
	for b, err := range boxes(r, 0, size) {
		if err != nil {
			return nil, err
		}
		switch b.kind {
		case "meta":
			if err := f.readMeta(b); err != nil {
				return nil, err
			}
		case "moov":
			f.moov = b
		}
		if len(f.items) > 0 {
			return f, nil
		}
	}
	if f.moov.len == 0 {
		return nil, errors.New("there is no table of its pictures")
	}
	return f, nil
}

// readMeta reads the tables in a meta box (BMFF 8.11.1).
func (f *File) readMeta(meta box) error {
	start := meta.off + 4 // version and flags
	for b, err := range boxes(f.r, start, meta.off+meta.len) {
		if err != nil {
			return err
		}
		switch b.kind {
		case "hdlr": // BMFF 8.4.3
			h, err := piece.Read(f.r, b.off, min(b.len, 12))
			if err != nil {
				return err
			}
			if len(h) < 12 || string(h[8:12]) != "pict" {
				return nil // of something else
			}
		case "pitm":
			err = f.readPrimary(b)
		case "iinf":
			err = f.readItems(b)
		case "iloc":
			err = f.readLocations(b)
		case "iref":
			err = f.readReferences(b)
		case "iprp":
			err = f.readProperties(b)
		case "idat":
			f.data = b
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// item returns the item with a number, made where no table has named it yet.
func (f *File) item(id uint32) (*item, error) {
	if i := f.items[id]; i != nil {
		return i, nil
	}
	if len(f.items) >= maxItems {
		return nil, errTooMany
	}
	i := &item{id: id}
	f.items[id] = i
	f.order = append(f.order, id)
	return i, nil
}

// readPrimary reads which item is the picture (BMFF 8.11.4).
func (f *File) readPrimary(b box) error {
	t, err := b.table(f.r)
	if err != nil {
		return err
	}
	version, _ := t.full()
	f.primary = uint32(t.uint(idSize(version > 0)))
	return t.err()
}

// idSize is how many bytes the number of an item has.
func idSize(large bool) int {
	if large {
		return 4
	}
	return 2
}

// readItems reads what the items are (BMFF 8.11.6).
func (f *File) readItems(b box) error {
	head, err := piece.Read(f.r, b.off, min(b.len, 4))
	if err != nil || len(head) < 4 {
		return errors.Join(err, errors.New("the table of items is empty"))
	}
	start := b.off + 4 + 2
	if head[0] > 0 {
		start += 2
	}
	for e, err := range boxes(f.r, start, b.off+b.len) {
		if err != nil {
			return err
		}
		if e.kind != "infe" {
			continue
		}
		t, err := e.table(f.r)
		if err != nil {
			return err
		}
		version, flags := t.full()
		if version < 2 {
			continue // without a type
		}
		i, err := f.item(uint32(t.uint(idSize(version > 2))))
		if err != nil {
			return err
		}
		t.uint(2) // protection
		i.kind, i.hidden = string(t.take(4)), flags&1 != 0
		t.text() // its name
		if i.kind == "mime" {
			i.content, i.encoding = t.text(), t.text()
		}
		if err := t.err(); err != nil {
			return err
		}
	}
	return nil
}

// readLocations reads where the items lie (BMFF 8.11.3).
func (f *File) readLocations(b box) error {
	t, err := b.table(f.r)
	if err != nil {
		return err
	}
	version, _ := t.full()
	sizes := t.uint(2)
	offSize, lenSize, baseSize, indexSize := int(sizes>>12), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	if version == 0 {
		indexSize = 0
	}
	if max(offSize, lenSize, baseSize, indexSize) > 8 {
		return errors.New("the table of places has numbers that are too long")
	}
	total := 0
	for range t.uint(idSize(version > 1)) {
		i, err := f.item(uint32(t.uint(idSize(version > 1))))
		if err != nil {
			return err
		}
		if version > 0 {
			i.method = int(t.uint(2) & 15)
		}
		i.outside = t.uint(2) != 0
		base := t.uint(baseSize)
		n := int(t.uint(2))
		if total += n; total > maxItems {
			return errTooMany
		}
		i.extents = i.extents[:0]
		for range n {
			e := extent{index: t.uint(indexSize)}
			off := t.uint(offSize)
			e.len = t.uint(lenSize)
			if e.off = base + off; e.off < base {
				return errors.New("a part of an item lies nowhere")
			}
			i.extents = append(i.extents, e)
		}
		if err := t.err(); err != nil {
			return err
		}
	}
	return nil
}

// readReferences reads how the items belong together (BMFF 8.11.12).
func (f *File) readReferences(b box) error {
	head, err := piece.Read(f.r, b.off, min(b.len, 4))
	if err != nil || len(head) < 4 {
		return errors.Join(err, errors.New("the table of references is empty"))
	}
	for e, err := range boxes(f.r, b.off+4, b.off+b.len) {
		if err != nil {
			return err
		}
		t, err := e.table(f.r)
		if err != nil {
			return err
		}
		ids := idSize(head[0] > 0)
		from := relation{uint32(t.uint(ids)), e.kind}
		for range t.uint(2) {
			to := uint32(t.uint(ids))
			f.references[from] = append(f.references[from], to)
			if e.kind == "auxl" {
				f.auxiliaries[to] = append(f.auxiliaries[to], from.from)
			}
		}
		if err := t.err(); err != nil {
			return err
		}
	}
	return nil
}

// readProperties reads the properties and whose they are (9.3).
func (f *File) readProperties(b box) error {
	for e, err := range boxes(f.r, b.off, b.off+b.len) {
		if err != nil {
			return err
		}
		switch e.kind {
		case "ipco":
			for p, err := range boxes(f.r, e.off, e.off+e.len) {
				if err != nil {
					return err
				}
				f.properties = append(f.properties, p)
			}
		case "ipma":
			if err := f.readAssociations(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// readAssociations reads which properties the items have (9.3.2).
func (f *File) readAssociations(b box) error {
	t, err := b.table(f.r)
	if err != nil {
		return err
	}
	version, flags := t.full()
	for range t.uint(4) {
		i, err := f.item(uint32(t.uint(idSize(version > 0))))
		if err != nil {
			return err
		}
		for range t.uint(1) {
			var a association
			if flags&1 != 0 {
				v := t.uint(2)
				a = association{int(v & 0x7FFF), v>>15 != 0}
			} else {
				v := t.uint(1)
				a = association{int(v & 0x7F), v>>7 != 0}
			}
			if i.has = append(i.has, a); len(i.has) > maxAssociations {
				return errTooMany
			}
		}
		if err := t.err(); err != nil {
			return err
		}
	}
	return nil
}

// section is a piece of the file.
type section struct{ off, len int64 }

// sections returns where in the file an item's data lies, all of it within the
// file. Whatever the tables claim, it is no longer than the file.
func (f *File) sections(i *item, depth int) ([]section, error) {
	const deepest = 4
	if i.outside {
		return nil, UnsupportedError("a picture in another file")
	}
	whole := []section{{0, f.size}}
	switch i.method {
	case 0:
	case 1:
		whole = []section{{f.data.off, f.data.len}}
	case 2:
		if depth >= deepest {
			return nil, errors.New("its parts are parts of one another")
		}
	default:
		return nil, UnsupportedError("a picture that is kept in an unknown way")
	}
	var found []section
	var total int64
	for n, e := range i.extents {
		from := whole
		if i.method == 2 {
			var err error
			if from, err = f.partsOf(i, e, n, depth); err != nil {
				return nil, err
			}
		}
		parts, err := cut(from, e)
		if err != nil {
			return nil, err
		}
		for _, s := range parts {
			if total += s.len; total > f.size {
				return nil, errors.New("an item is longer than its file")
			}
		}
		if found = append(found, parts...); len(found) > maxItems {
			return nil, errTooMany
		}
	}
	if total == 0 {
		return nil, fmt.Errorf("item %d has no data", i.id)
	}
	return found, nil
}

// partsOf returns where the item lies that extent e, number n, of item i is a
// part of.
func (f *File) partsOf(i *item, e extent, n, depth int) ([]section, error) {
	to := f.references[relation{i.id, "iloc"}]
	index := e.index // from 1; without one, each extent has its own
	if index == 0 {
		index = uint64(n) + 1
	}
	if index > uint64(len(to)) || f.items[to[index-1]] == nil {
		return nil, errors.New("an item is a part of none")
	}
	return f.sections(f.items[to[index-1]], depth+1)
}

// cut returns the part of sections that an extent is.
func cut(from []section, e extent) ([]section, error) {
	var total int64
	for _, s := range from {
		total += s.len
	}
	if e.off > uint64(total) || e.len > uint64(total)-e.off {
		return nil, io.ErrUnexpectedEOF
	}
	skip, left := int64(e.off), int64(e.len)
	if left == 0 {
		left = total - skip
	}
	var parts []section
	for _, s := range from {
		if skip >= s.len {
			skip -= s.len
			continue
		}
		n := min(s.len-skip, left)
		if n > 0 {
			parts = append(parts, section{s.off + skip, n})
		}
		left, skip = left-n, 0
	}
	return parts, nil
}

// read returns the data in sections, of at most so many bytes.
func (f *File) read(parts []section, most int64) ([]byte, error) {
	var total int64
	for _, s := range parts {
		total += s.len
	}
	total = min(total, most)
	b := make([]byte, total)
	at := b
	for _, s := range parts {
		n := min(s.len, int64(len(at)))
		if err := piece.Fill(f.r, at[:n], s.off); err != nil {
			return nil, err
		}
		at = at[n:]
	}
	return b, nil
}
