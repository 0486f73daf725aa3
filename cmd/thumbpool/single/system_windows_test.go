package single

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Lock and port lie in the user's local data, where nobody else can look.
func TestFolder(t *testing.T) {
	local := folder(t)
	t.Setenv("LocalAppData", local)
	dir, err := Folder()
	if err != nil || dir != filepath.Join(local, "thumbpool") || strings.Contains(dir, "-1") {
		t.Fatalf("folder is %q, %v", dir, err)
	}
	f, handed := Start(dir, nil)
	if f == nil || handed {
		t.Fatalf("the first start is %v, handed %v", f, handed)
	}
	f.Close()
	if _, err := os.Stat(dir); err == nil {
		t.Errorf("left is %s", dir)
	}
	if display() == "" {
		t.Error("the session has no name")
	}
}
