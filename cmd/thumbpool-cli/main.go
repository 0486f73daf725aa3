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
	"runtime/debug"
	"syscall"

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
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	// A closed pipe is an error of the next write, so that the job can end
	// without leaving half a file.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(context.Background(), os.Args[1:], console{
		in:      os.Stdin,
		out:     os.Stdout,
		err:     os.Stderr,
		signals: signals,
	}))
}
