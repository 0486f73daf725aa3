package ui

import (
	"os"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor/crash"
)

func TestAboutOffersTheReportOfACrashOnlyAfterOne(t *testing.T) {
	h := newWindow(t)
	answers := func() int {
		h.About()
		h.until("the answers", func() bool { return h.shell.Asked() })
		defer h.shell.Withdraw()
		return len(h.answers())
	}
	if n := answers(); n != 3 {
		t.Errorf("there are %d answers without a crash, want 3", n)
	}
	crashed(t, h)
	if n := answers(); n != 4 {
		t.Errorf("there are %d answers after a crash, want 4", n)
	}
}

// crashed puts the report of a crash where the window looks for it.
func crashed(t *testing.T, h *window) (path string) {
	t.Helper()
	path = crash.Report(h.cache)
	if err := os.WriteFile(path, []byte("Thumbpool crash report\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// offered is a window that offers the report of a crash.
func offered(t *testing.T) *window {
	t.Helper()
	h := newWindow(t)
	h.OfferCrashReport(crashed(t, h))
	h.until("the offer", func() bool { return h.shell.Asked() })
	return h
}

func TestTheNextStartOffersTheReportOfACrash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := offered(t)
		h.looks("crash.png")
		test.Tap(h.answers()[1])
		if got := h.app.Clipboard().Content(); got != "Thumbpool crash report\n" || h.shell.Asked() || h.shell.Tips().Text() != "Report copied" {
			t.Errorf("on the clipboard is %q, and said is %q", got, h.shell.Tips().Text())
		}
		h = offered(t)
		h.key(fyne.KeyEscape)
		if h.shell.Asked() {
			t.Error("Escape does not take the offer away")
		}
	})
}
