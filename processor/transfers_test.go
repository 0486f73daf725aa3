package processor

import "testing"

func TestTransfersAddUp(t *testing.T) {
	photo := func(id int, size int64) Photo {
		return Photo{ID: id, URL: "https://example.org/a.jpg", Path: "https://example.org/a.jpg", Size: size}
	}
	arrivedPhoto := func(id int, size int64) Photo {
		p := photo(id, size)
		p.Root, p.Path = "/pictures", "/pictures/downloads/a.jpg"
		return p
	}
	var sum Transfers
	for _, ev := range []Event{
		Found{Photo{ID: 0, Path: "local.jpg", Root: "."}},
		Found{photo(1, 0)},
		Found{photo(2, 0)},
		Found{photo(3, 0)},
		Downloading{Photo: photo(1, 0), Bytes: 400, Total: 1000},
		Downloading{Photo: photo(2, 0), Bytes: 50, Total: -1},
		Downloading{Photo: photo(1, 0), Bytes: 900, Total: 1000},
		Downloaded{arrivedPhoto(1, 1000)},
		Finished{Result{Photo: arrivedPhoto(1, 1000)}},
		Failed{PhotoError: &PhotoError{Photo: photo(2, 0), Step: StepDownload}},
		Failed{PhotoError: &PhotoError{Photo: Photo{ID: 0}, Step: StepDecode}},
	} {
		sum.Add(ev)
	}
	if sum.Files != 3 || sum.Done != 2 || sum.Bytes != 1050 {
		t.Errorf("%d of %d files, %d bytes; want 2 of 3 and 1050", sum.Done, sum.Files, sum.Bytes)
	}
}
