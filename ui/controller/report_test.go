package controller_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thumbpool/processor/crash"
)

func TestSaveReport(t *testing.T) {
	for name, holds := range map[string]string{"report.csv": "photo,outcome,worker", "report.json": `IMG_2002.jpg"`, "report": "photo,outcome,worker"} {
		t.Run(name, func(t *testing.T) {
			h := finished(t)
			path := filepath.Join(t.TempDir(), name)
			if folder, _, ok := h.ReportFile(); !ok || folder != "/photos/Iceland 2026" {
				t.Errorf("offered is the folder %q", folder)
			}
			h.SaveReport(path)
			if filepath.Ext(name) == "" {
				path += ".csv"
			}
			var text []byte
			h.until("the file", func() bool {
				text, _ = os.ReadFile(path)
				return len(text) > 0
			})
			if !strings.Contains(string(text), holds) {
				t.Errorf("%s holds\n%s\nwant %s in it", name, text, holds)
			}
		})
	}
}

func TestSaveReportSaysWhyNot(t *testing.T) {
	h := finished(t)
	h.SaveReport(filepath.Join(t.TempDir(), "missing", "report.csv"))
	h.until("a word about it", func() bool { return h.user.Asked() })
}

func TestNothingIsOfferedWithoutACrash(t *testing.T) {
	h := newControl(t)
	h.OfferCrashReport("")
	h.OfferCrashReport(crash.Report(h.cache)) // it is not there
	h.ready("/photos", 1)
	if h.user.Asked() {
		t.Error("a report is offered")
	}
}
