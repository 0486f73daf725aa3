package photo

import (
	"strings"
	"testing"
)

// Photos of one family may want the same name for their thumbnails, also where a
// file system takes capitals for small letters and does not take every sign.
func TestFamily(t *testing.T) {
	for _, names := range [][]string{
		{"IMG_1.JPG", "img_1.png", "IMG_1.jpg.png", "img_1 (2).jpg", "IMG_1"},
		{`a:b?.jpg`, "a_b.png", "A:b"},
		{".jpg", "..PNG", "_", " .gif"},
		{"\u0130.jpg", "i.jpg", "i\u0307.jpg", "I.jpg"},
	} {
		for _, name := range names[1:] {
			if Family(name) != Family(names[0]) {
				t.Errorf("%q and %q are said to be of two families: %q, %q", name, names[0], Family(name), Family(names[0]))
			}
		}
	}
	if Family("IMG_1.JPG") == Family("IMG_2.JPG") {
		t.Error("all are said to be of one family")
	}
}

// Two folders of one family may become one, and others, such as those of days, may not.
func TestFolderFamily(t *testing.T) {
	long := strings.Repeat("n", 150)
	for _, names := range [][]string{{"A", "a", "a ", "a.", "A_"}, {"aux", "_AUX", "aux. "}, {"12:30", "12_30"}, {"\u0130", "i", "i\u0307"}, {"ß", "SS"}, {long + "1", long + "2"}} {
		for _, name := range names[1:] {
			if FolderFamily(name) != FolderFamily(names[0]) {
				t.Errorf("%q and %q are said to be of two families", name, names[0])
			}
		}
	}
	for _, two := range [][2]string{{"2026.01.02", "2026.01.03"}, {"Trip (1)", "Trip (2)"}, {long[:60] + "1", long[:60] + "2"}} {
		if FolderFamily(two[0]) == FolderFamily(two[1]) {
			t.Errorf("%q and %q are said to be of one family", two[0], two[1])
		}
	}
}
