package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"thumbpool/processor/place"
	"thumbpool/processor/report"
)

// newFile is a file that the user wants to have, such as a report. What is there
// is never replaced: it may be a photo. what is what a message calls it.
type newFile struct{ path, what string }

// check returns an error if the file cannot be written when the time comes, as
// far as that can be known before the work begins.
func (f newFile) check() error {
	if f.path == "" {
		return nil
	}
	_, err := os.Lstat(f.path)
	if err == nil {
		return f.failure(fs.ErrExist)
	}
	info, err := os.Stat(filepath.Dir(f.path))
	switch {
	case err != nil:
		return f.failure(err)
	case !info.IsDir():
		return f.failure(fmt.Errorf("%s is no folder", filepath.Dir(f.path)))
	}
	return nil
}

// write writes the file, whole or not at all.
func (f newFile) write(write func(io.Writer) error) error {
	if err := place.Write(f.path, place.Nothing, 0o666, write); err != nil {
		return f.failure(err)
	}
	return nil
}

func (f newFile) failure(err error) error {
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("the %s cannot be written: %s is there already, and is not replaced", f.what, f.path)
	}
	return fmt.Errorf("the %s cannot be written: %w", f.what, err)
}

// writeReport writes a job's report in the form that the name of the file asks
// for.
func writeReport(f newFile, r *report.Report) error {
	return f.write(func(out io.Writer) error {
		switch strings.ToLower(filepath.Ext(f.path)) {
		case ".csv":
			return r.WriteCSV(out)
		case ".json":
			return r.WriteJSON(out)
		}
		_, err := io.WriteString(out, r.Text())
		return err
	})
}
