package photo

import "testing"

// Photos of one family may want the same name for their thumbnails, also where a
// file system takes capitals for small letters and does not take every sign.
func TestFamily(t *testing.T) {
	for _, names := range [][]string{
		{"IMG_1.JPG", "img_1.png", "IMG_1.jpg.png", "img_1 (2).jpg", "IMG_1"},
		{`a:b?.jpg`, "a_b.png", "A:b"},
		{".jpg", "..PNG", "_", " .gif"},
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
