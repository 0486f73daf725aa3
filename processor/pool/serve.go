package pool

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"
)

const (
	// memoryVariable is the environment variable with the limit in bytes.
	memoryVariable = "THUMBPOOL_WORKER_MEMORY"
	// exitMemory is the exit status of a process that passed its limit.
	exitMemory = 86
	// memoryInterval is how often a process looks at its memory: often enough
	// that little more than the limit is touched, at a cost that does not show.
	memoryInterval = 5 * time.Millisecond
)

// Serve is the work of a worker process: it answers the requests of a
// [Process] that come in on r by responses on w, one after another, until r
// ends. It ends the whole program as soon as r ends, also in the middle of a
// request, so that no worker outlives its parent, however that one died; and
// when the program holds more memory than [ProcessOptions.Memory]. The memory
// that newWork is given is that of [ProcessOptions.Shared].
func Serve[Req, Res any](r io.Reader, w io.Writer, newWork NewWork[Req, Res]) error {
	if limit, _ := strconv.ParseInt(os.Getenv(memoryVariable), 10, 64); limit > 0 {
		go watchMemory(limit)
	}
	if err := writeFrame(w, []byte(protocol)); err != nil {
		return err
	}
	requests, granted := make(chan []byte), make(chan struct{})
	go receive(r, requests, granted)

	work := newWork(&asker{w, granted})
	var out, incoming bytes.Buffer
	encoder, decoder := gob.NewEncoder(&out), gob.NewDecoder(&incoming)
	for frame := range requests {
		incoming.Write(frame)
		var request Req
		if err := decoder.Decode(&request); err != nil {
			return fmt.Errorf("a request cannot be understood: %w", err)
		}
		if err := writeFrame(w, []byte{frameAccepted}); err != nil {
			return err
		}
		response := work(context.Background(), request)
		out.Reset()
		out.WriteByte(frameResponse)
		if err := encoder.Encode(&response); err != nil {
			return fmt.Errorf("the response cannot be sent: %w", err)
		}
		if err := writeFrame(w, out.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// receive hands on the frames of r. The end of r is the end of the parent.
func receive(r io.Reader, requests chan<- []byte, granted chan<- struct{}) {
	for {
		frame, err := readFrame(r, nil)
		switch {
		case errors.Is(err, io.EOF):
			os.Exit(0)
		case err != nil || len(frame) == 0:
			os.Exit(1)
		case frame[0] == frameGranted:
			granted <- struct{}{}
		case frame[0] == frameRequest:
			requests <- frame[1:]
		default:
			os.Exit(1)
		}
	}
}

// asker takes memory from the parent process.
type asker struct {
	w       io.Writer
	granted <-chan struct{}
}

// idleMemory is what a worker process may hold beyond what it was granted before
// its garbage collector makes haste: what it keeps from request to request.
const idleMemory = 96 << 20

// Acquire waits until the parent grants the memory.
func (a *asker) Acquire(_ context.Context, bytes int64) (keep func(int64), err error) {
	if err := writeFrame(a.w, amount(frameNeed, bytes)); err != nil {
		return nil, err
	}
	<-a.granted
	debug.SetMemoryLimit(idleMemory + bytes + bytes/16)
	return freeing(bytes, aloneWorthFreeing, func(n int64) {
		// If it cannot be written the parent is gone, and this process too.
		_ = writeFrame(a.w, amount(frameKeep, n))
	}), nil
}

// watchMemory ends the program when it holds more than limit bytes.
func watchMemory(limit int64) {
	held := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	for range time.Tick(memoryInterval) {
		metrics.Read(held)
		if int64(held[0].Value.Uint64()-held[1].Value.Uint64()) > limit {
			os.Exit(exitMemory)
		}
	}
}
