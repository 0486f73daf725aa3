package single

import (
	"bytes"
	"encoding/json"
	"net"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// A start that connects and says nothing is given up.
func TestAStartThatSaysNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		here, there := net.Pipe()
		asked := false
		began := time.Now()
		answer(here, func([]string) bool { asked = true; return true })
		if took := time.Since(began); asked || took != patience {
			t.Errorf("asked %v after %v", asked, took)
		}
		_ = there.Close()
	})
}

// FuzzReceive receives any message: what is taken is one that could be sent, and
// no more is read than a message holds.
func FuzzReceive(f *testing.F) {
	f.Add([]byte(`{"sources":["L3Bob3Rvcw==","/+k="]}` + "\n"))
	f.Add([]byte(`{"sources":null}` + "\n"))
	f.Add([]byte(`{"sources":[1]}` + "\nmore"))
	f.Fuzz(func(t *testing.T, text []byte) {
		in := bytes.NewReader(text)
		m, err := receive(in)
		if read := len(text) - in.Len(); read > maxMessage {
			t.Errorf("%d bytes were read", read)
		}
		if err != nil {
			if m.Sources != nil {
				t.Errorf("sources of no message: %q", m.Sources)
			}
			return
		}
		if !bytes.ContainsRune(text, '\n') {
			t.Errorf("%q is no whole line", text)
		}
		again, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := receive(bytes.NewReader(append(again, '\n'))); err != nil || !slices.Equal(back.Sources, m.Sources) {
			t.Errorf("%q came back as %q, %v", m.Sources, back.Sources, err)
		}
	})
}
