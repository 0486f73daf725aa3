package encode

import (
	"bytes"
	"os"
	"os/exec"
	"sync"
	"testing"
)

// The first pictures of a process have their colours, however many are encoded at the
// same time. Each try is a process of its own.
func TestTheFirstWebPsAtTheSameTimeHaveTheirColours(t *testing.T) {
	const inside = "THUMBPOOL_TEST_FIRST_WEBPS"
	if os.Getenv(inside) == "" {
		for range 40 {
			cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
			cmd.Env = append(os.Environ(), inside+"=1")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
		}
		return
	}
	var files [8][]byte
	var ready, done sync.WaitGroup
	ready.Add(len(files))
	for i := range files {
		done.Go(func() {
			img := shaped(16, 16, shapes["opaque"])
			ready.Done()
			ready.Wait()
			var err error
			if files[i], err = bitstream(img, lossy(80)); err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	for i, file := range files {
		if again, err := bitstream(shaped(16, 16, shapes["opaque"]), lossy(80)); err != nil || !bytes.Equal(file, again) {
			t.Errorf("picture %d of the first has %d bytes, a later one %d, error %v", i, len(file), len(again), err)
		}
	}
}
