package cluster

import (
	"bytes"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// need returns the path of a program, also one that only root has in its way.
func need(t *testing.T, name string) string {
	t.Helper()
	for _, dir := range append(filepath.SplitList(os.Getenv("PATH")), "/usr/sbin", "/sbin") {
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return path
		}
	}
	t.Fatalf("there is no %s here; .ci/packages cluster installs it", name)
	return ""
}

// serve starts a program that serves until the test ends, then ends it and all
// that it has started, and shows what it said if the test failed.
func serve(t *testing.T, name string, args ...string) {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.Command(need(t, name), args...)
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.WaitDelay = time.Second
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		kill := time.AfterFunc(10*time.Second, func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait() // it was told to end
		kill.Stop()
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		if t.Failed() {
			t.Logf("%s said:\n%s", name, &said)
		}
	})
}

// await tries something until it is so.
func await(t *testing.T, what string, isSo func() bool) {
	t.Helper()
	if !isInTime(t.Context(), isSo) {
		t.Fatalf("waited for long: %s", what)
	}
}

// isInTime tries something until it is so, for five minutes.
func isInTime(ctx context.Context, isSo func() bool) bool {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	every := time.NewTicker(20 * time.Millisecond)
	defer every.Stop()
	for !isSo() {
		select {
		case <-ctx.Done():
			return false
		case <-every.C:
		}
	}
	return true
}

// freePort is a port of the loopback that nobody listens to.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// sh runs lines of a shell and returns what they print.
func sh(t *testing.T, script string, env ...string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	cmd := exec.Command("bash", "-euc", script)
	cmd.Env = append(os.Environ(), env...)
	cmd.Dir = t.TempDir()
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s\n%s%s", err, script, &out, &complaints)
	}
	return out.String()
}

// write writes a file of a service.
func write(t *testing.T, path string, mode os.FileMode, lines ...string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

// hasMade reports whether a log tells of so many thumbnails.
func hasMade(log string, thumbs int) bool {
	text, err := os.ReadFile(log)
	return err == nil && bytes.Count(text, []byte(`{"event":"finished"`)) >= thumbs
}
