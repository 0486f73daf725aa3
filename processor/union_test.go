package processor

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"thumbpool/processor/option"
	"thumbpool/processor/phototest"
	"thumbpool/processor/scan"
)

// TestPartsTogetherAreOneRun makes libraries at random whose photos want one name
// in every way there is, and holds that the parts of each, in whatever order or at
// the same time, make what one run does: the same files with the same bytes.
func TestPartsTogetherAreOneRun(t *testing.T) {
	pictures := map[string][]byte{}
	for _, ext := range []string{".jpg", ".png", ".bmp"} {
		pictures[ext] = phototest.Encoded(t, ext, 40, 30)
	}
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		dir := t.TempDir()
		sources := colliding(t, r, filepath.Join(dir, "photos"), pictures)
		o := DefaultOptions()
		o.Subfolders, o.Size, o.Workers = true, 16, 2
		o.Format = pick(r, option.FormatJPEG, option.FormatPNG, option.FormatSame)
		o.Existing = pick(r, option.ExistingReplace, option.ExistingSkip, option.ExistingRename)
		theirs := map[string]string{}
		for range r.IntN(3) {
			theirs[pick(r, pick(r, clusters...)...)+".jpg"] = "somebody's"
		}
		made := func(out string, shards ...scan.Shard) map[string]string {
			phototest.Mkdir(t, out)
			for name, text := range theirs {
				phototest.Write(t, filepath.Join(out, name), []byte(text))
			}
			var wg sync.WaitGroup
			o := o
			o.Out = out
			for _, o.Shard = range shards {
				at := o
				part := func() {
					if _, sum := run(t, sources, at, nil); sum.Failed > 0 || sum.Stopped {
						t.Errorf("seed %d, part %v: %+v", seed, at.Shard, sum)
					}
				}
				if seed%2 == 0 {
					part()
				} else {
					wg.Go(part)
				}
			}
			wg.Wait()
			return contents(t, out)
		}
		var parts []scan.Shard
		of := 2 + r.IntN(3)
		for _, k := range r.Perm(of) {
			parts = append(parts, scan.Shard{Number: k + 1, Of: of})
		}
		want := made(filepath.Join(dir, "whole"), scan.Shard{})
		if got := made(filepath.Join(dir, "parts"), parts...); !maps.Equal(got, want) {
			t.Errorf("seed %d, %v of %q, %s, %s:%s", seed, parts, sources, o.Format, o.Existing, differences(got, want))
		}
	}
}

// clusters are stems and folders such that those of one, or the names that are made
// of them, become one where capitals do not count or where they are cut.
var clusters = [][]string{
	{"a", "A", "a (2)", "A (2)", "a (3)", "a.b", "a.jpg"},
	{"\u0130", "i", "I", "i\u0307"},
	{"\u212a", "k", "K"},
	{"\u00e9", "e\u0301", "\u00c9"},
	{"ß", "ss", "SS", "ẞ"},
	{strings.Repeat("n", 245), strings.Repeat("n", 245) + "m", strings.Repeat("N", 246)},
	{strings.Repeat("é", 120), strings.Repeat("É", 120) + "x"},
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// colliding writes photos of such names, and returns the sources that they are.
func colliding(t *testing.T, r *rand.Rand, root string, pictures map[string][]byte) (sources []string) {
	roots := []string{root}
	if r.IntN(3) == 0 {
		roots = []string{filepath.Join(root, "1", "Photos"), filepath.Join(root, "2", "photos"), filepath.Join(root, "3", "ß"), filepath.Join(root, "4", "ss")}
	}
	some, in := pick(r, clusters...), append(slices.Clone(pick(r, clusters...)), ".")
	if r.IntN(2) == 0 {
		in = []string{"."}
	}
	var written []string
	for range 14 {
		path := filepath.Join(pick(r, roots...), pick(r, in...), pick(r, some...)+pick(r, ".jpg", ".JPG", ".png", ".bmp", ".jpeg"))
		if len(filepath.Base(path)) > 255 {
			continue
		}
		phototest.Mkdir(t, filepath.Dir(path))
		content := bytes.Clone(pictures[pick(r, ".jpg", ".png", ".bmp")])
		phototest.Write(t, path, content)
		written = append(written, path)
	}
	for _, root := range roots {
		phototest.Mkdir(t, root)
	}
	sources = roots
	for range r.IntN(3) {
		sources = append(sources, pick(r, written...))
	}
	return sources
}

// contents are those of all files below a folder.
func contents(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			var content []byte
			content, err = os.ReadFile(path)
			all[strings.TrimPrefix(path, root)] = string(content)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// differences says which files are in one only, or not the same.
func differences(got, want map[string]string) string {
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if have, ok := want[name]; !ok {
			fmt.Fprintf(&text, "\n  parts made %.60q", name)
		} else if have != got[name] {
			fmt.Fprintf(&text, "\n  %.60q has other bytes", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, ok := got[name]; !ok {
			fmt.Fprintf(&text, "\n  one run made %.60q", name)
		}
	}
	return text.String()
}
