//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestCrash has the window crash while it shows photos. The next start offers a
// report, which tells nothing of them; the one after that offers nothing.
func TestCrash(t *testing.T) {
	s := newScreen(t, 1400, 900)
	dir := filepath.Join(s.home, "Iceland")
	makePhotos(t, dir, 2, 1, 2)
	w := open(s, "--appearance", "dark", "--window-size", "1280x800", dir)
	w.wait("the photos", func() bool { return w.logged("state ready") > 0 })
	if err := w.cmd.Process.Signal(syscall.SIGABRT); err != nil {
		t.Fatal(err)
	}
	<-w.exited

	w = open(s, "--appearance", "dark", "--window-size", "1280x800")
	w.wait("the offer", func() bool { return w.logged("ask") == 1 })
	w.find("answer:1")
	w.picture("offer")
	w.await("crash report copied", func() { w.click("answer:1") })
	cache := filepath.Join(s.home, ".cache", "thumbpool")
	text, err := os.ReadFile(filepath.Join(cache, "crash-report.txt"))
	if err != nil {
		t.Fatal(err)
	}
	report := string(text)
	if !strings.Contains(report, "signal SIGABRT") || !strings.Contains(report, "main.main\n\tmain/main.go:") {
		t.Errorf("the report does not say where it happened:\n%s", report)
	}
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{s.home, "Iceland", here, "0x"} {
		if strings.Contains(report, never) {
			t.Errorf("the report says %q:\n%s", never, report)
		}
	}
	w.close()
	<-w.exited

	w = open(s, "--appearance", "dark", "--window-size", "1280x800")
	w.close()
	<-w.exited
	if w.logged("ask") != 0 {
		t.Error("the same crash is offered again")
	}
	if traces, err := filepath.Glob(filepath.Join(cache, "*.trace")); err != nil || len(traces) != 0 {
		t.Errorf("left are %v, %v", traces, err)
	}
}
