package ui

import (
	"os"
	"testing"
)

func TestAboutOffersTheLogOfCrashesOnlyAfterOne(t *testing.T) {
	h := newWindow(t)
	for _, tt := range []struct {
		log     string
		answers int
	}{{"", 1}, {"panic: out of film\n", 2}} {
		if err := os.WriteFile(crashLog(h.cache), []byte(tt.log), 0o600); err != nil {
			t.Fatal(err)
		}
		h.about()
		h.until("the answers", func() bool { return h.sheet != nil })
		if n := len(h.sheet.Answers); n != tt.answers {
			t.Errorf("there are %d answers with the log %q, want %d", n, tt.log, tt.answers)
		}
		h.sheet.Close()
	}
}
