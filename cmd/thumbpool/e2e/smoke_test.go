//go:build e2e

package e2e

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

func TestSmoke(t *testing.T) {
	s := newScreen(t, 1400, 900)
	w := &window{screen: s, exited: make(chan struct{})}
	w.cmd = s.command(binary(t, "thumbpool"))
	s.start(w.cmd, "out.log")
	s.wait("win", func() bool {
		out, err := s.command("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(w.cmd.Process.Pid)).Output()
		if f := strings.Fields(string(out)); err == nil && len(f) > 0 {
			w.id = f[0]
		}
		return w.id != ""
	})
	s.xdo("windowactivate", "--sync", w.id)
	t.Log(w.picture("x").Bounds())
	s.xdo("windowmove", "--sync", w.id, 500, 300)
	s.xdo("windowsize", "--sync", w.id, 600, 400)
	out, _ := exec.Command("true").Output()
	t.Log(out, filepath.Base("."))
	s.drop(700, 500, "/tmp/s24")
}
