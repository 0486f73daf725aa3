package control

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/look"
)

func TestWrap(t *testing.T) {
	test.NewTempApp(t)
	width := func(s string) float32 { return fyne.MeasureText(s, look.TextBody, fyne.TextStyle{}).Width }
	tests := []struct {
		name, text, room string // as much room as this text takes
		limit            int
		want             []string
	}{
		{"nothing", "", "m", 2, nil},
		{"fits", "one two", "one two", 2, []string{"one two"}},
		{"between words", "one two three", "one two", 2, []string{"one two", "three"}},
		{"a space is not a letter", "one  two", "one two", 3, []string{"one", "two"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Wrap(tt.text, width(tt.room), tt.limit, look.TextBody, fyne.TextStyle{}); !slices.Equal(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
	// How wide these letters are depends on the fonts of the machine.
	const text = "空き容量を増やすか、別の出力フォルダーを選び、もう一度作成してください。"
	lines := Wrap(text, width(text)/2.5, 9, look.TextBody, fyne.TextStyle{})
	if len(lines) < 3 || strings.Join(lines, "") != text {
		t.Errorf("%q", lines)
	}
	for _, l := range lines {
		if strings.HasPrefix(l, "、") || strings.HasPrefix(l, "。") || strings.HasPrefix(l, "ー") {
			t.Errorf("a line begins with %q", l)
		}
	}
	if got := Wrap(text, width(text)/2.5, 2, look.TextBody, fyne.TextStyle{}); len(got) != 2 || !strings.HasSuffix(got[1], "…") {
		t.Errorf("in two lines it is %q", got)
	}
}
