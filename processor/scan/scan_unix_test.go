//go:build unix

package scan

import (
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"thumbpool/processor/phototest"
)

func TestScanDoesNotOpenPipes(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture"})
	if err := syscall.Mkfifo(filepath.Join(root, "pipe.jpg"), 0o666); err != nil {
		t.Skip(err)
	}
	found, _, _ := collect(t, root, []string{root}, usual(nil)) // would hang
	if want := []string{"a.jpg", "pipe.jpg"}; !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
}
