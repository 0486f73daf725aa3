//go:build faults && linux && amd64

package faults

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestASecondStopEndsWhatNobodyReads lets the program print into a pipe that is
// full, which no context can interrupt.
func TestASecondStopEndsWhatNobodyReads(t *testing.T) {
	for _, pool := range pools {
		t.Run(pool, func(t *testing.T) {
			dir := t.TempDir()
			photos(t, filepath.Join(dir, "photos"), 500)
			unread, out, err := os.Pipe()
			must(t, err)
			defer unread.Close()
			cmd := command(t, "--json", "--pool", pool, "-o", filepath.Join(dir, "thumbs"), filepath.Join(dir, "photos"))
			cmd.Stdout = out
			must(t, cmd.Start())
			must(t, out.Close())
			full := time.NewTicker(time.Millisecond)
			defer full.Stop()
			for began, last := time.Now(), -1; ; {
				<-full.C
				// What waits in the pipe has not grown for a while.
				n, err := unix.IoctlGetInt(int(unread.Fd()), unix.TIOCINQ)
				must(t, err)
				if n != last {
					began, last = time.Now(), n
				} else if n > 60_000 && time.Since(began) > toReact {
					break
				}
			}
			must(t, cmd.Process.Signal(syscall.SIGINT))
			time.AfterFunc(lateness, func() { _ = cmd.Process.Signal(syscall.SIGINT) }) // it may have ended
			stopped := time.Now()
			_ = cmd.Wait() // the exit status says it
			if took := time.Since(stopped); took > soon || status(cmd) != 130 {
				t.Errorf("ended %v after the second stop with exit status %d", took, status(cmd))
			}
		})
	}
}
