package scan

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"thumbpool/processor/filename"
	"thumbpool/processor/photo"
)

// TestWhatWindowsTakesForAnother finds photos that other systems have left under
// names which Windows takes for those of devices, or cuts; none is passed over.
func TestWhatWindowsTakesForAnother(t *testing.T) {
	dir, err := os.MkdirTemp("", "names") // t.TempDir would fail to remove what it cannot name
	if err != nil {
		t.Fatal(err)
	}
	picture := []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")
	names := []string{"CON.gif", "nul", "aux.tar.gif", "trail.gif.", "space.gif ", "a.gif", `aux\b.gif`, `end.\c.gif`}
	for _, name := range names {
		path := `\\?\` + filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, picture, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var found []string
	_, complete := Photos(t.Context(), []string{dir}, Options{Subfolders: true, Inside: "thumbs"}, func(p photo.Photo) bool {
		if p.Unread != nil || p.Size != int64(len(picture)) {
			t.Errorf("%s: %d bytes, %v", p.Path, p.Size, p.Unread)
		}
		found = append(found, p.Rel)
		return true
	})
	slices.Sort(names)
	slices.Sort(found)
	if !complete || !slices.Equal(found, names) {
		t.Errorf("found %q, want %q", found, names)
	}
	for _, name := range []string{"CON.gif", "trail.gif."} { // by themselves
		one := 0
		Photos(t.Context(), []string{filepath.Join(dir, name)}, Options{}, func(p photo.Photo) bool {
			if one++; p.Size != int64(len(picture)) || p.Unread != nil {
				t.Errorf("%s: %d bytes, %v", p.Path, p.Size, p.Unread)
			}
			return true
		})
		if one != 1 {
			t.Errorf("%s is found %d times", name, one)
		}
	}
	for _, name := range names { // which the end of the test might not find
		_ = os.Remove(filename.Literal(filepath.Join(dir, name)))
	}
	for _, name := range []string{"aux", "end.", ""} {
		if err := os.Remove(filename.Literal(filepath.Join(dir, name))); err != nil {
			t.Error(err)
		}
	}
}
