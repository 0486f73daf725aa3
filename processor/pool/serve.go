package pool

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
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
// when the program holds more memory than [ProcessOptions.Memory].
func Serve[Req, Res any](r io.Reader, w io.Writer, work func(ctx context.Context, request Req) Res) error {
	if limit, _ := strconv.ParseInt(os.Getenv(memoryVariable), 10, 64); limit > 0 {
		go watchMemory(limit)
	}
	if err := writeFrame(w, []byte(protocol)); err != nil {
		return err
	}
	frames := make(chan []byte)
	go receive(r, frames)

	var out, incoming bytes.Buffer
	encoder, decoder := gob.NewEncoder(&out), gob.NewDecoder(&incoming)
	for frame := range frames {
		incoming.Write(frame)
		var request Req
		if err := decoder.Decode(&request); err != nil {
			return fmt.Errorf("a request cannot be understood: %w", err)
		}
		if err := writeFrame(w, []byte(accepted)); err != nil {
			return err
		}
		response := work(context.Background(), request)
		out.Reset()
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
func receive(r io.Reader, frames chan<- []byte) {
	for {
		frame, err := readFrame(r, nil)
		if err != nil {
			status := 0
			if !errors.Is(err, io.EOF) {
				status = 1
			}
			os.Exit(status)
		}
		frames <- frame
	}
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
