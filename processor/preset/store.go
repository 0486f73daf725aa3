package preset

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"thumbpool/processor"
	"thumbpool/processor/place"
)

// Store is the file that holds the user's presets. Every change reads the file
// first, so that what another program or an editor put there stays. A file that
// cannot be understood is an error and is never written, and neither is anything
// that is no regular file.
type Store struct {
	path string
	mu   sync.Mutex // one change at a time
}

// At returns the store in the file at path. It need not be there.
func At(path string) *Store { return &Store{path: path} }

// File is where the presets of the user are kept.
func File() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("there is no folder for settings: %w", err)
	}
	return filepath.Join(dir, "thumbpool", "presets.json"), nil
}

// Path is the file's.
func (s *Store) Path() string { return s.path }

// Load reads the presets. A file that is not there holds none.
func (s *Store) Load() ([]Preset, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.load()
}

// Put adds p, or replaces the preset of that name in its place, and returns
// all that the file then holds.
func (s *Store) Put(p Preset) ([]Preset, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	return s.change(func(presets []Preset) []Preset {
		if i := slices.IndexFunc(presets, func(old Preset) bool { return SameName(old.Name, p.Name) }); i >= 0 {
			presets[i] = p
			return presets
		}
		return append(presets, p)
	})
}

// Remove takes the preset of that name away and returns those that are left.
func (s *Store) Remove(name string) ([]Preset, error) {
	return s.change(func(presets []Preset) []Preset {
		return slices.DeleteFunc(presets, func(p Preset) bool { return SameName(p.Name, name) })
	})
}

func (s *Store) change(edit func([]Preset) []Preset) ([]Preset, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	presets, err := s.load()
	if err != nil {
		return nil, err
	}
	presets = edit(presets)
	if err := s.save(presets); err != nil {
		return nil, fmt.Errorf("the presets cannot be saved: %w", err)
	}
	return presets, nil
}

// FileError says what is wrong about the text of a file of presets. The file
// was left as it is.
type FileError struct {
	Path string
	Err  error
}

func (e *FileError) Error() string {
	return fmt.Sprintf("the file of presets is wrong and was left as it is: %s: %v", e.Path, e.Err)
}

// Unwrap returns what is wrong.
func (e *FileError) Unwrap() error { return e.Err }

// file is the form of the file.
type file struct {
	Presets []Preset `json:"presets"`
}

// UnmarshalJSON reads a preset. What is left out is as on a first start. A word
// that is not known is an error, lest it be lost when the file is written next.
func (p *Preset) UnmarshalJSON(text []byte) error {
	type plain Preset // without this method
	read := plain(Of("", processor.DefaultOptions()))
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&read); err != nil {
		return fmt.Errorf("the preset %q: %w", read.Name, err)
	}
	*p = Preset(read)
	return p.Validate()
}

// maxFile is the longest file that is read, in bytes: thousands of presets.
const maxFile = 1 << 20

func (s *Store) load() ([]Preset, error) {
	text, err := place.Read(s.path, maxFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the presets cannot be read: %w", err)
	}
	presets, err := read(text)
	if err != nil {
		return nil, &FileError{Path: s.path, Err: err}
	}
	return presets, nil
}

// read reads the text of a file.
func read(text []byte) ([]Preset, error) {
	var all file
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&all); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is something after its end")
	}
	var presets []Preset
	for _, p := range all.Presets {
		if _, twice := Find(presets, p.Name); twice {
			return nil, fmt.Errorf("there are two presets named %q", p.Name)
		}
		presets = append(presets, p)
	}
	return presets, nil
}

// save replaces the file in one step: after a power cut it is the old one or
// the new one.
func (s *Store) save(presets []Preset) error {
	text, err := json.MarshalIndent(file{append([]Preset{}, presets...)}, "", "  ")
	if err != nil {
		return err
	}
	if err := place.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return err
	}
	return place.Write(s.path, place.File, 0o600, func(w io.Writer) error {
		_, err := w.Write(append(text, '\n'))
		return err
	})
}
