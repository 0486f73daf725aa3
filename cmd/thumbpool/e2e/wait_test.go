//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

const (
	// patience is how long anything may take until the test gives up.
	patience = 60 * time.Second
	// glance is the time between two looks at a condition.
	glance = 20 * time.Millisecond
	// settled is how long a control stays in its place until it is taken to be
	// there. The window says ten times a second where its controls are.
	settled = 300 * time.Millisecond
)

// wait looks at a condition until it holds.
func (s *screen) wait(what string, holds func() bool) {
	s.t.Helper()
	look := time.NewTicker(glance)
	defer look.Stop()
	late := time.After(patience)
	for !holds() {
		select {
		case <-look.C:
		case <-late:
			s.t.Fatalf("waited %v for %s; logs and pictures are in %s", patience, what, s.dir)
		}
	}
}

// artifacts is the folder for a test's logs and screenshots. It is in bin/ and
// stays there until the next run.
func artifacts(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "..", "bin", "e2e", t.Name()))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}
