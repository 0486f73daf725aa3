package cluster

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// withoutReport is an example without its last line, which ends with 1 since a
// photo is damaged: the tests look into the report themselves.
func withoutReport(t *testing.T, script string) string {
	t.Helper()
	script, report, ok := strings.Cut(script, "thumbpool-cli report ")
	if !ok || strings.Count(report, "\n") != 1 {
		t.Fatalf("the example does not end with a report: %q", report)
	}
	return script
}

// quiet is a home in which GNU parallel finds that its notice was read.
func quiet(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, ".parallel"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(home, ".parallel", "will-cite"), 0o644)
	return home
}

func TestGNUParallelOnThisMachine(t *testing.T) {
	need(t, "parallel")
	l := newLibrary(t, 400)
	script := strings.Replace(withoutReport(t, example(t, "--sshlogin")), "--sshlogin a,b,c,d", "--sshlogin :", 1)
	sh(t, l.in(script), "HOME="+quiet(t))
	l.check(t, false)
	sh(t, l.in(script), "HOME="+quiet(t)) // and nothing is made again
	l.check(t, false)
}

// TestGNUParallelOverSSH runs the example as it stands, with its four machines: they
// are four names of this one, behind an ssh server of the test's own.
func TestGNUParallelOverSSH(t *testing.T) {
	need(t, "parallel")
	dir, port, home := t.TempDir(), freePort(t), quiet(t)
	if os.Getuid() == 0 && os.Mkdir("/run/sshd", 0o755) == nil { // without which root's server does not start
		t.Cleanup(func() { _ = os.Remove("/run/sshd") })
	}
	for _, key := range []string{"host", "user"} {
		sh(t, "ssh-keygen -q -t ed25519 -N '' -f '"+filepath.Join(dir, key)+"'")
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	serve(t, "sshd", "-D", "-e", "-f", write(t, in("sshd_config"), 0o600,
		"ListenAddress 127.0.0.1", "Port "+port, "HostKey "+in("host"), "AuthorizedKeysFile "+in("user.pub"),
		"PidFile none", "StrictModes no", "UsePAM no", "PasswordAuthentication no", "PermitRootLogin prohibit-password",
		"MaxStartups 100", `SetEnv PATH="`+os.Getenv("PATH")+`"`))
	config := write(t, in("ssh_config"), 0o600,
		"Host a b c d", "HostName 127.0.0.1", "Port "+port, "IdentityFile "+in("user"), "IdentitiesOnly yes",
		"StrictHostKeyChecking no", "UserKnownHostsFile "+in("known"), "LogLevel ERROR", "BatchMode yes")
	await(t, "the ssh server listens", func() bool {
		c, err := net.Dial("tcp", "127.0.0.1:"+port)
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	})
	l := newLibrary(t, 400)
	sh(t, l.in(withoutReport(t, example(t, "--sshlogin"))), "HOME="+home, "PARALLEL_SSH=ssh -F "+config)
	l.check(t, false)
	if logs, err := filepath.Glob(filepath.Join(l.thumbs, "*.jsonl")); err != nil || len(logs) != 16 {
		t.Errorf("%d logs, want 16", len(logs))
	}
}
