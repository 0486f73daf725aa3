package place

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"thumbpool/processor/filename"
	"thumbpool/processor/format"
	"thumbpool/processor/option"
	"thumbpool/processor/photo"
)

// written are the formats that thumbnails are written in.
var written = []format.Format{format.JPEG, format.PNG, format.GIF, format.BMP, format.TIFF}

// FuzzNames holds that the names a thumbnail may get are all different, the
// same each time, no longer than a file system takes, of the right extension,
// and that each is the name of a file in the folder and of nothing else.
func FuzzNames(f *testing.F) {
	for i, photo := range []string{
		"IMG_2001.JPG", "a.png.jpg", ".jpg", "..jpg", "...", "2: b.tiff", "äöü.webp", "no extension", "con.gif",
		strings.Repeat("漢", 85), strings.Repeat("\x80", 255), strings.Repeat("x", 251) + ".bmp", "\xFF\xFE.png", " .jpeg", "a\u202Egpj.exe",
	} {
		f.Add(photo, uint8(i), i%2 == 0, uint8(i))
	}
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, photo string, kind uint8, shared bool, system uint8) {
		if !isName(photo) {
			t.Skip("no name of a file")
		}
		naming := namings()[int(system)%len(namings())]
		most, name := naming.most, naming.name(photo)
		endings := extensions(written[int(kind)%len(written)])
		first := take(names(name, endings, shared, most), 30)
		if again := take(names(name, endings, shared, most), 30); !slices.Equal(first, again) {
			t.Fatalf("%.300q has the names %.300q, and then %.300q", photo, first, again)
		}
		for i, n := range first {
			ext := strings.ToLower(filepath.Ext(n))
			switch {
			case len(n) > most:
				t.Fatalf("%.300q has %d bytes, the limit is %d", n, len(n), most)
			case slices.Contains(first[:i], n):
				t.Fatalf("%.300q is offered twice: %.300q", n, first)
			case filepath.Base(n) != n || n == "." || n == ".." || strings.ContainsRune(n, 0):
				t.Fatalf("%.300q is no name of a file", n)
			case !slices.Contains(endings, ext):
				t.Fatalf("%.300q has none of the extensions %v", n, endings)
			case utf8.ValidString(name) && !utf8.ValidString(n):
				t.Fatalf("%.300q is cut within a letter", n)
			case !isOfFamily(n, photo) && (len(photo) < most-len(" (30).jpeg") || isASCII(photo)): // what is cut may fold otherwise
				t.Fatalf("%.300q is of another family than the photo %.300q", n, photo)
			case (naming.portable || naming.unicode) && !utf8.ValidString(n):
				t.Fatalf("%.300q is no UTF-8", n)
			case naming.portable && filename.Portable(n) != n:
				t.Fatalf("%.300q, of the photo %.300q, is not portable", n, photo)
			case !naming.portable && !naming.unicode && shorten(photo, "", most) == photo && i == 0 && fits(filepath.Ext(photo), endings) && filepath.Ext(photo) != photo && n != photo:
				t.Fatalf("%.300q became %.300q without need", photo, n)
			case strings.HasPrefix(n, ".") && !strings.HasPrefix(photo, "."):
				t.Fatalf("%.300q, of the photo %.300q, is hidden", n, photo)
			}
		}
		path := filepath.Join(folder, first[0])
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	})
}

// isOfFamily tells whether a name is one that the thumbnail of a photo may want.
func isOfFamily(name, of string) bool { return photo.Family(name) == photo.Family(of) }

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// isName tells whether a file may have that name.
func isName(s string) bool {
	return len(s) <= maxName && s != "" && s != "." && s != ".." && !strings.ContainsAny(s, "/\x00")
}

func take(seq func(yield func(string) bool), n int) []string {
	var all []string
	for v := range seq {
		if all = append(all, v); len(all) == n {
			break
		}
	}
	return all
}

// namings are those of file systems: Linux's own, one that keeps names longer than
// they are, one of Unicode, and Windows, FAT and exFAT.
func namings() []naming {
	if runtime.GOOS == "windows" {
		return []naming{windowsNames()}
	}
	return []naming{anyName(), {most: maxPortable}, {unicode: true, folds: true, most: maxName}, windowsNames()}
}

// FuzzPlan holds that every photo of a run gets a place of its own, also where
// letters of different case are the same; that it lies in the folder below the
// output that the photo's own stands for, and all names on the way are those that
// the file system takes; and that another run plans the same.
func FuzzPlan(f *testing.F) {
	f.Add("a.jpg\na.JPG\na.png\na (2).jpg\nsub/a.jpg\n.jpg\nsub/deeper/ä.webp", uint8(0), false, uint8(0))
	f.Add("12:30.jpg\n12_30.jpg\n12?30.JPG\naux/con.jpg\n_aux/_con.jpg\nAUX./CON.jpg\nx /a.png\nx/a.bmp\nß.jpg\nSS.jpg\n\xe9.jpg\n\xe8.jpg", uint8(0), false, uint8(3))
	f.Add(strings.Repeat("漢", 85)+"\n"+strings.Repeat("漢", 80)+".jpg\nA\na\n\x80\xFF.gif", uint8(1), true, uint8(2))
	f.Fuzz(func(t *testing.T, list string, kind uint8, shared bool, system uint8) {
		naming := namings()[int(system)%len(namings())]
		var rels []string
		for rel := range strings.Lines(list) {
			rel = strings.TrimSuffix(rel, "\n")
			if isPath(rel) && len(rels) < 20 {
				rels = append(rels, filepath.FromSlash(rel))
			}
		}
		planned := planAll(t, rels, written[int(kind)%len(written)], shared, naming)
		seen := map[string]string{}
		for i, path := range planned {
			if path == "" {
				continue // its folder cannot be made
			}
			if other, twice := seen[naming.key(path)]; twice {
				t.Fatalf("%.300q and %.300q both go to %.300q", other, rels[i], path)
			}
			seen[naming.key(path)] = rels[i]
			if want := naming.path(filepath.Dir(rels[i])); filepath.Dir(path) != want {
				t.Fatalf("%.300q goes to %.300q, not into %.300q", rels[i], path, want)
			}
			for name := range strings.SplitSeq(path, "/") {
				if len(name) > naming.most || naming.portable && filename.Portable(name) != name {
					t.Fatalf("%.300q goes to %.300q, which has %.300q", rels[i], path, name)
				}
			}
		}
		if again := planAll(t, rels, written[int(kind)%len(written)], shared, naming); !slices.Equal(again, planned) {
			t.Fatalf("planned %.300q, and then %.300q", planned, again)
		}
	})
}

// isPath tells whether a path is one that a scan finds: below the folder, and
// of names that the file system takes.
func isPath(rel string) bool {
	if !filepath.IsLocal(rel) || filepath.Clean(rel) != rel || len(rel) > 1000 || strings.ContainsRune(rel, 0) {
		return false
	}
	for name := range strings.SplitSeq(rel, "/") {
		if len(name) > maxName || name == "." {
			return false
		}
	}
	return true
}

// planAll plans all photos in one run into an empty folder, and returns their
// paths below it; that of a photo whose folder cannot be made is empty.
func planAll(t *testing.T, rels []string, f format.Format, shared bool, names naming) []string {
	t.Helper()
	out := t.TempDir()
	o := New(Options{Out: out, Existing: option.ExistingReplace})
	defer o.Close()
	o.bases[out] = baseWith(t, out, names)
	planned := make([]string, len(rels))
	for i, rel := range rels {
		p := photo.Photo{Path: filepath.Join("/photos", rel), Root: "/photos", Rel: rel, Head: uint64(i), Shared: shared}
		target, err := o.Plan(context.Background(), p, f, settings)
		if err != nil {
			continue
		}
		if planned[i], err = filepath.Rel(out, target.Path()); err != nil {
			t.Fatal(err)
		}
	}
	return planned
}

// FuzzMark holds that what a mark says of a photo has one length whatever the
// photo is called, is read as it was written, and knows two photos apart by
// their place or by anything else that differs.
func FuzzMark(f *testing.F) {
	f.Add("a.jpg", "..", "size=256 blur=2", int64(1000), int64(5), uint64(9), "b.jpg", "of=/ ")
	f.Add(strings.Repeat("漢", 85), "../x/y", "", int64(0), int64(-5), uint64(0), "b", "of=a/b/c of=")
	f.Fuzz(func(t *testing.T, name, from, settings string, size, seconds int64, head uint64, other, foreign string) {
		if !isName(name) || !isName(other) {
			t.Skip("no name of a file")
		}
		at := func(name string) photo.Photo {
			return photo.Photo{Path: "/photos/" + name, Size: size, ModTime: time.Unix(seconds%1e10, 0), Head: head}
		}
		m := markOf(at(name), from)
		m.content = hash(name)
		text := m.text(settings)
		if got, s, ok := parseMark(text); !ok || got != m || s != settings {
			t.Fatalf("%q is read as %+v, %q, %v; want %+v", text, got, s, ok, m)
		}
		if n := len(text) - len(settings); n != len("of=// ")+3*16 {
			t.Fatalf("%q takes %d bytes beside the settings", text, n)
		}
		if other != name && m.isOf(markOf(at(other), from), "/photos/"+other) {
			t.Fatalf("%.300q and %.300q are one photo", name, other)
		}
		changed := at(name)
		changed.Size++
		if m.isOf(markOf(changed, from+"/elsewhere"), changed.Path) {
			t.Fatal("a photo of another size, elsewhere, is the same")
		}
		if got, _, ok := parseMark(foreign); ok && got.isOf(m, "/photos/"+name) {
			t.Fatalf("%.300q is a mark of %.300q", foreign, name)
		}
	})
}

// baseWith is an output folder of a file system that takes other names.
func baseWith(t *testing.T, path string, names naming) *base {
	t.Helper()
	b := &base{path: path, lock: &folderLock{}, naming: names}
	if err := b.make(true); err != nil {
		t.Fatal(err)
	}
	return b
}
