package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	cli "thumbpool/cmd/thumbpool-cli/flags"
)

// TestEveryFlagIsEverywhere would fail for a flag that a page or a completion does
// not tell of, and for one that is for tests and is told of.
func TestEveryFlagIsEverywhere(t *testing.T) {
	flagsOf := map[string]int{}
	for _, p := range programs() {
		texts := map[string]string{"page": strings.ReplaceAll(page(p, ""), `\-`, "-"), "bash": bash(p), "zsh": zsh(p), "fish": fish(p)}
		for _, c := range p.commands {
			for _, f := range c.flags() {
				flagsOf[p.name]++
				for where, text := range texts {
					name := "--" + f.Name
					if where == "fish" {
						name = "-l " + f.Name
					}
					if !regexp.MustCompile(name + `([^a-z-]|$)`).MatchString(text) {
						t.Errorf("%s %s: %s is not in the text for %s", p.name, c.name, name, where)
					}
					for _, word := range f.EnumSlice() {
						if word != "" && !strings.Contains(text, word) {
							t.Errorf("%s %s: the word %s of %s is not in the text for %s", p.name, c.name, word, name, where)
						}
					}
				}
			}
		}
		for where, text := range texts {
			if strings.Contains(text, "e2e") || strings.Contains(text, "window-size") {
				t.Errorf("%s: the text for %s tells of flags for tests", p.name, where)
			}
		}
	}
	if flagsOf["thumbpool"] < 2 || flagsOf["thumbpool-cli"] < 40 {
		t.Errorf("there are %v flags", flagsOf)
	}
}

// TestExamplesCanBeTyped reads the command lines of the page as the program does.
func TestExamplesCanBeTyped(t *testing.T) {
	tried := 0
	for _, e := range terminalText().examples {
		for line := range strings.SplitSeq(e.says, "\n") {
			_, line, _ = strings.Cut(line, "thumbpool-cli ")
			line, _, _ = strings.Cut(line, " >")
			args := strings.Fields(line)
			c := cli.Commands()[0]
			if i := slices.IndexFunc(cli.Commands(), func(c cli.Command) bool { return c.Name() == args[0] }); i >= 0 {
				c, args = cli.Commands()[i], args[1:]
			}
			if _, done, err := cli.Parse(c, args, io.Discard); done || err != nil {
				t.Errorf("%q: %v", line, err)
			}
			tried++
		}
	}
	if tried < 8 {
		t.Errorf("%d command lines were tried", tried)
	}
}

// TestTheSameBytes writes all files twice, on what may look like another machine.
func TestTheSameBytes(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	if err := write(first, "86400"); err != nil {
		t.Fatal(err)
	}
	cores := runtime.GOMAXPROCS(0)
	runtime.GOMAXPROCS(cores + 3)
	defer runtime.GOMAXPROCS(cores)
	if err := write(second, "86400"); err != nil {
		t.Fatal(err)
	}
	files := 0
	for path, text := range written(t, first) {
		if again := written(t, second)[path]; again != text {
			t.Errorf("%s differs", path)
		}
		if date := `"1970-01-02"`; strings.HasPrefix(path, "man") && !strings.Contains(text, date) {
			t.Errorf("%s does not bear the date %s", path, date)
		}
		files++
	}
	if files != 8 {
		t.Errorf("%d files were written", files)
	}
	if err := write(first, "yesterday"); err == nil {
		t.Error("a date that is none is taken")
	}
}

func written(t *testing.T, dir string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range []string{"man/man1/*", "bash-completion/completions/*", "zsh/site-functions/*", "fish/vendor_completions.d/*"} {
		paths, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			relative, err := filepath.Rel(dir, path)
			if err != nil {
				t.Fatal(err)
			}
			texts[relative] = string(text)
		}
	}
	return texts
}

func TestRoffWord(t *testing.T) {
	for in, want := range map[string]string{
		".txt": `\&.txt`, "'a'": `\(aqa\(aq`, `a\b`: `a\eb`, "--a": `\-\-a`, "~": `\(ti`, "…": `\[u2026]`, "a.b": "a.b", "": "",
	} {
		if got := roffWord(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

// TestTheyCanBeRead has each reader that is installed look at the files.
func TestTheyCanBeRead(t *testing.T) {
	dir := t.TempDir()
	if err := write(dir, "1790000000"); err != nil {
		t.Fatal(err)
	}
	for _, reader := range []struct {
		files   string
		command []string
	}{
		{"bash-completion/completions/*", []string{"bash", "-n"}},
		{"bash-completion/completions/*", []string{"shellcheck", "-s", "bash"}},
		{"zsh/site-functions/*", []string{"zsh", "-n"}},
		{"fish/vendor_completions.d/*", []string{"fish", "-n"}},
		{"man/man1/*", []string{"mandoc", "-T", "lint"}},
		{"man/man1/*", []string{"groff", "-man", "-ww", "-z"}},
	} {
		t.Run(strings.Join(reader.command, " "), func(t *testing.T) {
			if _, err := exec.LookPath(reader.command[0]); err != nil {
				t.Skip("it is not installed")
			}
			files, err := filepath.Glob(filepath.Join(dir, reader.files))
			if err != nil || len(files) != 2 {
				t.Fatal(files, err)
			}
			for _, file := range files {
				out, err := exec.Command(reader.command[0], append(reader.command[1:], file)...).CombinedOutput()
				if err != nil || len(out) > 0 {
					t.Errorf("%s: %v\n%s", filepath.Base(file), err, out)
				}
			}
		})
	}
}

// TestBash presses Tab after some words.
func TestBash(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not installed")
	}
	dir := t.TempDir()
	if err := write(dir, ""); err != nil {
		t.Fatal(err)
	}
	settings := t.TempDir()
	if err := os.MkdirAll(filepath.Join(settings, "thumbpool"), 0o755); err != nil {
		t.Fatal(err)
	}
	own := "{\n  \"presets\": [\n    {\n      \"name\": \"Wall paper\",\n      \"size\": 9\n    }\n  ]\n}\n"
	if err := os.WriteFile(filepath.Join(settings, "thumbpool", "presets.json"), []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ line, want string }{
		{"thumbpool-cli --mo", "--mode"},
		{"thumbpool-cli photos --mode ", "fit fill width height"},
		{"thumbpool-cli --mode = fi", "fit fill"},
		{"thumbpool-cli --mode =", "fit fill width height"},
		{"thumbpool-cli --existing s", "skip"},
		{"thumbpool-cli -s ", ""},
		{"thumbpool-cli sam", "samples"},
		{"thumbpool-cli photos sam", ""},
		{"thumbpool-cli ", "samples compare report"},
		{"thumbpool-cli samples --", "--help --count --megapixels --seed"},
		{"thumbpool-cli compare --pool p", "processes"},
		{"thumbpool-cli report --", "--help --json"},
		{"thumbpool-cli --preset W", "Wall paper|Web 1200"},
		{"thumbpool-cli --preset Web\\", "Web 1200"},
		{"thumbpool-cli --report ", ""},
		{"thumbpool --", "--help --version"},
	} {
		t.Run(test.line, func(t *testing.T) {
			words := strings.Split(test.line, " ")
			script := `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _${1//-/_}; printf '%s\n' "${COMPREPLY[@]}"`
			args := append([]string{"-c", script, "bash", filepath.Join(dir, "bash-completion/completions", words[0])}, words...)
			c := exec.Command("bash", args...)
			c.Env = append(os.Environ(), "XDG_CONFIG_HOME="+settings)
			out, err := c.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			separator := " "
			if strings.Contains(test.want, "|") || strings.HasSuffix(test.want, "1200") {
				separator = "|"
			}
			if got := strings.ReplaceAll(strings.TrimSpace(string(out)), "\n", separator); got != test.want {
				t.Errorf("completed to %q, want %q", got, test.want)
			}
		})
	}
}
