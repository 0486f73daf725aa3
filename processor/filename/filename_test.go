package filename

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPortable(t *testing.T) {
	for name, want := range map[string]string{
		"a.jpg": "a.jpg", "ä 漢.jpg": "ä 漢.jpg", " leading.jpg": " leading.jpg", ".jpg": ".jpg", "dot..jpg": "dot..jpg", "space .jpg": "space .jpg",
		"\ufffd.jpg":   "\ufffd.jpg",
		"12:30:45.jpg": "12_30_45.jpg", `qu"ote.jpg`: "qu_ote.jpg", `a<b>c|d?e*f\g.jpg`: "a_b_c_d_e_f_g.jpg",
		"tab\tnew\nline\x00.jpg": "tab_new_line_.jpg", "\x7f.jpg": "\x7f.jpg",
		"caf\xe9.jpg": "caf_.jpg", "\xff\xfe": "__",
		"trail.jpg.": "trail.jpg", "space.jpg ": "space.jpg", "both. . ": "both", "...": "_", " ": "_", "": "_",
		"CON": "_CON", "con.jpg": "_con.jpg", "nul": "_nul", "aux.tar.jpg": "_aux.tar.jpg", "Aux .jpg": "_Aux .jpg", "nul.": "_nul",
		"COM1.jpg": "_COM1.jpg", "lpt9": "_lpt9", "com¹.gif": "_com¹.gif", "LPT³": "_LPT³", "conin$.jpg": "_conin$.jpg", "CONOUT$": "_CONOUT$",
		"con:x.jpg": "con_x.jpg",
		"COM10.jpg": "COM10.jpg", "console.jpg": "console.jpg", "CON-1.jpg": "CON-1.jpg", "com.jpg": "com.jpg", "lpt⁴.jpg": "lpt⁴.jpg", "xCON": "xCON",
	} {
		if got := Portable(name); got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
}

func TestUTF8(t *testing.T) {
	for name, want := range map[string]string{"12:30.jpg": "12:30.jpg", "caf\xe9\xe8.jpg": "caf__.jpg", "CON": "CON", "a.": "a."} {
		if got := UTF8(name); got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
}

func FuzzPortable(f *testing.F) {
	for _, name := range []string{"a.jpg", "CON:.jpg", "nul. .", "\xff", "LPT¹ .x", "_", "COM\u00b2"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := Portable(name)
		switch {
		case got == "" || got == "." || got == "..":
			t.Errorf("%q became %q", name, got)
		case !utf8.ValidString(got), strings.ContainsAny(got, Reserved), strings.ContainsFunc(got, func(r rune) bool { return r < ' ' }):
			t.Errorf("%q became %q, with characters that are reserved", name, got)
		case strings.TrimRight(got, " .") != got:
			t.Errorf("%q became %q, which Windows cuts", name, got)
		case IsDevice(got):
			t.Errorf("%q became %q, which is a device", name, got)
		case Portable(got) != got:
			t.Errorf("%q became %q, and that %q", name, got, Portable(got))
		case len(got) > len(name)+1:
			t.Errorf("%q became %q, which is longer", name, got)
		}
	})
}
