package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
)

// errInterrupted is a signal that came before there was a job.
var errInterrupted = errors.New("interrupted")

// readSources returns the sources with the list from standard input in the
// place of "-".
func readSources(args []string, c console) ([]string, error) {
	at := slices.Index(args, "-")
	if at < 0 {
		return args, nil
	}
	if slices.Contains(args[at+1:], "-") {
		return nil, errors.New("- can be given once only")
	}
	list, err := readList(c)
	if err != nil {
		return nil, err
	}
	sources := slices.Concat(args[:at], list, args[at+1:])
	if len(sources) == 0 {
		return nil, errors.New("the list on standard input is empty")
	}
	return sources, nil
}

// maxList is the longest list on standard input in bytes: that of a million
// photos, so that what never ends does not fill the memory.
const maxList = 64 << 20

// readList reads standard input to its end, unless a signal comes first.
func readList(c console) ([]string, error) {
	type result struct {
		data []byte
		err  error
	}
	read := make(chan result, 1)
	go func() {
		data, err := io.ReadAll(io.LimitReader(c.in, maxList+1))
		read <- result{data, err}
	}()
	select {
	case <-c.signals:
		return nil, errInterrupted
	case r := <-read:
		if r.err != nil {
			return nil, fmt.Errorf("read the list on standard input: %w", r.err)
		}
		if len(r.data) > maxList {
			return nil, fmt.Errorf("the list on standard input is longer than %d MB", maxList>>20)
		}
		return splitList(r.data), nil
	}
}

// splitList takes a list of paths apart: at NUL bytes if there are any, as
// "find -print0" writes them, else at line ends.
func splitList(data []byte) []string {
	separator := []byte("\n")
	lines := true
	if bytes.IndexByte(data, 0) >= 0 {
		separator, lines = []byte{0}, false
	}
	var paths []string
	for path := range bytes.SplitSeq(data, separator) {
		if lines {
			path = bytes.TrimSuffix(path, []byte("\r"))
		}
		if len(path) > 0 {
			paths = append(paths, string(path))
		}
	}
	return paths
}
