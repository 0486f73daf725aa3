package clipfile

import (
	"testing"
)

func TestForms(t *testing.T) {
	paths := []string{"/photos/a.jpg", "/photos/Ísland + 100%/b c.jpg"}
	if got, want := uriList(paths), "file:///photos/a.jpg\r\nfile:///photos/%C3%8Dsland%20+%20100%25/b%20c.jpg\r\n"; got != want {
		t.Errorf("text/uri-list is %q, want %q", got, want)
	}
	if got, want := gnomeFiles(paths), "copy\nfile:///photos/a.jpg\nfile:///photos/%C3%8Dsland%20+%20100%25/b%20c.jpg"; got != want {
		t.Errorf("x-special/gnome-copied-files is %q, want %q", got, want)
	}
}
