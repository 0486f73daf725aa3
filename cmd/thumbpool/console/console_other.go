//go:build !windows

package console

import (
	"io"
	"os"
)

// Writers returns what the program writes to: standard output and standard error.
func Writers() (out, err io.Writer) { return os.Stdout, os.Stderr }
