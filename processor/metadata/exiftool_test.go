package metadata_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thumbpool/processor/encode"
	"thumbpool/processor/format"
	"thumbpool/processor/metadata"
	"thumbpool/processor/peertest"
	"thumbpool/processor/plane"
)

// exiftool runs ExifTool, the independent reader and writer of metadata.
func exiftool(t *testing.T, args ...string) []byte {
	t.Helper()
	peertest.Need(t, "libimage-exiftool-perl", "exiftool")
	var said bytes.Buffer
	command := exec.Command("exiftool", args...)
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		t.Fatalf("exiftool %q: %v: %s%s", args, err, said.Bytes(), out)
	}
	return out
}

// told is what a photo tells that the thumbnail may tell too, and where is where it
// was taken, in every way that has a name; never is what no thumbnail carries.
var (
	told = []string{
		"IFD0:Make=Maker", "IFD0:Model=Model", "IFD0:Artist=Somebody", "IFD0:ImageDescription=Described", "IFD0:Copyright=Rights",
		"ExifIFD:ExposureTime=0.01", "ExifIFD:DateTimeOriginal=2020:01:01 10:00:00", "ExifIFD:UserComment=Commented", "ExifIFD:LensModel=Lens",
		"XMP-dc:Title=Titled", "XMP-dc:Subject=first", "XMP-dc:Rights=Reserved", "XMP-xmp:Rating=4", "XMP-iptcExt:PersonInImage=Person", "XMP-photoshop:Headline=Headed",
		"IPTC:Keywords=word", "IPTC:By-line=Writer", "IPTC:Headline=Head",
	}
	where = []string{
		"GPS:GPSLatitude=52.5", "GPS:GPSLatitudeRef=N", "GPS:GPSLongitude=13.25", "GPS:GPSLongitudeRef=E", "GPS:GPSAltitude=33", "GPS:GPSDateStamp=2020:01:01", "GPS:GPSAreaInformation=Secret",
		"XMP-exif:GPSLatitude=52.5", "XMP-exif:GPSLongitude=13.25", "XMP-exif:GPSTimeStamp=2020:01:01 10:00:00", "XMP-exif:GPSAreaInformation=Secret",
		"XMP-photoshop:City=Secret", "XMP-photoshop:State=Secret", "XMP-photoshop:Country=Secret",
		"XMP-iptcCore:Location=Secret", "XMP-iptcCore:CountryCode=Secret",
		"XMP-iptcExt:LocationCreatedCity=Secret", "XMP-iptcExt:LocationCreatedSublocation=Secret", "XMP-iptcExt:LocationShownCountryName=Secret", "XMP-iptcExt:LocationShownWorldRegion=Secret",
		"IPTC:City=Secret", "IPTC:Sub-location=Secret", "IPTC:Province-State=Secret", "IPTC:Country-PrimaryLocationCode=SCT", "IPTC:Country-PrimaryLocationName=Secret",
		"IPTC:ContentLocationCode=SCT", "IPTC:ContentLocationName=Secret",
	}
	never = []string{
		"IFD0:Orientation#=6", "XMP-tiff:Orientation#=6", "XMP-crs:Exposure2012=1", "XMP-xmpMM:DocumentID=document",
		"XMP-GPano:ProjectionType=cylindrical", "ExifIFD:ExifImageWidth=640", "XMP-exif:ExifImageWidth=640", "IPTC:ObjectPreviewData=picture",
		"XMP-xmp:ThumbnailsImage=AAAA", "XMP-xmp:ThumbnailsFormat=JPEG",
	}
)

const thumbWidth, thumbHeight = 24, 16

// written is a small picture in a format, with metadata.
func written(t *testing.T, f format.Format, m metadata.Set) string {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, thumbWidth, thumbHeight))
	for i := range img.Pix {
		img.Pix[i] = byte(i*7) | byte(i&3/3*255)
	}
	p := plane.FromImage(img)
	if f == format.JPEG {
		p = plane.FromRGB(plane.FromImage(image.NewRGBA(image.Rect(0, 0, thumbWidth, thumbHeight))), 2)
	}
	var e encode.Encoder
	file, err := e.Encode(p, encode.Options{Format: f, Quality: 80, Metadata: m})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "picture"+format.Extensions(f)[0])
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// read reads the metadata of a file.
func read(t *testing.T, path string) metadata.Set {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := bytes.NewReader(b)
	h, err := format.ReadHeader(r, r.Size(), format.Sniff(b[:min(len(b), format.SniffLen)]))
	if err != nil {
		t.Fatal(err)
	}
	return metadata.Read(r, r.Size(), h)
}

// tags are what ExifTool finds in files, by group and name, as it is stored.
func tags(t *testing.T, paths ...string) []map[string]string {
	t.Helper()
	var all []map[string]any
	if err := json.Unmarshal(exiftool(t, append([]string{"-json", "-G1", "-a", "-n", "-U", "-validate", "-error", "-all:all"}, paths...)...), &all); err != nil {
		t.Fatal(err)
	}
	files := make([]map[string]string, len(all))
	for i := range all {
		files[i] = map[string]string{}
		for name, value := range all[i] {
			group, _, _ := strings.Cut(name, ":")
			if name == "ExifTool:Error" || !slices.Contains([]string{"System", "File", "ExifTool", "Composite", "SourceFile", "RIFF", "PNG"}, group) {
				files[i][name] = fmt.Sprint(value)
			}
		}
	}
	return files
}

// carried tells whether a format has a place for a tag.
func carried(f format.Format, tag string) bool {
	return !strings.HasPrefix(tag, "IPTC") || f == format.JPEG || f == format.TIFF
}

// TestExifToolFindsWhatIsCarried has ExifTool write metadata into a file of each kind
// that photos come in, makes thumbnails of each kind with it, and has ExifTool say what
// they tell.
func TestExifToolFindsWhatIsCarried(t *testing.T) {
	formats := []format.Format{format.JPEG, format.PNG, format.WebP, format.TIFF}
	for _, from := range formats {
		photo := written(t, from, metadata.Set{})
		args := []string{"-q", "-overwrite_original", "-IFD0:XResolution=300", "-IFD0:YResolution=300", "-IFD0:ResolutionUnit=inches"}
		for _, tag := range slices.Concat(told, where, never) {
			if carried(from, tag) {
				args = append(args, "-"+tag)
			}
		}
		if from == format.JPEG { // the one that cameras put there
			args = append(args, "-IFD1:ThumbnailImage<="+written(t, format.JPEG, metadata.Set{}))
		}
		exiftool(t, append(args, photo)...)
		var thumbs []string
		for _, location := range []bool{true, false} {
			set := read(t, photo).For(metadata.Change{Width: thumbWidth, Height: thumbHeight, SRGB: true, Location: location})
			for _, to := range formats {
				thumbs = append(thumbs, written(t, to, set))
			}
		}
		for i, found := range tags(t, thumbs...) {
			to, location := formats[i%len(formats)], i < len(formats)
			t.Run(fmt.Sprintf("%v to %v, location %v", from, to, location), func(t *testing.T) {
				checkTold(t, found, from, to)
				checkPlace(t, found, from, to, location)
				checkAnew(t, found)
			})
		}
	}
}

func checkTold(t *testing.T, found map[string]string, from, to format.Format) {
	t.Helper()
	for _, tag := range told {
		name, value, _ := strings.Cut(tag, "=")
		if carried(from, tag) && carried(to, tag) && !strings.Contains(found[name], value) {
			t.Errorf("%s is %q, want %q", name, found[name], value)
		}
	}
	if found["IFD0:XResolution"] != "300" || found["IFD0:ResolutionUnit"] != "2" {
		t.Errorf("the density is %s", found["IFD0:XResolution"])
	}
}

func checkPlace(t *testing.T, found map[string]string, from, to format.Format, location bool) {
	t.Helper()
	for _, tag := range where {
		name, value, _ := strings.Cut(tag, "=")
		if location && carried(from, tag) && carried(to, tag) && !strings.Contains(found[name], value) && !strings.HasSuffix(name, "Ref") && !strings.HasSuffix(name, "Stamp") {
			t.Errorf("%s is %q, want %q", name, found[name], value)
		}
	}
	if location {
		return
	}
	for name, value := range found {
		if strings.Contains(name, "GPS") || strings.Contains(value, "Secret") || strings.Contains(value, "SCT") || strings.Contains(value, "52.5") {
			t.Errorf("%s says %q", name, value)
		}
	}
}

func checkAnew(t *testing.T, found map[string]string) {
	t.Helper()
	for name, want := range map[string]string{
		"IFD0:Orientation": "1", "XMP-tiff:Orientation": "1", "ExifIFD:ColorSpace": "1",
		"ExifIFD:ExifImageWidth": fmt.Sprint(thumbWidth), "ExifIFD:ExifImageHeight": fmt.Sprint(thumbHeight), "XMP-exif:ExifImageWidth": fmt.Sprint(thumbWidth),
	} {
		if found[name] != want {
			t.Errorf("%s is %q, want %s", name, found[name], want)
		}
	}
	for name := range found {
		for _, part := range []string{"Error", "IFD1", "crs", "xmpMM", "GPano", "Thumbnails", "Preview", "MakerNote"} {
			if strings.Contains(name, part) {
				t.Errorf("it carries %s", name)
			}
		}
	}
}
