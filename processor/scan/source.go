package scan

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"thumbpool/processor/download"
	"thumbpool/processor/filename"
	"thumbpool/processor/reason"
)

// IsURL reports whether a source is the URL of a picture rather than a path.
func IsURL(source string) bool { return download.IsURL(source) }

// Redact returns a source as it can be shown: a URL without the user name and
// the password that it may hold, also one with a slip in it; a path as it is.
func Redact(source string) string { return download.Redact(source) }

// source is a folder or a file that the user chose.
type source struct {
	path   string
	url    bool // path is a URL, and the rest is empty
	info   fs.FileInfo
	err    error
	group  string // folder under a common output that keeps sources apart
	shared bool   // a file: another source in its folder differs in its extension only
}

// resolve looks at every source once, and gives each folder a name of its own
// if there are several.
func resolve(paths []string) []source {
	paths = expand(paths)
	sources := make([]source, len(paths))
	stems := map[string]int{}
	for i, path := range paths {
		if download.IsURL(path) {
			sources[i] = source{path: path, url: true}
			continue
		}
		if err := wrongURL(path); err != nil {
			sources[i] = source{path: download.Redact(path), err: err}
			continue
		}
		path = filename.Literal(filepath.Clean(path))
		info, err := os.Stat(path)
		sources[i] = source{path: path, info: info, err: err}
		stems[stem(path)]++
	}
	taken := map[string]bool{}
	for i, src := range sources {
		switch {
		case src.url:
		case src.err == nil && src.info.IsDir() && len(paths) > 1:
			sources[i].group = unused(taken, folderName(src.path))
		case src.isFile():
			sources[i].shared = stems[stem(src.path)] > 1
		}
	}
	return sources
}

func (s source) isFile() bool { return !s.url && s.err == nil && !s.info.IsDir() }

// wrongURL is why a source that looks like a URL and is no file cannot be
// downloaded; nil if it does not.
func wrongURL(source string) error {
	if !strings.Contains(source, "://") {
		return nil
	}
	if _, err := os.Lstat(source); err == nil {
		return nil
	}
	return &download.Error{URL: download.Redact(source), Key: reason.Address, Err: download.CheckURL(source)}
}

// listEnding is the extension of text files that may be lists of URLs.
const listEnding = ".txt"

// expand puts the URLs in the place of a text file that holds nothing else.
func expand(paths []string) []string {
	var all []string
	for _, path := range paths {
		if urls := readURLs(path); len(urls) > 0 {
			all = append(all, urls...)
		} else {
			all = append(all, path)
		}
	}
	return all
}

// readURLs returns the URLs of a list, or nothing if path is none.
func readURLs(path string) []string {
	if download.IsURL(path) || !strings.EqualFold(filepath.Ext(path), listEnding) {
		return nil
	}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	urls, err := download.ParseList(f)
	if err != nil {
		return nil // other text
	}
	return urls
}

// folderName is what a folder is called, also if it was given as "." or "..".
func folderName(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	name := filepath.Base(path)
	if name == string(filepath.Separator) {
		return "root"
	}
	return name
}

// unused returns name, or name with a number, such that it is not taken yet
// on a file system that does not distinguish case; and takes it.
func unused(taken map[string]bool, name string) string {
	for n, candidate := 2, name; ; n++ {
		if key := strings.ToLower(candidate); !taken[key] {
			taken[key] = true
			return candidate
		}
		candidate = fmt.Sprintf("%s (%d)", name, n)
	}
}

// stem is a path without its extension, in lower case: the pictures that could
// get one thumbnail name have one stem.
func stem(path string) string {
	return strings.ToLower(strings.TrimSuffix(path, filepath.Ext(path)))
}
