//go:build e2e

package e2e

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"image"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

var (
	monkeyFor  = flag.Duration("monkey", 0, "how long TestMonkey plays a user who does anything")
	monkeySeed = flag.Uint64("seed", 0, "what TestMonkey draws its chance from; 0 means a new one")
)

// TestMonkey is a user who does anything: keys, clicks, drags, drops, other
// sizes of the window, over folders of pictures. Whatever he does, the program
// ends when it is asked to and not before, no original is changed, nothing
// foreign is touched and nothing half-made is left. "make monkey" runs it.
//
// The seed is what he draws from; what comes of it also depends on how fast the
// machine is.
func TestMonkey(t *testing.T) {
	if *monkeyFor == 0 {
		t.Skip("no time is given; make monkey does")
	}
	seed := *monkeySeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("for %v, again with -seed %d", *monkeyFor, seed)

	s := newScreen(t, 1400, 900)
	k := &monkey{screen: s, r: rand.New(rand.NewPCG(seed, 0)), dirs: []string{filepath.Join(s.home, "Iceland"), filepath.Join(s.home, "Norway")}}
	makePhotos(t, k.dirs[0], 6, 20, 3)
	makePhotos(t, k.dirs[1], 2, 3, 12)
	foreign := filepath.Join(k.dirs[1], "thumbs")
	link(t, k.dirs[0], foreign) // pictures of the user's own, by the names of thumbnails
	keepText(t, filepath.Join(k.dirs[0], "notes.txt"))
	before := k.everything()

	var err error
	if k.log, err = os.Create(filepath.Join(s.dir, "actions.log")); err != nil {
		t.Fatal(err)
	}
	defer k.log.Close()
	end := time.Now().Add(*monkeyFor)
	for starts := 1; time.Now().Before(end) && !t.Failed(); starts++ {
		k.start()
		for time.Now().Before(end) && !k.gone() {
			k.step()
		}
		if !k.gone() {
			k.closeWindow()
		}
		if k.w.exitErr != nil {
			t.Errorf("the window ended with %v; see %s", k.w.exitErr, s.dir)
		}
		t.Logf("start %d: %d steps so far", starts, k.steps)
	}
	k.checkFiles(before)
}

func keepText(t *testing.T, path string) {
	t.Helper()
	if err := os.WriteFile(path, []byte("what a user wrote\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// monkey is the user.
type monkey struct {
	*screen
	r      *rand.Rand
	dirs   []string // of photos
	w      *window
	origin image.Point // of the window on the screen
	log    *os.File
	steps  int
}

// start opens the window anew.
func (k *monkey) start() {
	k.t.Helper()
	appearance := []string{"dark", "light"}[k.r.IntN(2)]
	args := []string{"--appearance", appearance, "--window-size", "1280x800", "--e2e-picked", k.dirs[k.r.IntN(len(k.dirs))]}
	if k.r.IntN(2) == 0 {
		args = append(args, k.dirs[k.r.IntN(len(k.dirs))])
	}
	k.note("start %q", args)
	k.w = open(k.screen, args...)
	k.origin = k.w.onScreen(image.Point{})
}

func (k *monkey) gone() bool {
	select {
	case <-k.w.exited:
		return true
	default:
		return false
	}
}

func (k *monkey) note(format string, args ...any) {
	_, _ = fmt.Fprintf(k.log, "%s %d ", time.Now().Format("15:04:05.000"), k.steps)
	_, _ = fmt.Fprintf(k.log, format+"\n", args...)
}

// step does one thing.
func (k *monkey) step() {
	k.steps++
	switch n := k.r.IntN(200); {
	case n < 80:
		k.clickAControl()
	case n < 110:
		k.point()
	case n < 180:
		k.press()
	case n < 190:
		d := fmt.Sprintf("%.1f", k.r.Float64()*2)
		k.note("wait %s s", d)
		k.xdo("sleep", d)
	case n < 196:
		width, height := 760+k.r.IntN(600), 600+k.r.IntN(280)
		k.note("resize to %d×%d", width, height)
		_, _ = k.query("xdotool", "windowsize", k.w.id, strconv.Itoa(width), strconv.Itoa(height)) // it may have just gone
	case n < 199:
		dir, p := k.dirs[k.r.IntN(len(k.dirs))], k.anywhere()
		if k.xdo("sleep", 2); k.gone() { // it was about to close
			return
		}
		k.note("drop %s, accepted: %v", dir, k.offer(p.X, p.Y, dir)) // a window that is busy may be too late
	default:
		k.note("close")
		k.xdo("key", "--clearmodifiers", "alt+F4")
	}
}

// clickAControl clicks one of those in sight, somewhere in it.
func (k *monkey) clickAControl() {
	controls := k.w.controls()
	names := slices.Sorted(maps.Keys(controls))
	if len(names) == 0 {
		return
	}
	name := names[k.r.IntN(len(names))]
	r := controls[name]
	p := k.origin.Add(r.Min).Add(image.Pt(k.r.IntN(max(1, r.Dx())), k.r.IntN(max(1, r.Dy()))))
	button := []int{1, 1, 1, 1, 3}[k.r.IntN(5)]
	k.note("click %s at %v with %d", name, p, button)
	clicks := []any{"mousemove", p.X, p.Y, "sleep", "0.05", "click", button}
	if k.r.IntN(8) == 0 {
		clicks = append(clicks, "sleep", "0.1", "click", button)
	}
	k.xdo(clicks...)
}

// anywhere is a point of the screen in the smallest window.
func (k *monkey) anywhere() image.Point {
	return k.origin.Add(image.Pt(k.r.IntN(750), k.r.IntN(590)))
}

// point does something with the pointer anywhere.
func (k *monkey) point() {
	p, q := k.anywhere(), k.anywhere()
	n := k.r.IntN(5)
	k.note("pointer %d from %v to %v", n, p, q)
	switch n {
	case 0:
		k.xdo("mousemove", p.X, p.Y, "sleep", "0.05", "click", 1)
	case 1:
		k.xdo("mousemove", p.X, p.Y, "sleep", "0.05", "click", "--repeat", 2, "--delay", 100, 1)
	case 2:
		k.xdo("mousemove", p.X, p.Y, "sleep", "0.05", "click", "--repeat", 1+k.r.IntN(20), "--delay", 10, 4+k.r.IntN(2))
	case 3:
		drag := []any{"mousemove", p.X, p.Y, "sleep", "0.1", "mousedown", 1, "sleep", "0.05"}
		for i := 1; i <= 6; i++ {
			drag = append(drag, "mousemove", p.X+(q.X-p.X)*i/6, p.Y+(q.Y-p.Y)*i/6, "sleep", "0.02")
		}
		k.xdo(append(drag, "mouseup", 1)...)
	default:
		k.xdo("mousemove", p.X, p.Y)
	}
}

// press presses some keys. None of them can spell a folder: the photos of the
// machine that this runs on are nothing to play with.
func (k *monkey) press() {
	keys := []string{
		"Tab", "Tab", "shift+Tab", "Return", "Return", "space", "space", "Escape", "Escape", "Left", "Right", "Up", "Down", "Home", "End",
		"Prior", "Next", "shift+Right", "shift+Down", "ctrl+Return", "ctrl+Return", "ctrl+1", "ctrl+2", "ctrl+3", "ctrl+o", "ctrl+comma",
		"ctrl+plus", "ctrl+minus", "ctrl+0", "ctrl+a", "ctrl+c", "F1", "Menu", "BackSpace", "Delete", "0", "1", "5", "9", "a", "i", "period", "colon",
	}
	if k.r.IntN(300) == 0 {
		keys = []string{"ctrl+q"}
	}
	args := []any{"key", "--clearmodifiers", "--delay", 30}
	for range 1 + k.r.IntN(5) {
		args = append(args, keys[k.r.IntN(len(keys))])
	}
	k.note("%v", args[4:])
	k.xdo(args...)
}

// closeWindow asks the window to close until it does.
func (k *monkey) closeWindow() {
	k.t.Helper()
	k.note("the end")
	const soon = 10 * time.Second // for a machine that does much else
	k.wait("the window to close", func() bool {
		asked := time.Now()
		k.xdo("key", "--clearmodifiers", "alt+F4")
		for !k.gone() && time.Since(asked) < soon {
			if r, asks := k.w.controls()["answer:0"]; asks {
				p := k.origin.Add(r.Min).Add(r.Size().Div(2))
				k.xdo("mousemove", p.X, p.Y, "sleep", 1, "click", 1)
			}
			k.xdo("sleep", 1)
		}
		if !k.gone() { // what is in the way may be another program's
			_, _ = k.query("import", "-silent", "-window", "root", filepath.Join(k.dir, "open.png"))
		}
		return k.gone()
	})
}

// everything is the content of all files in the home folder, by path, but for
// those of the window manager.
func (k *monkey) everything() map[string][sha256.Size]byte {
	k.t.Helper()
	sums := map[string][sha256.Size]byte{}
	err := filepath.WalkDir(k.home, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && e.Name() == "openbox" {
			return fs.SkipDir
		}
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		sums[path] = sha256.Sum256(data)
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return sums
}

// made are the names of the files that the program may add to a user's folders:
// thumbnails, also beside others of the name, the lock of their folder, which
// stays, and what is saved by hand.
var made = regexp.MustCompile(`/thumbs/[^/]+ ?(\(\d+\))?\.(jpg|png)$|/thumbs/\.thumbpool-lock$|/(IMG|DSC)_[^/]*\.(jpg|png)$|/\.thumbpool-lock$|/[^/]+\.(csv|json|svg)$`)

// checkFiles looks at what became of the user's files.
func (k *monkey) checkFiles(before map[string][sha256.Size]byte) {
	k.t.Helper()
	after, added := k.everything(), 0
	for path, sum := range before {
		if now, there := after[path]; !there || now != sum {
			k.t.Errorf("%s is not as it was; there: %v", path, there)
		}
	}
	for path := range after {
		if _, was := before[path]; was {
			continue
		}
		inside, _ := filepath.Rel(k.home, path)
		first, _, _ := strings.Cut(inside, string(filepath.Separator))
		name := filepath.Base(path)
		switch {
		case strings.HasPrefix(name, ".thumbpool-") && strings.HasSuffix(name, ".tmp"), strings.HasSuffix(name, ".part"):
			k.t.Errorf("%s was left", path)
		case strings.HasPrefix(name, "crash"):
			text, _ := os.ReadFile(path)
			k.t.Errorf("%s tells of a crash:\n%s", path, text)
		case strings.HasPrefix(first, "."), first == "thumbpool": // settings, cache, runtime folder
		case slices.Contains(k.dirs, filepath.Join(k.home, first)) && made.MatchString(path):
			added++
		default:
			k.t.Errorf("%s was added", path)
		}
	}
	output, err := os.ReadFile(filepath.Join(k.dir, "output.log"))
	if err != nil || strings.Contains(string(output), "goroutine ") {
		k.t.Errorf("the program said %s, %v", output, err)
	}
	k.t.Logf("%d steps; of %d files none changed, and %d were added", k.steps, len(before), added)
}
