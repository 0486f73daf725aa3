package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// part is a module that is linked, Go's own library, or what a package of the
// project embeds that others have made.
type part struct {
	Name, Version string
	Embedded      bool
	Sum           string          // what go.sum says of it; empty for what is no module
	Programs      map[string]bool // "thumbpool linux/amd64" and so on
	Licences      map[string]bool // as SPDX names them
	Texts         map[string]bool // of all licences, whole

	root string // the module's folder
}

// programs are the project's own, and how each is built.
var programs = []struct {
	name string
	cgo  string
}{{"thumbpool", "1"}, {"thumbpool-cli", "0"}}

// listed is what go list tells of a package.
type listed struct {
	ImportPath, Dir                      string
	Standard                             bool
	EmbedFiles, CgoFiles, CFiles, HFiles []string
	Module                               *struct {
		Path, Version, Dir, Sum string
		Main                    bool
		Replace                 *json.RawMessage
	}
}

// linked returns everything that is in the programs for systems, by name.
func linked(systems []string) ([]*part, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	goroot := strings.TrimSpace(string(out))
	parts := map[string]*part{}
	for _, system := range systems {
		for _, p := range programs {
			packages, err := list(system, p.name, p.cgo)
			if err != nil {
				return nil, err
			}
			for _, l := range packages {
				if err := add(parts, l, goroot, p.name+" "+system); err != nil {
					return nil, err
				}
			}
		}
	}
	sorted := slices.SortedFunc(maps.Values(parts), func(a, b *part) int { return strings.Compare(a.Name, b.Name) })
	for _, p := range sorted {
		if len(p.Texts) == 0 {
			return nil, fmt.Errorf("%s %s has no licence in %s", p.Name, p.Version, p.root)
		}
	}
	return sorted, nil
}

// list asks for the packages of a program, all that it imports among them.
func list(system, program, cgo string) ([]listed, error) {
	goos, goarch, ok := strings.Cut(system, "/")
	if !ok {
		return nil, fmt.Errorf("%q is no system such as linux/amd64", system)
	}
	cmd := exec.Command("go", "list", "-deps", "-tags", "migrated_fynedo", "-json", "./cmd/"+program)
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED="+cgo)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list for %s: %w", system, err)
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var l listed
		if err := d.Decode(&l); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", system, err)
		}
		all = append(all, l)
	}
}

// add puts a package down to its part, with the licences that lie in its folder,
// in those of what it embeds and compiles, and above them.
func add(parts map[string]*part, l listed, goroot, program string) error {
	p := &part{Name: "std", Version: strings.TrimPrefix(runtime.Version(), "go"), root: goroot}
	switch {
	case l.Dir == "" || l.Module == nil && !l.Standard:
		return fmt.Errorf("%s belongs to no module", l.ImportPath)
	case l.Module != nil && l.Module.Main:
		return addEmbedded(parts, l, program)
	case l.Module != nil && l.Module.Replace != nil:
		return fmt.Errorf("%s is replaced by another module", l.Module.Path)
	case l.Module != nil:
		p = &part{Name: l.Module.Path, Version: l.Module.Version, Sum: l.Module.Sum, root: l.Module.Dir}
	}
	p = known(parts, p)
	p.Programs[program] = true
	if !filepath.IsAbs(p.root) || !strings.HasPrefix(l.Dir, p.root) {
		return fmt.Errorf("%s lies in %q, which is not below %q", l.ImportPath, l.Dir, p.root)
	}
	folders := map[string]bool{}
	for _, file := range slices.Concat([]string{"."}, l.EmbedFiles, l.CFiles, l.HFiles) {
		for dir := filepath.Dir(filepath.Join(l.Dir, file)); ; dir = filepath.Dir(dir) {
			folders[dir] = true
			if len(dir) <= len(p.root) {
				break
			}
		}
	}
	folders[l.Dir], folders[p.root] = true, true
	if len(l.CgoFiles) > 0 { // C is included from anywhere below
		err := filepath.WalkDir(l.Dir, func(path string, e fs.DirEntry, err error) error {
			if err == nil && e.IsDir() {
				folders[path] = true
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
	}
	for dir := range folders {
		if err := p.read(dir); err != nil {
			return err
		}
	}
	return nil
}

// known is the part of that name: the one that there is already, or p.
func known(parts map[string]*part, p *part) *part {
	if there := parts[p.Name]; there != nil {
		return there
	}
	p.Programs, p.Licences, p.Texts = map[string]bool{}, map[string]bool{}, map[string]bool{}
	parts[p.Name] = p
	return p
}

// addEmbedded puts down what a package of the project embeds from folders with a
// file VERSION: that is not its own, has the folder's name, and its licences there.
func addEmbedded(parts map[string]*part, l listed, program string) error {
	for _, file := range l.EmbedFiles {
		dir := filepath.Join(l.Dir, filepath.Dir(file))
		version, err := os.ReadFile(filepath.Join(dir, "VERSION"))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return err
		}
		p := known(parts, &part{Name: filepath.Base(dir), Version: strings.TrimSpace(string(version)), Embedded: true, root: dir})
		p.Programs[program] = true
		if err := p.read(dir); err != nil {
			return err
		}
	}
	return nil
}

// licenceFile matches the names that licences and notices have.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|copyright|unlicense|patents)([-._].*)?$`)

// read takes up the licences in a folder.
func (p *part) read(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("%s: %w", p.Name, err)
	}
	for _, e := range entries {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) || filepath.Ext(e.Name()) == ".go" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
		names := licences(text)
		if len(names) == 0 && !strings.EqualFold(e.Name(), "notice") { // which goes along with a licence
			return fmt.Errorf("%s: nobody knows the licence in %s", p.Name, filepath.Join(dir, e.Name()))
		}
		for _, name := range names {
			p.Licences[name] = true
		}
		p.Texts[strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n"))] = true
	}
	return nil
}

// licences are the names of those in a text, as SPDX has them.
func licences(text []byte) []string {
	var names []string
	for _, m := range licensecheck.Scan(text).Match {
		if !slices.Contains(names, m.ID) {
			names = append(names, m.ID)
		}
	}
	if strings.Contains(string(text), "Bitstream Vera Fonts Copyright") { // licensecheck has it not
		names = append(names, "Bitstream-Vera")
	}
	return names
}
