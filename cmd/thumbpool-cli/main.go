// Command thumbpool-cli makes thumbnails in a terminal: the same job as the
// window's, with a line per photo, a progress bar, or events as JSON.
//
//	arguments ──► flags ──► job ──► events ──► order ──► printer ──► stdout
//	list on stdin                      └─────► bar, report ─────────► stderr
//
// One goroutine receives the events and does all the printing. Signals come to
// it too: the first lets the photos in hand finish, the second gives them up.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	"thumbpool/processor"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == processor.WorkerArgument {
		if err := processor.ServeWorker(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(exitSome)
		}
		return
	}
	debug.SetMemoryLimit(processor.MemoryLimit)
	log.SetOutput(io.Discard) // net/http prints there what servers send unasked
	caught, signals := make(chan os.Signal, 2), make(chan os.Signal, 2)
	signal.Notify(caught, os.Interrupt, syscall.SIGTERM)
	// A closed pipe is an error of the next write, so that the job can end
	// without leaving half a file.
	signal.Ignore(syscall.SIGPIPE)
	go func() {
		os.Exit(run(context.Background(), os.Args[1:], console{
			in:      os.Stdin,
			out:     os.Stdout,
			err:     os.Stderr,
			signals: signals,
		}))
	}()
	handOn(caught, signals)
}

// init keeps the process's first thread for the main goroutine, which waits for
// signals and touches no file. Linux offers a signal to that thread first: were it
// held by a system call that hangs, such as one for a drive that is gone, nobody
// would hear of the signal, nor of any further one of its kind.
func init() { //nolint:gochecknoinits // it cannot be done later: main may begin on another thread
	runtime.LockOSThread()
}

// lastResort is how long after the second signal the program ends whatever
// hangs. The engine needs less to give up what does; this is for all else, such
// as a terminal that takes no output.
const lastResort = 950 * time.Millisecond

// handOn hands on two signals, and then sees to it that the program ends.
func handOn(caught <-chan os.Signal, signals chan<- os.Signal) {
	for range 2 {
		signals <- <-caught
	}
	<-time.After(lastResort)
	os.Exit(exitInterrupted)
}
