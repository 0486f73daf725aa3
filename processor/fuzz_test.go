package processor

import (
	"strconv"
	"strings"
	"testing"

	"thumbpool/processor/option"
)

func FuzzParseRatio(f *testing.F) {
	for _, s := range []string{"3:2", "1:1", "100:1", "101:1", "0:1", "-3:2", "", ":", "3:2:1", "3/2", "1e1:1", "+3:02", "99999999999999999999:1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := option.ParseRatio(text)
		if err != nil {
			if r != (option.Ratio{}) || !strings.Contains(err.Error(), strconv.Quote(text)) {
				t.Errorf("%q: %v, %v", text, r, err)
			}
			return
		}
		if r.W < 1 || r.W > option.MaxRatio || r.H < 1 || r.H > option.MaxRatio {
			t.Errorf("%q is %v", text, r)
		}
		if again, err := option.ParseRatio(r.String()); again != r || err != nil {
			t.Errorf("%v is read as %v, %v", r, again, err)
		}
	})
}
