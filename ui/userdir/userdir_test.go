package userdir

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestParse(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the file is of other systems")
	}
	tests := map[string]string{
		"# a comment\nXDG_MUSIC_DIR=\"$HOME/Musik\"\nXDG_PICTURES_DIR=\"$HOME/Bilder\"\n": "/home/me/Bilder",
		"XDG_PICTURES_DIR=\"/data/My Photos/\"":                                           "/data/My Photos",
		"  XDG_PICTURES_DIR=\"$HOME/My \\\"best\\\"\"":                                    "/home/me/My \"best\"",
		"XDG_PICTURES_DIR=\"$HOME/\"":                                                     "", // there is none
		"XDG_PICTURES_DIR=\"Bilder\"":                                                     "",
		"#XDG_PICTURES_DIR=\"$HOME/Bilder\"":                                              "",
		"":                                                                                "",
	}
	for text, want := range tests {
		if got := parse(text, "/home/me"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestPictures(t *testing.T) {
	if runtime.GOOS != "linux" {
		got := Pictures(os.TempDir())
		if !filepath.IsAbs(got) {
			t.Errorf("it is %q", got)
		}
		return
	}
	config := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", config)
	if got := Pictures("/home/me"); got != "/home/me/Pictures" {
		t.Errorf("without a file it is %q", got)
	}
	if err := os.WriteFile(filepath.Join(config, "user-dirs.dirs"), []byte("XDG_PICTURES_DIR=\"$HOME/Bilder\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := Pictures("/home/me"); got != "/home/me/Bilder" {
		t.Errorf("it is %q", got)
	}
}
