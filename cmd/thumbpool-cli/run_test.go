package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"thumbpool/processor"
)

// asProgram makes the test's own program thumbpool-cli.
const asProgram = "THUMBPOOL_TEST_PROGRAM"

// TestMain makes the test's own program a worker process when it is started as
// one, or thumbpool-cli.
func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	if len(os.Args) == 2 && os.Args[1] == processor.WorkerArgument {
		if err := processor.ServeWorker(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(exitSome)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

// result is what one start of the program gave.
type result struct {
	code     int
	out, err string
}

// start runs the program with args and a standard input.
func start(t *testing.T, stdin string, args ...string) result {
	t.Helper()
	var out, err bytes.Buffer
	code := run(t.Context(), args, console{in: strings.NewReader(stdin), out: &out, err: &err})
	return result{code, out.String(), err.String()}
}

// writePhoto writes a small JPEG photo.
func writePhoto(t *testing.T, path string) {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 96, 64))
	for y := range 64 {
		for x := range 96 {
			img.SetRGBA(x, y, color.RGBA{uint8(2 * x), uint8(3 * y), uint8(x + y), 255})
		}
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, nil); err != nil {
		t.Fatal(err)
	}
	writeFile(t, path, file.Bytes())
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// folder returns a new folder with photos of these names. A name that begins
// with "damaged" is that of a file that is none, one that ends in .psd is that of a
// picture that cannot be read.
func folder(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		path := filepath.Join(dir, filepath.FromSlash(name))
		switch {
		case strings.HasPrefix(filepath.Base(name), "damaged"):
			writeFile(t, path, []byte("not a photo at all"))
		case strings.HasSuffix(name, ".psd"):
			writeFile(t, path, []byte("8BPS\x00\x01"))
		default:
			writePhoto(t, path)
		}
	}
	return dir
}

// filesIn lists the files under dir, relative to it and sorted.
func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	files := []string{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		files = append(files, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestRun(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		photos  []string
		args    string // DIR stands for the folder of photos
		stdin   string
		code    int
		out     string   // pattern of the last line of standard output
		err     string   // pattern of standard error
		outputs []string // files besides the photos
	}{
		{
			name: "a folder", photos: []string{"a.jpg", "b.jpg"}, args: "DIR",
			out: `^2 photos in \d+\.\d\d s · \d+(\.\d)?/s · \d\.\d of \d+ workers? busy · 0 failed$`, err: `^$`,
			outputs: []string{"thumbs/a.jpg", "thumbs/b.jpg"},
		},
		{
			name: "one photo", photos: []string{"a.jpg", "b.jpg"}, args: "DIR/b.jpg",
			out: `^1 photo in `, err: `^$`, outputs: []string{"thumbs/b.jpg"},
		},
		{
			name: "another format and folder", photos: []string{"a.jpg"}, args: "DIR -o DIR/small --format png -s 32 -b 0",
			out: `^1 photo in `, err: `^$`, outputs: []string{"small/a.png"},
		},
		{
			name: "folders inside it only when asked", photos: []string{"a.jpg", "in/b.jpg"}, args: "DIR",
			out: `^1 photo in `, err: `^$`, outputs: []string{"thumbs/a.jpg"},
		},
		{
			name: "folders inside it", photos: []string{"a.jpg", "in/b.jpg"}, args: "-r DIR",
			out: `^2 photos in `, err: `^$`, outputs: []string{"thumbs/a.jpg", "thumbs/in/b.jpg"},
		},
		{
			name: "a list", photos: []string{"a.jpg", "b.jpg", "c.jpg"}, args: "-", stdin: "DIR/a.jpg\nDIR/c.jpg\r\n\n",
			out: `^2 photos in `, err: `^$`, outputs: []string{"thumbs/a.jpg", "thumbs/c.jpg"},
		},
		{
			name: "a list with NUL", photos: []string{"a\nb.jpg", "c.jpg"}, args: "-", stdin: "DIR/a\nb.jpg\x00",
			out: `^1 photo in `, err: `^$`, outputs: []string{"thumbs/a\nb.jpg"},
		},
		{
			name: "some fail", photos: []string{"a.jpg", "damaged.jpg"}, args: "DIR", code: exitSome,
			out: `^1 photo in .* · 1 failed$`, err: `^1 photo failed:\n  DIR/damaged\.jpg: [^\n]+\n$`,
			outputs: []string{"thumbs/a.jpg"},
		},
		{
			name: "one source of two is missing", photos: []string{"a.jpg"}, args: "DIR DIR/nowhere", code: exitSome,
			out: `^1 photo in .* · 1 failed$`, err: `^1 photo failed:\n  DIR/nowhere: [^\n]+\n$`,
			outputs: []string{"thumbs/a.jpg"},
		},
		{
			name: "quiet", photos: []string{"a.jpg", "damaged.jpg"}, args: "--quiet DIR", code: exitSome,
			out: `^$`, err: `^1 photo failed:\n`, outputs: []string{"thumbs/a.jpg"},
		},
		{
			name: "one cannot be read", photos: []string{"a.jpg", "b.psd"}, args: "DIR", code: exitSome,
			out: `^1 photo in .* · 1 failed$`, err: `^2 photos, 1 not supported\.\n1 photo failed:\n  DIR/b\.psd: [^\n]+ not supported\n$`,
			outputs: []string{"thumbs/a.jpg"},
		},
		{
			name: "one cannot be read, quiet", photos: []string{"a.jpg", "b.psd"}, args: "--quiet DIR", code: exitSome,
			out: `^$`, err: `^1 photo failed:\n`, outputs: []string{"thumbs/a.jpg"},
		},
		{
			name: "one cannot be read, in JSON", photos: []string{"a.jpg", "b.psd"}, args: "--json DIR", code: exitSome,
			out: `^{"event":"done"`, err: `^1 photo failed:\n`, outputs: []string{"thumbs/a.jpg"},
		},
		{
			name: "no source", args: "", code: exitUsage,
			err: `^thumbpool-cli: expected "<source> \.\.\."`,
		},
		{
			name: "no such folder", args: "DIR/nowhere", code: exitUsage,
			err: `^thumbpool-cli: there is no file or folder "DIR/nowhere"\n$`,
		},
		{
			name: "an empty folder", args: "DIR", code: exitUsage,
			err: `^thumbpool-cli: there are no photos in "DIR"; folders inside it are searched with --recursive\n$`,
		},
		{
			name: "an empty list", args: "-", stdin: "\n", code: exitUsage,
			err: `^thumbpool-cli: the list on standard input is empty\n$`,
		},
		{
			name: "two lists", args: "- -", code: exitUsage,
			err: `^thumbpool-cli: - can be given once only\n$`,
		},
		{
			name: "an unknown flag", args: "--enlarge DIR", code: exitUsage,
			err: `^thumbpool-cli: unknown flag --enlarge; thumbpool-cli --help lists the flags\n$`,
		},
		{
			name: "values out of range", photos: []string{"a.jpg"}, args: "-s 5 -b 900 -w 0 --quality 101 --max-megapixels=-1 DIR", code: exitUsage,
			err: `^thumbpool-cli: --size must be .*; --blur must be .*; --quality must be .*; --workers must be .*; --max-megapixels must not be less than 0\n$`,
		},
		{
			name: "an unknown choice", photos: []string{"a.jpg"}, args: "--existing overwrite DIR", code: exitUsage,
			err: `--existing must be one of "replace","skip","rename"`,
		},
		{
			name: "quiet and JSON", photos: []string{"a.jpg"}, args: "--quiet --json DIR", code: exitUsage,
			err: `--json and --quiet can't be used together`,
		},
		{
			name: "output folder is a file", photos: []string{"a.jpg"}, args: "-o DIR/a.jpg DIR", code: exitUsage,
			out: ``, err: `^thumbpool-cli: .*a\.jpg`,
		},
		{
			name: "version", args: "--version",
			out: `^thumbpool-cli ` + regexp.QuoteMeta(processor.Version) + `$`, err: `^$`,
		},
		{
			name: "help", args: "--help",
			out: `-q, --quiet +Print failures only\.$`, err: `^$`,
		},
		{
			name: "samples of a wrong size", args: "samples --megapixels 0 DIR", code: exitUsage,
			err: `^thumbpool-cli: megapixels is 0`,
		},
		{
			name: "samples without a folder", args: "samples", code: exitUsage,
			err: `^thumbpool-cli: expected "<dir>"; thumbpool-cli samples --help lists the flags\n$`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := folder(t, test.photos...)
			inDir := strings.NewReplacer("DIR", dir)
			args := strings.Fields(test.args)
			for i := range args {
				args[i] = inDir.Replace(args[i])
			}
			got := start(t, inDir.Replace(test.stdin), args...)
			if got.code != test.code {
				t.Errorf("exit code %d, want %d", got.code, test.code)
			}
			lines := strings.Split(strings.TrimSpace(got.out), "\n")
			if last := lines[len(lines)-1]; !regexp.MustCompile(test.out).MatchString(last) {
				t.Errorf("standard output ends with %q, want a match of %s", last, test.out)
			}
			pattern := strings.ReplaceAll(test.err, "DIR", regexp.QuoteMeta(dir))
			if !regexp.MustCompile(pattern).MatchString(got.err) {
				t.Errorf("standard error is %q, want a match of %s", got.err, pattern)
			}
			want := slices.Sorted(slices.Values(slices.Concat(test.photos, test.outputs)))
			if files := filesIn(t, dir); !slices.Equal(slices.Sorted(slices.Values(files)), want) {
				t.Errorf("files %q, want %q", files, want)
			}
		})
	}
}

// endless is a list without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "a.jpg\n"[i%6]
	}
	return len(p), nil
}

func TestAListWithoutAnEnd(t *testing.T) {
	t.Parallel()
	var out, err bytes.Buffer
	code := run(t.Context(), []string{"-"}, console{in: endless{}, out: &out, err: &err})
	if want := "thumbpool-cli: the list on standard input is longer than 64 MB\n"; code != exitUsage || err.String() != want {
		t.Errorf("exit code %d, %q, want %q", code, err.String(), want)
	}
}

func TestThumbnails(t *testing.T) {
	t.Parallel()
	dir := folder(t, "a.jpg")
	got := start(t, "", "--size", "48", dir)
	line := fmt.Sprintf(`^%[1]s/a\.jpg → %[1]s/thumbs/a\.jpg  48×32  \d+(\.\d)? ms\n`, regexp.QuoteMeta(dir))
	if !regexp.MustCompile(line).MatchString(filepath.ToSlash(got.out)) {
		t.Errorf("standard output is %q, want a match of %s", got.out, line)
	}
	f, err := os.Open(filepath.Join(dir, "thumbs", "a.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := jpeg.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := img.Bounds().Size(), image.Pt(48, 32); got != want {
		t.Errorf("the thumbnail has %v pixels, want %v", got, want)
	}
}

func TestSkip(t *testing.T) {
	t.Parallel()
	dir := folder(t, "a.jpg", "b.jpg")
	start(t, "", dir)
	got := start(t, "", "--existing", "skip", dir)
	if got.code != exitAll || !strings.Contains(got.out, "  up to date\n") || !strings.HasSuffix(got.out, " · 2 up to date\n") {
		t.Errorf("a second run with --existing skip: %+v", got)
	}
}

func TestOnlyThumbnails(t *testing.T) {
	t.Parallel()
	dir := folder(t, "a.jpg")
	start(t, "", dir)
	thumbs := filepath.Join(dir, "thumbs")
	got := start(t, "", thumbs)
	if got.code != exitUsage || !strings.Contains(got.err, "only 1 thumbnail of an earlier run") {
		t.Errorf("a run on a folder of thumbnails: %+v", got)
	}
}

// What is passed over is said wherever a run is summed up.
func TestThumbnailsAmongThePhotos(t *testing.T) {
	t.Parallel()
	dir := folder(t, "a.jpg", "b.jpg")
	start(t, "", dir)
	thumbs := filepath.Join(dir, "thumbs")
	writePhoto(t, filepath.Join(thumbs, "new.jpg"))
	file := filepath.Join(t.TempDir(), "report.txt")
	if got := start(t, "", thumbs, "--report", file); !strings.HasSuffix(got.out, " · 2 passed over: made by Thumbpool\n") {
		t.Errorf("sums: %+v", got)
	}
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), "\n2 were passed over: made by Thumbpool\n") {
		t.Errorf("report: %v\n%s", err, text)
	}
	events := start(t, "", thumbs, "--json").out
	lines := strings.Split(strings.TrimSpace(events), "\n")
	if last := lines[len(lines)-1]; !strings.Contains(last, `"event":"done"`) || !strings.Contains(last, `"passed_over":2`) {
		t.Errorf("the last event is %s", last)
	}
	if got := start(t, events+events, "report", "-"); !strings.Contains(got.out, " · 4 passed over: made by Thumbpool · ") {
		t.Errorf("added up: %+v", got)
	}
}

func TestSamples(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new")
	got := start(t, "", "samples", "--count", "3", "--megapixels", "0.01", dir)
	if want := (result{out: "3 sample pictures in " + dir + "\n"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if files := filesIn(t, dir); len(files) != 3 {
		t.Errorf("files %q, want 3", files)
	}
	if got := start(t, "", dir); got.code != exitAll || !strings.HasPrefix(got.out[strings.LastIndex(got.out[:len(got.out)-1], "\n")+1:], "3 photos in ") {
		t.Errorf("a run on the sample pictures: %+v", got)
	}
}

func TestSamplesInterrupted(t *testing.T) {
	t.Parallel()
	signals := make(chan os.Signal, 1)
	signals <- os.Interrupt
	var out, err bytes.Buffer
	dir := t.TempDir()
	code := run(t.Context(), []string{"samples", "--count", "1000", dir}, console{out: &out, err: &err, signals: signals})
	if code != exitInterrupted {
		t.Errorf("exit code %d, want %d; %s", code, exitInterrupted, err.String())
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	dir := folder(t, "1.jpg", "2.jpg", "damaged3.jpg")
	got := start(t, "", "--json", "--order", "name", dir)
	if got.code != exitSome {
		t.Errorf("exit code %d, want %d", got.code, exitSome)
	}
	counts := map[string]int{}
	var last []string // the events that end a photo, in their order
	for line := range strings.Lines(got.out) {
		var ev struct {
			Event, Path, Output, Kind, Reason string
			Width, Height                     int
			Made, Failed                      int
		}
		if err := json.Unmarshal([]byte(line), &ev); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		counts[ev.Event]++
		switch ev.Event {
		case "finished":
			if ev.Width != 96 || ev.Height != 64 || ev.Output == "" {
				t.Errorf("finished: %s", line)
			}
			last = append(last, filepath.Base(ev.Path))
		case "failed":
			if ev.Reason == "" || ev.Kind == "" {
				t.Errorf("failed: %s", line)
			}
			last = append(last, filepath.Base(ev.Path))
		case "done":
			if ev.Made != 2 || ev.Failed != 1 {
				t.Errorf("done: %s", line)
			}
		}
	}
	for event, want := range map[string]int{"found": 3, "scanned": 1, "finished": 2, "failed": 1, "done": 1} {
		if counts[event] != want {
			t.Errorf("%d events %q, want %d", counts[event], event, want)
		}
	}
	if want := []string{"1.jpg", "2.jpg", "damaged3.jpg"}; !slices.Equal(last, want) {
		t.Errorf("order %q, want %q", last, want)
	}
	if !strings.HasSuffix(strings.TrimSpace(got.out), "}") {
		t.Errorf("standard output ends with something else than JSON: %q", got.out)
	}
}

// brokenPipe fails at every write, as a pipe does whose reader has gone.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestBrokenPipe(t *testing.T) {
	t.Parallel()
	dir := folder(t, "a.jpg", "b.jpg")
	var err bytes.Buffer
	code := run(context.Background(), []string{dir}, console{out: brokenPipe{}, err: &err})
	if code != exitSome || !strings.Contains(err.String(), "the output cannot be written") {
		t.Errorf("exit code %d, standard error %q", code, err.String())
	}
	noTemporaries(t, dir)
}
