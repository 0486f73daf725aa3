package reason

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// saying is an error that says its reason.
type saying struct{ error }

func (saying) Reason() Reason { return Reason{Key: Busy} }

func TestOf(t *testing.T) {
	system := func(errno syscall.Errno) error { return &fs.PathError{Op: "open", Path: "/p/a.jpg", Err: errno} }
	tests := []struct {
		name string
		err  error
		want Reason
	}{
		{"none", nil, Reason{}},
		{"said", fmt.Errorf("x: %w", saying{system(syscall.ENOENT)}), Reason{Key: Busy}},
		{"no file", fmt.Errorf("x: %w", system(syscall.ENOENT)), Reason{Key: Gone}},
		{"no permission", system(syscall.EACCES), Reason{Key: Permission}},
		{"a full disk", system(fullDisk), Reason{Key: DiskFull}},
		{"a broken disk", Plain(system(syscall.EIO)), Reason{Key: Unreadable, Detail: syscall.EIO.Error()}},
		{"nobody knows", errors.New("odd"), Reason{Key: Other, Detail: "odd"}},
	}
	for _, test := range tests {
		if got := Of(test.err); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestPlain(t *testing.T) {
	_, err := os.Open(filepath.Join(t.TempDir(), "secret-name"))
	got := Plain(err)
	if strings.Contains(got.Error(), "secret-name") || !errors.Is(got, fs.ErrNotExist) {
		t.Errorf("reason %q hides its cause or repeats the path", got)
	}
	if wrapped := fmt.Errorf("in words: %w", err); Plain(wrapped).Error() != wrapped.Error() {
		t.Error("words are lost")
	}
}
