package processor

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"thumbpool/processor/phototest"
	"thumbpool/processor/reason"
)

func TestReport(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture", "b, \"2\".jpg": "picture", "c.jpg": "no picture"})
	o := DefaultOptions()
	o.PreviewSide = 8
	var r Report
	_, sum := run(t, []string{root}, o, func(_ *Job, ev Event) { r.Add(ev) })
	if sum.Made != 2 || sum.Failed != 1 {
		t.Fatalf("%+v", sum)
	}

	if text := r.Text(); !strings.Contains(text, "2 photos in") || !strings.Contains(text, "1 failed") || !strings.Contains(text, "c.jpg: no picture: ") {
		t.Errorf("text:\n%s", text)
	}

	var table bytes.Buffer
	if err := r.WriteCSV(&table); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&table).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	outcomes := map[string]int{}
	for _, row := range rows[1:] {
		cell := func(name string) string {
			for i, n := range rows[0] {
				if n == name {
					return row[i]
				}
			}
			t.Fatalf("no column %s", name)
			return ""
		}
		outcomes[cell("outcome")]++
		if cell("outcome") == "made" && (cell("photo_width") != "40" || cell("decode_ms") == "" || cell("worker") == "" || cell("error") != "") {
			t.Errorf("row %q", row)
		}
		if cell("outcome") == "failed" && !strings.Contains(cell("error"), "no picture") {
			t.Errorf("row %q", row)
		}
	}
	if outcomes["made"] != 2 || outcomes["failed"] != 1 {
		t.Errorf("outcomes %v", outcomes)
	}

	var list bytes.Buffer
	if err := r.WriteJSON(&list); err != nil {
		t.Fatal(err)
	}
	var objects []map[string]any
	if err := json.Unmarshal(list.Bytes(), &objects); err != nil || len(objects) != 4 || objects[3]["event"] != "done" {
		t.Errorf("%v: %s", err, list.Bytes())
	}
}

// TestAReportSaysAFolderThatIsGoneOnce: a drive with a thousand photos is one
// line, and each other failure keeps its own.
func TestAReportSaysAFolderThatIsGoneOnce(t *testing.T) {
	var r Report
	fail := func(root, path string, key reason.Key, err error) {
		r.Add(Failed{PhotoError: &PhotoError{Photo: Photo{Root: root, Path: path}, Step: StepRead, Reason: Reason{Key: key}, Err: err}})
	}
	for range 1000 {
		fail("/drive", "/drive/p.jpg", reason.FolderGone, errors.New("the folder /drive is no longer there"))
	}
	fail("/drive", "/drive/damaged.jpg", reason.Damaged, errors.New("it is damaged"))
	fail("/other", "/other/p.jpg", reason.FolderGone, errors.New("the folder /other is no longer there"))
	want := "/drive: " + string(reason.KindGone) + ": no longer there, 1000 photos failed\n" +
		"/drive/damaged.jpg: " + string(reason.KindDamaged) + ": it is damaged\n" +
		"/other: " + string(reason.KindGone) + ": no longer there, 1 photo failed\n"
	if text := r.Failures(); text != want {
		t.Errorf("%d bytes: %.300s", len(text), text)
	}
}
