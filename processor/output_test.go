package processor

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thumbpool/processor/option"
	"thumbpool/processor/phototest"
)

// plans returns the places of the thumbnails of all photos below root,
// relative to it.
func plans(t *testing.T, root string, sources []string, o Options) []string {
	t.Helper()
	p := newOnDisk(o, sources, nil)
	defer func() { _ = p.close() }() // nothing was saved
	var got []string
	for ev := range Scan(t.Context(), sources, o) {
		if ev, ok := ev.(Found); ok {
			out, err := p.plan(t.Context(), ev.Photo)
			if err != nil {
				t.Fatal(err)
			}
			rel, _ := filepath.Rel(root, out.target.Path())
			got = append(got, filepath.ToSlash(rel))
		}
	}
	return got
}

func TestNamesOfThumbnails(t *testing.T) {
	same := func(o *Options) {}
	jpeg := func(o *Options) { o.Format = option.FormatJPEG }
	png := func(o *Options) { o.Format = option.FormatPNG }
	long := strings.Repeat("ä", 124) // 248 bytes
	tests := []struct {
		name   string
		files  map[string]string
		change func(*Options)
		want   []string
	}{
		{"same name and format", map[string]string{"A.JPG": "picture", "b.jpeg": "picture.jpg", "c.png": "picture", "d.gif": "picture", "e.bmp": "picture", "f.tiff": "picture.tif"}, same, []string{"A.JPG", "b.jpeg", "c.png", "d.gif", "e.bmp", "f.tiff"}},
		{"a format without encoder", map[string]string{"a.psd": "8BPS\x00\x01\x00\x00\x00\x00\x00\x00\x00\x03"}, same, []string{"a.jpg"}},
		{"WebP", map[string]string{"a.webp": "RIFF\x1a\x00\x00\x00WEBPVP8 "}, same, []string{"a.webp"}},
		{"a camera raw and its JPEG", map[string]string{"a.CR2": "II*\x00\x10\x00\x00\x00CR\x02\x00\x00\x00\x00\x00", "a.jpg": "picture"}, same, []string{"a.CR2.jpg", "a.jpg"}},
		{"a camera raw alone", map[string]string{"a.CR2": "II*\x00\x10\x00\x00\x00CR\x02\x00\x00\x00\x00\x00"}, same, []string{"a.jpg"}},
		{"a name of a dot", map[string]string{"..jpg": "picture"}, png, []string{"..png"}},
		{"a name that lies", map[string]string{"a.jpg": "picture.png"}, same, []string{"a.png"}},
		{"no extension", map[string]string{"a": "picture.jpg", "v1.0": "picture.png"}, same, []string{"a.jpg", "v1.png"}},
		{"all as JPEG", map[string]string{"a.png": "picture", "b.jpg": "picture"}, jpeg, []string{"a.jpg", "b.jpg"}},
		{"all as PNG", map[string]string{"a.jpg": "picture", "b.png": "picture"}, png, []string{"a.png", "b.png"}},
		{"two photos for one name", map[string]string{"a.jpg": "picture", "a.png": "picture"}, jpeg, []string{"a.jpg", "a.png.jpg"}},
		{"two photos, neither has the name", map[string]string{"a.bmp": "picture", "a.png": "picture"}, jpeg, []string{"a.bmp.jpg", "a.png.jpg"}},
		{"the long name is taken too", map[string]string{"a.jpg": "picture", "a.png": "picture", "a.png.jpg": "picture"}, jpeg, []string{"a.jpg", "a.png.jpg", "a.png (2).jpg"}},
		{"names that differ in case only", map[string]string{"a.jpg": "picture", "A.jpg": "picture"}, same, []string{"A.jpg", "a (2).jpg"}},
		{"a name too long for an extension", map[string]string{long: "picture.jpg", long + ".png": "picture"}, jpeg, []string{long + ".jpg", long + ".pn.jpg"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := phototest.Tree(t, test.files)
			o := DefaultOptions()
			test.change(&o)
			got := plans(t, filepath.Join(root, OutputFolder), []string{root}, o)
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestSeveralSourcesUnderOneOutput(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"x/trip/a.jpg": "picture", "y/trip/a.jpg": "picture", "y/trip/sub/a.jpg": "picture", "a.jpg": "picture", "z/a.jpg": "picture"})
	in := func(name string) string { return filepath.Join(root, filepath.FromSlash(name)) }
	o := DefaultOptions()
	o.Out = filepath.Join(t.TempDir(), "out")
	o.Subfolders = true
	got := plans(t, o.Out, []string{in("x/trip"), in("y/trip"), in("a.jpg"), in("z/a.jpg")}, o)
	want := []string{"trip/a.jpg", "trip (2)/a.jpg", "trip (2)/sub/a.jpg", "a.jpg", "a (2).jpg"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	o.Out = ""
	got = plans(t, root, []string{in("y/trip"), in("a.jpg")}, o)
	want = []string{"y/trip/thumbs/a.jpg", "y/trip/thumbs/sub/a.jpg", "thumbs/a.jpg"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// unkept are places whose thumbnails may not last.
type unkept struct {
	places
	err error
}

func (u unkept) close() error { return errors.Join(u.places.close(), u.err) }

func TestThumbnailsThatMayNotLast(t *testing.T) {
	o := DefaultOptions()
	o.Out = t.TempDir()
	broken := errors.New("input/output error")
	job, err := start(t.Context(), o, func(*Job) places { return unkept{newOnDisk(o, nil, nil), broken} }, photosAt(o.Out))
	if err != nil {
		t.Fatal(err)
	}
	if _, sum := receive(job, nil); !errors.Is(sum.Err, broken) || sum.Stopped {
		t.Errorf("error %v, stopped %v; want %v at the end", sum.Err, sum.Stopped, broken)
	}
}
