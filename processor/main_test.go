package processor

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"thumbpool/processor/pool"
)

// TestMain makes the test's own program a worker process when it is started as
// one. Photos of some names do there what decoders should not.
func TestMain(m *testing.M) {
	if len(os.Args) != 2 || os.Args[1] != WorkerArgument {
		goleak.VerifyTestMain(m)
		return
	}
	var eaten [][]byte
	err := pool.Serve(os.Stdin, os.Stdout, func(memory pool.Memory) pool.Work[request, response] {
		work := newWork(memory)
		return func(ctx context.Context, q request) response {
			switch name := filepath.Base(q.Path); {
			case strings.HasPrefix(name, "hang"):
				select {}
			case strings.HasPrefix(name, "eat"):
				for {
					eaten = append(eaten, make([]byte, 4<<20))
				}
			case strings.HasPrefix(name, "die"):
				self, _ := os.FindProcess(os.Getpid())
				_ = self.Kill()
				select {}
			}
			return work(ctx, q)
		}
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
