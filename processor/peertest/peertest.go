// Package peertest finds the programs of others that tests compare with. Where one is
// missing the test is skipped, with a word; where CI=true says that tests are to be
// complete, and Linux that there are packages of Debian, it fails.
package peertest

import (
	"os"
	"os/exec"
	"runtime"
	"testing"
)

// Need makes sure of programs that a package of Debian has.
func Need(t testing.TB, pkg string, programs ...string) {
	t.Helper()
	for _, name := range programs {
		if _, err := exec.LookPath(name); err != nil {
			lack(t, name, pkg)
		}
	}
}

// Python returns Debian's Python, which is not the first there is everywhere, and
// makes sure that it runs a line such as "import PIL", for which it needs a package.
func Python(t testing.TB, pkg, line string) string {
	t.Helper()
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", line).Run(); err != nil {
		lack(t, "Python that can "+line, pkg)
	}
	return python
}

func lack(t testing.TB, what, pkg string) {
	t.Helper()
	if runtime.GOOS == "linux" && os.Getenv("CI") == "true" {
		t.Fatalf("There is no %s: apt-get install %s.", what, pkg)
	}
	t.Skipf("There is no %s to compare with (Debian's package %s).", what, pkg)
}
