package processor

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"thumbpool/processor/download"
	"thumbpool/processor/format"
	"thumbpool/processor/place"
)

// IsURL reports whether a source is the URL of a picture rather than a path.
func IsURL(source string) bool { return download.IsURL(source) }

// Redact returns a source as it can be shown: a URL without the user name and
// the password that it may hold, also one with a slip in it; a path as it is.
func Redact(source string) string { return download.Redact(source) }

// fromWeb is a photo that is to be downloaded. What must not be seen of its URL
// is kept where nothing that shows a photo comes upon it.
func fromWeb(url string) Photo {
	shown := download.Redact(url)
	p := Photo{Path: shown, Rel: shown, URL: shown}
	if shown != url {
		p.given = &url
	}
	return p
}

// address is the URL by which a photo is asked for.
func (p Photo) address() string {
	if p.given != nil {
		return *p.given
	}
	return p.URL
}

// wrongURL is why a source that looks like a URL and is no file cannot be
// downloaded; nil if it does not.
func wrongURL(source string) error {
	if !strings.Contains(source, "://") {
		return nil
	}
	if _, err := os.Lstat(source); err == nil {
		return nil
	}
	return reason{&download.Error{URL: download.Redact(source), Kind: download.KindBadURL, Err: download.CheckURL(source)}}
}

// OnWeb reports whether a photo still has to be downloaded.
func (p Photo) OnWeb() bool { return p.URL != "" && p.Root == "" }

// downloads is the folder for photos from the web.
func (o Options) downloads() string {
	switch {
	case o.Downloads != "":
		return o.Downloads
	case o.Out != "":
		return filepath.Join(filepath.Dir(filepath.Clean(o.Out)), DownloadFolder)
	}
	return DownloadFolder
}

// download is how photos from the web are fetched.
func (o Options) download() download.Options {
	d := download.DefaultOptions()
	d.Dir = o.downloads()
	d.Concurrent, d.PerHost = o.Connections, o.PerHost
	d.MaxBytes = o.MaxFileBytes
	d.AttemptTimeout, d.LeastRate = o.DownloadTimeout, o.DownloadRate
	d.PublicOnly = o.PublicOnly
	d.UserAgent = "Thumbpool/" + Version
	d.Transport = o.transport
	return d
}

// fetch downloads photos and puts each into the queue as soon as it is there,
// so that downloading and rendering overlap. It returns early when ctx is
// cancelled.
func (j *Job) fetch(ctx context.Context, photos []Photo) {
	if len(photos) == 0 || ctx.Err() != nil {
		return
	}
	byURL := map[string][]Photo{} // the same picture may be asked for twice
	var urls []string
	for _, p := range photos {
		url := p.address()
		if len(byURL[url]) == 0 {
			urls = append(urls, url)
		}
		byURL[url] = append(byURL[url], p)
	}
	events, err := download.Run(ctx, urls, j.options.download())
	if err != nil { // photos that are here already are none the worse for it
		for _, p := range photos {
			j.notDownloaded(p, &download.Error{URL: p.URL, Kind: download.KindDisk, Err: err})
		}
		return
	}
	for ev := range events {
		switch ev := ev.(type) {
		case download.Started:
			j.awaitResume(ctx)
		case download.Progress:
			j.emit(Downloading{Photo: byURL[ev.URL][0], Bytes: ev.Bytes, Total: ev.Total})
		case download.Done:
			for _, p := range byURL[ev.URL] {
				p = arrived(p, ev.Path)
				j.emit(Downloaded{p})
				if !j.assign(ctx, p) {
					return
				}
			}
		case download.Failed:
			for _, p := range byURL[ev.URL] {
				j.notDownloaded(p, ev.Error)
			}
		}
	}
}

// notDownloaded reports a photo that did not come. A full disk ends the job.
func (j *Job) notDownloaded(p Photo, err *download.Error) {
	f := failure{Step: StepDownload, Kind: downloadKind(err), err: reason{err}}
	j.emit(Failed{PhotoError: f.photoError(p)})
	if f.Kind == KindDiskFull {
		j.abort(f.err)
	}
}

// arrived is a photo from the web once its file is at path.
func arrived(p Photo, path string) Photo {
	p.Path, p.Rel, p.given = path, filepath.Base(path), nil
	p.Root = filepath.Dir(filepath.Dir(path)) // the thumbnails' folder is beside the downloads'
	p.shared = true                           // names do not depend on what arrives first
	if info, err := os.Stat(path); err == nil {
		p.Size, p.ModTime, p.mode = info.Size(), info.ModTime(), info.Mode()
	}
	if f, err := place.Open(path, os.O_RDONLY, 0); err == nil {
		head := make([]byte, format.SniffLen)
		if n, err := f.ReadAt(head, 0); err == nil || errors.Is(err, io.EOF) {
			p.content, p.head = format.Sniff(head[:n], path), headOf(head[:n])
		}
		_ = f.Close() // it was only read
	}
	return p
}

// reason is a download's error without its URL, which is the photo's path.
type reason struct{ err *download.Error }

func (r reason) Error() string { return r.err.Reason() }
func (r reason) Unwrap() error { return r.err }

// downloadKind puts the kinds of a download's failure among those of photos.
func downloadKind(err *download.Error) ErrorKind {
	switch err.Kind {
	case download.KindNotFound:
		return KindMissing
	case download.KindNotPicture:
		return KindNoPicture
	case download.KindTooLarge:
		return KindTooLarge
	}
	if isDiskFull(err) {
		return KindDiskFull
	}
	return KindDownload
}
