package metadata

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"thumbpool/processor/format/exif"
	"thumbpool/processor/fuzztest"
)

const (
	rdfOpen  = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`
	rdfClose = `</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
	dc       = `xmlns:dc="http://purl.org/dc/elements/1.1/"`
)

func description(attrs, inside string) string {
	return rdfOpen + `<rdf:Description rdf:about="" ` + attrs + `>` + inside + `</rdf:Description>` + rdfClose
}

// What names a place is found whatever prefix it has, as an attribute or an element, at
// any depth.
func TestNoPlaceIsLeftInXMP(t *testing.T) {
	tests := map[string]string{
		"an attribute":                description(`xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="SECRET" `+dc+` dc:format="image"`, ""),
		"another prefix":              description(`xmlns:q="http://ns.adobe.com/exif/1.0/" `+dc+` dc:format="image"`, `<q:GPSLongitude>SECRET</q:GPSLongitude>`),
		"a prefix that is another's":  description(`xmlns:dc="http://ns.adobe.com/exif/1.0/" xmlns:exif="http://purl.org/dc/elements/1.1/" exif:format="image"`, `<dc:GPSLongitude>SECRET</dc:GPSLongitude>`),
		"the default namespace":       description(dc+` dc:format="image"`, `<GPSLongitude xmlns="http://ns.adobe.com/exif/1.0/">SECRET</GPSLongitude>`),
		"a structure's field":         description(dc+` xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"`, `<dc:format>image</dc:format><e:ArtworkOrObject><rdf:Bag><rdf:li rdf:parseType="Resource" e:City="SECRET"><e:Sublocation>SECRET</e:Sublocation></rdf:li></rdf:Bag></e:ArtworkOrObject>`),
		"a node of a type":            rdfOpen + `<x:GPS xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="SECRET"/><rdf:Description ` + dc + ` dc:format="image"/>` + rdfClose,
		"a namespace nobody knows":    description(dc+` dc:format="image" xmlns:my="http://example.org/" my:where="SECRET"`, `<my:spot>SECRET</my:spot>`),
		"an attribute of the wrapper": strings.Replace(description(dc+` dc:format="image"`, ""), "<x:xmpmeta ", `<x:xmpmeta x:gps="SECRET" `, 1),
		"a comment":                   description(dc+` dc:format="image"`, "<!-- SECRET -->"),
		"behind the packet":           description(dc+` dc:format="image"`, "") + "SECRET",
		"a second description":        strings.Replace(description(dc+` dc:format="image"`, ""), rdfClose, `<rdf:Description xmlns:p="http://ns.adobe.com/photoshop/1.0/" p:City="SECRET"/>`+rdfClose, 1),
		"rdf:about":                   strings.Replace(description(dc+` dc:format="image"`, ""), `rdf:about=""`, `rdf:about="geo:SECRET"`, 1),
		"a picture":                   description(dc+` xmlns:g="http://ns.adobe.com/xap/1.0/g/img/"`, `<dc:format>image</dc:format><dc:relation><rdf:Bag><rdf:li rdf:parseType="Resource"><g:image>SECRET</g:image></rdf:li></rdf:Bag></dc:relation>`),
		"history":                     description(dc+` dc:format="image" xmlns:m="http://ns.adobe.com/xap/1.0/mm/"`, `<m:Pantry><rdf:Bag><rdf:li>SECRET</rdf:li></rdf:Bag></m:Pantry>`),
		"a place of Dublin Core":      description(dc+` dc:format="image" dc:coverage="SECRET"`, ""),
		"an address":                  description(dc+` dc:format="image" xmlns:c="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"`, `<c:CreatorContactInfo rdf:parseType="Resource" c:CiAdrCity="SECRET"><c:CiAdrExtadr>SECRET</c:CiAdrExtadr><c:CiAdrPcode>SECRET</c:CiAdrPcode></c:CreatorContactInfo>`),
		"a licensor's address":        description(dc+` dc:format="image" xmlns:p="http://ns.useplus.org/ldf/xmp/1.0/"`, `<p:Licensor><rdf:Seq><rdf:li p:LicensorStreetAddress="SECRET" p:LicensorCity="SECRET" p:LicensorRegion="SECRET" p:LicensorCountry="SECRET" p:LicensorPostalCode="SECRET"/></rdf:Seq></p:Licensor>`),
		"a rating's region":           description(dc+` dc:format="image" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"`, `<e:Rating><rdf:Bag><rdf:li rdf:parseType="Resource"><e:RatingRegion><rdf:Bag><rdf:li><rdf:Description xmlns:x="http://ns.adobe.com/xap/1.0/" x:Identifier="SECRET"/></rdf:li></rdf:Bag></e:RatingRegion></rdf:li></rdf:Bag></e:Rating>`),
		"the depth of water":          description(dc+` dc:format="image" xmlns:q="http://cipa.jp/exif/1.0/" q:WaterDepth="SECRET" q:Pressure="SECRET"`, ""),
		"a point":                     description(dc+` dc:format="image" dc:identifier="Geo:SECRET"`, `<dc:relation><rdf:Bag><rdf:li rdf:resource="geo:SECRET"/><rdf:li> geo:SECRET </rdf:li></rdf:Bag></dc:relation>`),
		"extended XMP":                description(dc+` dc:format="image" xmlns:n="http://ns.adobe.com/xmp/note/" n:HasExtendedXMP="SECRET"`, ""),
	}
	for name, packet := range tests {
		t.Run(name, func(t *testing.T) {
			got := string(rebuildXMP([]byte(packet), Change{Width: 30, Height: 20, SRGB: true}))
			if strings.Contains(got, "SECRET") || !strings.Contains(got, "image") {
				t.Errorf("of %s there is %s", packet, got)
			}
			if _, err := parseXMP([]byte(got)); err != nil {
				t.Errorf("%s: %v", got, err)
			}
		})
	}
}

func TestOfABrokenPacketNothingIsCarried(t *testing.T) {
	whole := description(dc+` dc:format="image"`, "")
	tests := map[string]string{
		"cut short":       whole[:len(whole)-60],
		"an entity":       `<!DOCTYPE x [<!ENTITY e "image">]>` + description(dc, "<dc:format>&e;</dc:format>"),
		"UTF-16":          "\xFF\xFE<\x00x\x00",
		"too deep":        rdfOpen + strings.Repeat("<rdf:Description>", 40),
		"no RDF":          `<x:xmpmeta xmlns:x="adobe:ns:meta/">image</x:xmpmeta>`,
		"too long":        description(dc, "<dc:format>image</dc:format>"+strings.Repeat(" ", maxPacket)),
		"none is carried": description(`xmlns:c="http://ns.adobe.com/camera-raw-settings/1.0/" c:Exposure="1"`, ""),
		"nothing":         "",
	}
	for name, packet := range tests {
		if got := rebuildXMP([]byte(packet), Change{Location: true}); got != nil {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := rebuildXMP([]byte(whole), Change{Location: true}); got == nil {
		t.Error("nothing of a whole one")
	}
}

// A text is escaped again, and a language kept.
func TestXMPTextsStayWhole(t *testing.T) {
	got := string(rebuildXMP([]byte(description(dc, `<dc:title><rdf:Alt><rdf:li xml:lang="de-DE">A &amp; &lt;B&gt; "ü"</rdf:li></rdf:Alt></dc:title>`)), Change{}))
	root, err := parseXMP([]byte(got))
	if err != nil {
		t.Fatal(err)
	}
	li := root.children[0].children[0].children[0].children[0].children[0]
	if li.text != `A & <B> "ü"` || li.attrs[0].Value != "de-DE" || !strings.Contains(got, "<dc:title>") {
		t.Errorf("%+v of %s", li, got)
	}
}

// camera is a block as a camera writes it: with a maker's note, and a thumbnail in a
// second directory.
func camera() []byte {
	b := block{order: binary.LittleEndian}
	text := func(tag uint16, s string) field { return field{tag, kindASCII, uint32(len(s)), []byte(s)} }
	image := []field{text(271, "Maker\x00"), text(0xC4A5, "PrintIM SECRET"), {700, 1, 6, []byte("SECRET")}}
	photo := []field{text(36867, "2020:01:01 10:00:00\x00"), {37500, 7, 30, []byte("Nikon\x00 a note with a SECRET..")}, b.long(tagWidth, 4000)}
	gps := []field{{2, 5, 3, bytes.Repeat([]byte{52, 0, 0, 0, 1, 0, 0, 0}, 3)}, text(28, "SECRETAREA")}
	out := b.write(image, photo, gps)
	at := uint32(len(out))
	b.appendDirectory(&out, []field{b.long(513, at), b.long(514, 10)})
	out = append(out, "SECRETJPEG"...)
	binary.LittleEndian.PutUint32(out[8+2+12*5:], at) // the link to it
	return out
}

func TestWhatIsLeftOutOfEXIF(t *testing.T) {
	for _, prefix := range []string{"", exif.Prefix} {
		whole := append([]byte(prefix), camera()...)
		got := Set{EXIF: whole}.For(Change{Width: 30, Height: 20, Location: true}).EXIF
		if !bytes.Contains(got, []byte("SECRETAREA")) || bytes.Count(got, []byte("SECRET")) != 1 {
			t.Errorf("with the place: %q", got)
		}
		got = Set{EXIF: whole}.For(Change{Width: 30, Height: 20}).EXIF
		if bytes.Contains(got, []byte("SECRET")) || !bytes.Contains(got, []byte("Maker")) {
			t.Errorf("without the place: %q", got)
		}
		info, err := exif.Read(bytes.NewReader(got), int64(len(got)))
		if want := (exif.Info{Orientation: 1, ColorSpace: exif.Uncalibrated, Width: 30, Height: 20}); err != nil || info != want {
			t.Errorf("it says %+v, want %+v, error %v", info, want, err)
		}
	}
}

func TestIPTC(t *testing.T) {
	set := func(record, number byte, text string) string {
		return string([]byte{0x1C, record, number, 0, byte(len(text))}) + text
	}
	charset, keyword, city, preview := set(1, 90, "\x1B%G"), set(2, 25, "word"), set(2, 90, "SECRET"), set(2, 202, "picture")
	tests := []struct {
		name, block string
		location    bool
		want        string
	}{
		{"with the place", charset + set(2, 0, "\x00\x04") + keyword + city + preview, true, charset + set(2, 0, "\x00\x04") + keyword + city},
		{"without", charset + keyword + city + "\x00\x00", false, charset + keyword},
		{"nothing but the place", charset + city, false, ""},
		{"cut short", keyword + city[:7], false, ""},
		{"something behind", keyword + "SECRET", false, ""},
		{"an extended set", keyword + "\x1C\x02\x69\x80\x04\x00\x00\x00\x01x", true, ""},
	}
	for _, test := range tests {
		if got := string(rebuildIPTC([]byte(test.block), Change{Location: test.location})); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// FuzzEXIF holds that no block makes the writer panic or write one that it cannot read
// again to the same, that is too long, or that tells a place.
func FuzzEXIF(f *testing.F) {
	f.Add(camera(), true)
	f.Add(append([]byte(exif.Prefix), camera()...), false)
	f.Fuzz(func(t *testing.T, b []byte, location bool) {
		c := Change{Width: 30, Height: 20, Location: location}
		file := fuzztest.NewFile(t, b)
		got := rebuildEXIF(file, file.Size(), c)
		if got == nil {
			return
		}
		if len(got) > maxEXIF+1<<10 {
			t.Errorf("%d bytes", len(got))
		}
		if again := rebuildEXIF(bytes.NewReader(got), int64(len(got)), c); !bytes.Equal(again, got) {
			t.Errorf("again %q, first %q", again, got)
		}
		info, err := exif.Read(bytes.NewReader(got), int64(len(got)))
		if err != nil || info.Orientation != 1 || info.ThumbnailLen != 0 || info.GPS != 0 && !location {
			t.Errorf("it says %+v, error %v", info, err)
		}
	})
}

// FuzzXMP holds the same for packets, and for what else a set has.
func FuzzXMP(f *testing.F) {
	f.Add([]byte(description(`xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="1" `+dc+` dc:format="image"`, `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A</rdf:li></rdf:Alt></dc:title>`)), false)
	f.Add([]byte("\x1C\x02\x19\x00\x01x"), true)
	f.Fuzz(func(t *testing.T, b []byte, location bool) {
		c := Change{Width: 30, Height: 20, Location: location}
		set := Set{XMP: b, IPTC: b}.For(c)
		if again := rebuildIPTC(set.IPTC, c); !bytes.Equal(again, set.IPTC) {
			t.Errorf("again %q, first %q", again, set.IPTC)
		}
		if set.XMP == nil {
			return
		}
		root, err := parseXMP(set.XMP)
		if err != nil || len(set.XMP) > maxXMP {
			t.Fatalf("%d bytes, error %v: %s", len(set.XMP), err, set.XMP)
		}
		if !location {
			noPlace(t, root)
		}
	})
}

func noPlace(t *testing.T, e *element) {
	t.Helper()
	if isPlace(e.name) {
		t.Errorf("it tells %v", e.name)
	}
	for _, a := range e.attrs {
		if isPlace(a.Name) {
			t.Errorf("it tells %v", a.Name)
		}
	}
	for _, c := range e.children {
		noPlace(t, c)
	}
}
