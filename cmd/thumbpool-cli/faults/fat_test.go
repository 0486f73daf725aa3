//go:build faults && linux && amd64

package faults

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// TestWithoutLinks runs on a file system that knows no hard links and no
// renaming without replacing, as FAT, exFAT and many network shares: with two
// runs, and with somebody's file in the way.
func TestWithoutLinks(t *testing.T) {
	for _, errno := range []syscall.Errno{unix.EPERM, unix.EINVAL, unix.EOPNOTSUPP, unix.ENOSYS} {
		for _, also := range []bool{false, true} {
			name := unix.ErrnoName(errno)
			if also {
				name += ", without locks and sync"
			}
			t.Run(name, func(t *testing.T) {
				h := newHouse(t)
				h.build(t)
				refused := map[string]int{}
				refuse := func(c *call) verdict {
					if c.key(h.dir) == "" {
						return verdict{}
					}
					switch c.name {
					case "linkat":
					case "renameat2":
						if c.args[4] == 0 {
							return verdict{}
						}
						refused[c.name]++
						return verdict{fail, unix.EINVAL} // whatever linkat says
					case "flock", "fcntl", "fsync", "fdatasync", "sync_file_range":
						if !also || errno == unix.EPERM {
							return verdict{}
						}
					default:
						return verdict{}
					}
					refused[c.name]++
					return verdict{fail, errno}
				}
				for n := range 2 {
					r := runWatched(t, refuse, h.args("goroutines")...)
					h.intact(t)
					h.truthful(t, r)
					if r.code != 0 {
						t.Errorf("run %d: exit status %d, %s", n+1, r.code, r.err)
					}
				}
				if len(refused) == 0 {
					t.Error("nothing was refused")
				}
				if left := temporaries(t, h.dir); len(left) > 0 {
					t.Errorf("left %q", left)
				}
				h.recovers(t)
			})
		}
	}
}

// TestSomebodyComesBetweenWithoutLinks puts somebody's file between any two
// calls of a run on such a file system.
func TestSomebodyComesBetweenWithoutLinks(t *testing.T) {
	h := newHouse(t)
	chance := chanceOf(t)
	refuse := func(c *call) verdict {
		if c.name == "linkat" || c.name == "renameat2" && c.args[4] != 0 {
			return verdict{fail, unix.EINVAL}
		}
		return verdict{}
	}
	h.build(t)
	var steps []step
	if r := runWatched(t, h.at(func(c *call, s step) verdict {
		steps = append(steps, s)
		return refuse(c)
	}), h.args("goroutines")...); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	type visit struct {
		step
		place string
	}
	var visits []visit
	for _, s := range from(steps, "thumbs") {
		for _, place := range []string{"a.jpg", "b (2).jpg", "c.jpg"} {
			visits = append(visits, visit{s, place})
		}
	}
	for _, v := range some(chance, visits, "goroutines", 30, 300) {
		t.Run(fmt.Sprintf("%v at %s", v.step, v.place), func(t *testing.T) {
			h.build(t)
			path := filepath.Join(h.thumbs, v.place)
			came := false
			runWatched(t, h.at(func(c *call, s step) verdict {
				if s == v.step && !strings.HasPrefix(s.key, "rename") { // there, nothing could be done
					came = puts[1].put(path) == nil
				}
				return refuse(c)
			}), h.args("goroutines")...)
			if !came {
				t.Skip("the run did not come to that call")
			}
			theirsAt(t, path)
			h.intact(t, path)
			h.recovers(t, path)
			theirsAt(t, path)
		})
	}
}

// TestFAT runs on real FAT, exFAT and NTFS file systems, in FUSE. Of the names of
// photos each makes those that it takes.
func TestFAT(t *testing.T) {
	needMounts(t)
	windowsNames := map[string]string{ // in the order of the scan the first of two has no number
		"2: b.jpg": "2_ b.jpg", "2_ b.jpg": "2_ b (2).jpg", "con.jpg": "_con.jpg", "caf\xe9.jpg": "caf_.jpg",
		"aux/a:b.jpg": "_aux/a_b.jpg", "end./x.jpg": "end/x.jpg",
	}
	systems := []struct {
		name  string
		tools []string
		mount func(t *testing.T, image, at string) *exec.Cmd
		named map[string]string // photos, and what their thumbnails are called
	}{
		{"exFAT", []string{"mkfs.exfat", "mount.exfat-fuse", "losetup"}, func(t *testing.T, image, at string) *exec.Cmd {
			tool(t, "mkfs.exfat", image)
			device := strings.TrimSpace(tool(t, "losetup", "--find", "--show", image))
			t.Cleanup(func() { _ = exec.Command("losetup", "--detach", device).Run() })
			return exec.Command("mount.exfat-fuse", "-d", device, at)
		}, windowsNames},
		{"FAT", []string{"mkfs.vfat", "fusefat"}, func(t *testing.T, image, at string) *exec.Cmd {
			tool(t, "mkfs.vfat", "-F", "32", image)
			return exec.Command("fusefat", image, at, "-o", "rw+", "-f")
		}, windowsNames},
		{"NTFS", []string{"mkfs.ntfs", "ntfs-3g"}, func(t *testing.T, image, at string) *exec.Cmd {
			tool(t, "mkfs.ntfs", "-F", "-q", image)
			return exec.Command("ntfs-3g", "-o", "no_detach", image, at)
		}, map[string]string{
			"2: b.jpg": "2: b.jpg", "2_ b.jpg": "2_ b.jpg", "con.jpg": "con.jpg", "caf\xe9.jpg": "caf_.jpg",
			"aux/a:b.jpg": "aux/a:b.jpg", "end./x.jpg": "end./x.jpg",
		}},
	}
	for _, system := range systems {
		t.Run(system.name, func(t *testing.T) {
			for _, name := range system.tools {
				if _, err := exec.LookPath(name); err != nil {
					t.Skip(err)
				}
			}
			if _, err := os.Stat("/dev/fuse"); err != nil {
				t.Skip(err)
			}
			dir := t.TempDir()
			image, drive, source := filepath.Join(dir, "image"), filepath.Join(dir, "drive"), filepath.Join(dir, "photos")
			must(t, os.Mkdir(drive, 0o755))
			put(t, image, nil)
			must(t, os.Truncate(image, 64<<20))
			var root unix.Stat_t
			must(t, unix.Stat(drive, &root))
			server := system.mount(t, image, drive)
			var said strings.Builder
			server.Stdout, server.Stderr = &said, &said
			must(t, server.Start())
			t.Cleanup(func() {
				_ = syscall.Unmount(drive, syscall.MNT_DETACH)
				_ = server.Process.Kill()
				_ = server.Wait()
			})
			if !mounted(t, drive, root.Dev) {
				t.Skipf("it does not mount here: %s", said.String())
			}
			all := photos(t, source, 20)
			for name := range system.named {
				put(t, filepath.Join(source, name), pictures()[0])
			}
			number := len(all) + 2 + len(system.named)
			put(t, filepath.Join(source, "UPPER.JPG"), pictures()[1])
			put(t, filepath.Join(source, "upper.jpg"), pictures()[2])
			to := filepath.Join(drive, "thumbs")
			foreign := filepath.Join(to, filepath.Base(all[3]))
			must(t, os.Mkdir(to, 0o755))
			must(t, os.WriteFile(foreign, theirs, 0o644))
			for n := range 2 {
				r := run(t, "--json", "-r", "-s", "32", "-o", to, source)
				done := r.done(t)
				if done.Failed != 0 || done.Made != number {
					t.Errorf("run %d: exit status %d, %d made, %d failed: %s", n+1, r.code, done.Made, done.Failed, r.err)
				}
				if data, err := os.ReadFile(foreign); err != nil || string(data) != string(theirs) {
					t.Errorf("run %d: somebody's file: %d bytes, %v", n+1, len(data), err)
				}
				for photo, name := range system.named {
					if _, err := os.Stat(filepath.Join(to, name)); err != nil {
						t.Errorf("run %d: the thumbnail of %q: %v", n+1, photo, err)
					}
				}
				if left := temporaries(t, drive); len(left) > 0 {
					t.Errorf("run %d left %q", n+1, left)
				}
			}
			killed := command(t, "--json", "-r", "-w", "1", "-s", "48", "-o", to, source)
			out, err := killed.StdoutPipe()
			must(t, err)
			must(t, killed.Start())
			buffer := make([]byte, 2000)
			_, _ = out.Read(buffer) // it is at work
			must(t, killed.Process.Kill())
			_ = killed.Wait()
			if r := run(t, "--json", "-r", "--existing", "skip", "-s", "48", "-o", to, source); r.done(t).Made+r.done(t).Skipped != number {
				t.Errorf("after a kill: %+v", r)
			}
			if r := run(t, "--json", "-r", "--existing", "skip", "-s", "48", "-o", to, source); r.done(t).Skipped != number {
				t.Errorf("when all is there: %+v", r)
			}
			if left := temporaries(t, drive); len(left) > 0 {
				t.Errorf("after a kill and a run there are %q", left)
			}
		})
	}
}

// mounted waits until something is mounted at path.
func mounted(t *testing.T, path string, before uint64) bool {
	t.Helper()
	mounts, err := os.Open("/proc/self/mountinfo") // says when it changes
	must(t, err)
	defer mounts.Close()
	for range 20 {
		var now unix.Stat_t
		if err := unix.Stat(path, &now); err == nil && now.Dev != before {
			return true
		}
		poll := []unix.PollFd{{Fd: int32(mounts.Fd()), Events: unix.POLLPRI}}
		_, _ = unix.Poll(poll, 250) // an interrupted wait is one of 20
	}
	return false
}

// tool runs one of the system's tools.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Skipf("%s: %v", name, err)
	}
	return string(out)
}
