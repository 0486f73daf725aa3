package main

// inPictures breaks what holds of the pictures themselves: their kinds, colours, and
// what thumbnails tell of their photos.
func inPictures() []mutation {
	const render, format = "./processor/render", "./processor/format"
	return []mutation{
		{
			"photos are shown as sRGB", "leave their numbers as they are",
			"processor/render/colour.go",
			"if w.profile == nil {", "if false {", render + " -run Colour",
		},
		{
			"colours of CMYK are those of its profile", "mix the inks",
			"processor/render/colour.go",
			"case p.Kind == plane.CMYK && (s.IsSRGB() || s.Model() != colour.CMYK):", "case p.Kind == plane.CMYK:", render,
		},
		{
			"in a PNG code points go before a profile", "pass over them",
			"processor/format/colour.go",
			"if b := chunks[\"cICP\"]; len(b) == 4 {", "if b := chunks[\"cICP\"]; len(b) == 5 {", format + " -run Colour",
		},
		{
			"the orientation of a raw file is its own", "take that of its preview",
			"processor/format/raw/raw.go",
			"w.best.Orientation = w.turned", "w.best.Orientation = 0", "./processor/format/raw",
		},
		{
			"what the sensor saw is no preview", "take it for one",
			"processor/format/raw/raw.go",
			"if err != nil || s.Marker > container.SOF0+2 {", "if err != nil {", "./processor/format/raw",
		},
		{
			"the first whole picture of a TIFF is taken", "take the first, reduced or not",
			"processor/format/tiff/page.go",
			"return d.uint(tagNewSubfileType, 0)&(reduced|mask) == 0 && d.uint(tagSubfileType, 0) != oldReduced", "return true", "./processor/format/tiff",
		},
		{
			"a HEIF picture is turned once", "leave it",
			"processor/format/heif/property.go",
			"d.turned.orientation = anticlockwise[d.turned.orientation]", "_ = anticlockwise", "./processor/format/heif",
		},
		{
			"without location EXIF has no GPS", "leave it",
			"processor/metadata/exif.go",
			"at != 0 && c.Location {", "at != 0 {", "./processor/metadata",
		},
		{
			"without location XMP names no place", "leave it",
			"processor/metadata/xmp.go",
			"return c.Location || !isPlace(n)", "return true", "./processor/metadata",
		},
		{
			"without location IPTC names no place", "leave it",
			"processor/metadata/iptc.go",
			"(c.Location || !slices.Contains(placeSets, set))", "true", "./processor/metadata",
		},
		{
			"thumbnails tell nothing of their photos unless it is wished", "tell all",
			"processor/render/encode.go",
			"if w.recipe.Metadata != option.MetadataCopy && w.recipe.Metadata != option.MetadataNoLocation {", "if false {", render + " ./processor",
		},
		{
			"no thumbnail is longer than its photo when none may be", "keep it",
			"processor/render/encode.go",
			"err == nil && w.recipe.NeverLarger &&", "false && w.recipe.NeverLarger &&", render + " ./processor",
		},
		{
			"thumbnails have their photos' times when that is wished", "leave the time of writing",
			"processor/place/save.go",
			"if o.options.Times {", "if false {", "./processor ./processor/place",
		},
		{
			"a TIFF has no alpha that its photo had not", "write it",
			"processor/encode/tiff.go",
			"if samples = 4; img.Opaque() {", "if samples = 4; false {", "./processor/encode",
		},
		{
			"what cannot be read is counted at the scan", "count nothing",
			"processor/scan/scan.go",
			"if p.Unsupported() {", "if false {", "./processor/scan ./processor ./cmd/thumbpool-cli",
		},
	}
}
