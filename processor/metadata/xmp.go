package metadata

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Namespaces of XMP (its specification, part 1 section 7 and part 2).
const (
	nsRDF    = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsXML    = "http://www.w3.org/XML/1998/namespace"
	nsTIFF   = "http://ns.adobe.com/tiff/1.0/"
	nsEXIF   = "http://ns.adobe.com/exif/1.0/"
	nsImages = "http://ns.adobe.com/xap/1.0/g/img/" // of thumbnails
)

// schema is the usual prefix of a namespace, and which of its properties are carried;
// nil stands for all.
type schema struct {
	prefix string
	names  []string
}

// schemas are the namespaces of properties that are carried.
var schemas = map[string]schema{
	"http://purl.org/dc/elements/1.1/":                      {"dc", nil},
	"http://ns.adobe.com/xap/1.0/":                          {"xmp", []string{"CreateDate", "CreatorTool", "Identifier", "Label", "MetadataDate", "ModifyDate", "Nickname", "Rating"}},
	"http://ns.adobe.com/xap/1.0/rights/":                   {"xmpRights", nil},
	"http://ns.adobe.com/photoshop/1.0/":                    {"photoshop", []string{"AuthorsPosition", "CaptionWriter", "Category", "City", "Country", "Credit", "DateCreated", "Headline", "Instructions", "Source", "State", "SupplementalCategories", "TransmissionReference", "Urgency"}},
	"http://ns.adobe.com/lightroom/1.0/":                    {"lr", []string{"hierarchicalSubject", "weightedFlatSubject"}},
	"http://ns.adobe.com/exif/1.0/aux/":                     {"aux", nil},
	"http://ns.microsoft.com/photo/1.0/":                    {"MicrosoftPhoto", []string{"LastKeywordXMP", "Rating"}},
	"http://ns.useplus.org/ldf/xmp/1.0/":                    {"plus", nil},
	"http://cipa.jp/exif/1.0/":                              {"exifEX", nil},
	"http://creativecommons.org/ns#":                        {"cc", nil},
	"http://www.digikam.org/ns/1.0/":                        {"digiKam", []string{"TagsList"}},
	"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/":           {"Iptc4xmpCore", nil},
	"http://iptc.org/std/Iptc4xmpExt/2008-02-29/":           {"Iptc4xmpExt", nil},
	"http://www.metadataworkinggroup.com/schemas/keywords/": {"mwg-kw", nil},
	nsTIFF: {"tiff", []string{"Artist", "Copyright", "DateTime", "ImageDescription", "Make", "Model", "ResolutionUnit", "Software", "XResolution", "YResolution"}},
	nsEXIF: {"exif", nil},
}

// exifAnew are properties that are written anew, or concern what is not carried.
var exifAnew = []string{"PixelXDimension", "PixelYDimension", "ColorSpace", "MakerNote", "NativeDigest", "RelatedSoundFile", "SubjectArea", "SubjectLocation"}

// isCarriedProperty tells whether a property at the top of a packet is carried.
func isCarriedProperty(n xml.Name) bool {
	of, known := schemas[n.Space]
	switch {
	case !known, n.Space == nsEXIF && slices.Contains(exifAnew, n.Local):
		return false
	}
	return of.names == nil || slices.Contains(of.names, n.Local)
}

// isPlace tells whether a property or a field of one says where, in whatever
// namespace: GPS in exif, what the camera felt there, place names in photoshop and
// Iptc4xmpCore, structures in Iptc4xmpExt, addresses of those who are to be asked, what
// dc has for places, and what others have made up alike.
func isPlace(n xml.Name) bool {
	name := strings.ToLower(n.Local)
	for _, part := range []string{"gps", "location", "latitude", "longitude", "altitude", "geotag", "geocode", "ciadr", "address"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return slices.Contains([]string{
		"city", "state", "province", "provincestate", "country", "countrycode", "countryname", "worldregion", "place", "placename",
		"coverage", "spatial", "ratingregion",
		"licensorcity", "licensorregion", "licensorcountry", "licensorpostalcode",
		"temperature", "humidity", "pressure", "waterdepth", "acceleration", "cameraelevationangle",
	}, name)
}

// isPoint tells whether a value is a point on the earth (RFC 5870), whatever it is
// the value of.
func isPoint(value string) bool {
	value = strings.TrimSpace(value)
	return len(value) >= 4 && strings.EqualFold(value[:4], "geo:")
}

// element is an element of XML with its namespaces resolved.
type element struct {
	name     xml.Name
	attrs    []xml.Attr
	children []*element
	text     string
}

const (
	maxDepth    = 32
	maxElements = 20_000
	maxPacket   = 256 << 10 // that is taken apart
)

var errPacket = errors.New("not a packet of XMP")

// parseXMP reads a packet up to the end of its first element.
func parseXMP(packet []byte) (*element, error) {
	if len(packet) > maxPacket || !utf8.Valid(packet) {
		return nil, errPacket
	}
	d := xml.NewDecoder(bytes.NewReader(packet))
	var stack []*element
	for n := 0; ; {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if n++; n > maxElements || len(stack) == maxDepth {
				return nil, errPacket
			}
			e := &element{name: token.Name, attrs: slices.DeleteFunc(token.Attr, func(a xml.Attr) bool { return a.Name.Space == "xmlns" || a.Name.Local == "xmlns" })}
			if len(stack) > 0 {
				parent := stack[len(stack)-1]
				parent.children = append(parent.children, e)
			}
			stack = append(stack, e)
		case xml.EndElement:
			if len(stack) == 1 {
				return stack[0], nil
			}
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(stack) > 0 {
				stack[len(stack)-1].text += string(token)
			}
		case xml.Directive: // a document type may define anything
			return nil, errPacket
		}
	}
}

// rebuildXMP returns a packet with the properties that are carried; nil if there are
// none, or if the packet is broken.
func rebuildXMP(packet []byte, c Change) []byte {
	if len(packet) == 0 {
		return nil
	}
	root, err := parseXMP(bytes.TrimPrefix(bytes.TrimRight(packet, "\x00"), []byte("\uFEFF")))
	if err != nil {
		return nil
	}
	rdf := root.find(xml.Name{Space: nsRDF, Local: "RDF"})
	if rdf == nil {
		return nil
	}
	keep := func(n xml.Name, value string) bool { return c.Location || !isPlace(n) && !isPoint(value) }
	var properties []*element
	for _, d := range rdf.children {
		if d.name != (xml.Name{Space: nsRDF, Local: "Description"}) {
			continue
		}
		for _, a := range d.attrs {
			if isCarriedProperty(a.Name) && keep(a.Name, a.Value) && len(a.Value) <= maxValue {
				properties = append(properties, &element{name: a.Name, text: a.Value})
			}
		}
		for _, p := range d.children {
			if isCarriedProperty(p.name) && keep(p.name, p.text) {
				properties = append(properties, p.pruned(keep))
			}
		}
	}
	if len(properties) == 0 {
		return nil
	}
	properties = append(properties, anew(c)...)
	out := writeXMP(properties)
	if len(out) > maxXMP {
		return nil
	}
	return out
}

// find finds an element by its name at the top or one below.
func (e *element) find(n xml.Name) *element {
	if e.name == n {
		return e
	}
	for _, c := range e.children {
		if c.name == n {
			return c
		}
	}
	return nil
}

// pruned is the element without fields that are not kept, embedded pictures, and
// texts that are long enough to be such.
func (e *element) pruned(keep func(name xml.Name, value string) bool) *element {
	isKept := func(n xml.Name, value string) bool { return keep(n, value) && n.Space != nsImages }
	p := &element{name: e.name}
	for _, a := range e.attrs {
		if isKept(a.Name, a.Value) && len(a.Value) <= maxValue {
			p.attrs = append(p.attrs, a)
		}
	}
	for _, c := range e.children {
		if isKept(c.name, c.text) {
			p.children = append(p.children, c.pruned(keep))
		}
	}
	if len(e.children) == 0 && len(e.text) <= maxValue {
		p.text = e.text
	}
	return p
}

// anew is what the packet says of the thumbnail's own pixels.
func anew(c Change) []*element {
	property := func(space, local string, v int) *element {
		return &element{name: xml.Name{Space: space, Local: local}, text: fmt.Sprint(v)}
	}
	space := 0xFFFF
	if c.SRGB {
		space = 1
	}
	return []*element{
		property(nsTIFF, "Orientation", 1),
		property(nsEXIF, "PixelXDimension", c.Width),
		property(nsEXIF, "PixelYDimension", c.Height),
		property(nsEXIF, "ColorSpace", space),
	}
}

// writeXMP writes a packet that may not be edited in its place (part 1, section 7.3).
func writeXMP(properties []*element) []byte {
	w := xmpWriter{prefixes: map[string]string{nsRDF: "rdf", nsXML: "xml"}}
	for _, p := range properties {
		w.element(p)
	}
	var b bytes.Buffer
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF")
	for _, space := range slices.Sorted(maps.Keys(w.prefixes)) {
		if space != nsXML {
			fmt.Fprintf(&b, " xmlns:%s=\"", w.prefixes[space])
			escape(&b, space)
			b.WriteByte('"')
		}
	}
	b.WriteString("><rdf:Description rdf:about=\"\">")
	b.Write(w.out.Bytes())
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>")
	return b.Bytes()
}

// xmpWriter writes elements with prefixes of its own.
type xmpWriter struct {
	out      bytes.Buffer
	prefixes map[string]string // by namespace
}

func (w *xmpWriter) element(e *element) {
	name := w.name(e.name)
	w.out.WriteString("<" + name)
	for _, a := range e.attrs {
		w.out.WriteString(" " + w.name(a.Name) + "=\"")
		escape(&w.out, a.Value)
		w.out.WriteByte('"')
	}
	w.out.WriteByte('>')
	for _, c := range e.children {
		w.element(c)
	}
	escape(&w.out, e.text)
	w.out.WriteString("</" + name + ">")
}

// name is a name with the prefix of its namespace.
func (w *xmpWriter) name(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	if _, known := w.prefixes[n.Space]; !known {
		prefix := schemas[n.Space].prefix
		if prefix == "" {
			prefix = fmt.Sprintf("n%d", len(w.prefixes))
		}
		w.prefixes[n.Space] = prefix
	}
	return w.prefixes[n.Space] + ":" + n.Local
}

func escape(w io.Writer, text string) { _ = xml.EscapeText(w, []byte(text)) } // a buffer takes all
