//go:build e2e

package e2e

import (
	"crypto/sha256"
	"fmt"
	"image"
	_ "image/jpeg" // the thumbnails are decoded to see that they are whole
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// damaged is the name of the file in a folder of photos that is cut off within
// its header. It is the first by name.
const damaged = "DSC_0001.jpg"

// makePhotos makes the folder dir with sample pictures, each of them under so
// many names, and a damaged file.
func makePhotos(t *testing.T, dir string, pictures, names int, megapixels float64) {
	t.Helper()
	samples := exec.Command(binary(t, "thumbpool-cli"), "samples",
		"--count", fmt.Sprint(pictures), "--megapixels", fmt.Sprint(megapixels), dir)
	if out, err := samples.CombinedOutput(); err != nil {
		t.Fatalf("sample pictures: %v: %s", err, out)
	}
	originals := filesIn(t, dir)
	for _, path := range originals {
		for n := 1; n < names; n++ {
			name := fmt.Sprintf("%s_%d.jpg", path[:len(path)-len(".jpg")], n)
			if err := os.Link(path, name); err != nil {
				t.Fatal(err)
			}
		}
	}
	whole, err := os.ReadFile(originals[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, damaged), whole[:100], 0o644); err != nil {
		t.Fatal(err)
	}
}

// filesIn lists the files that stand in a folder itself, hidden ones too.
func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, entry := range entries {
		if !entry.IsDir() {
			files = append(files, filepath.Join(dir, entry.Name()))
		}
	}
	return files
}

// fingerprints are the contents of the files in a folder, by name.
func fingerprints(t *testing.T, dir string) map[string][sha256.Size]byte {
	t.Helper()
	sums := map[string][sha256.Size]byte{}
	for _, path := range filesIn(t, dir) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sums[filepath.Base(path)] = sha256.Sum256(data)
	}
	return sums
}

// checkThumbnails fails the test unless the thumbnails of the photos in dir are
// all there and whole, have the given longest side, and nothing else is there.
func checkThumbnails(t *testing.T, dir string, side int) {
	t.Helper()
	var want, got []string
	for _, path := range filesIn(t, dir) {
		if name := filepath.Base(path); name != damaged {
			want = append(want, name)
		}
	}
	for _, path := range filesIn(t, filepath.Join(dir, "thumbs")) {
		got = append(got, filepath.Base(path))
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		img, _, err := image.Decode(f)
		_ = f.Close()
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if size := img.Bounds().Size(); max(size.X, size.Y) != side {
			t.Errorf("%s has %v pixels, and not %d at its longest side", path, size, side)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d files in thumbs and not %d; those that differ: %q", len(got), len(want), difference(got, want))
	}
}

// difference lists what is in one of two lists only.
func difference(a, b []string) (differ []string) {
	for _, pair := range [][2][]string{{a, b}, {b, a}} {
		for _, name := range pair[0] {
			if !slices.Contains(pair[1], name) {
				differ = append(differ, name)
			}
		}
	}
	return differ
}
