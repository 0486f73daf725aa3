package processor

import (
	"errors"
	"io/fs"
	"syscall"
	"time"

	"thumbpool/processor/download"
	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/place"
	"thumbpool/processor/pool"
)

// Reason is why a photo failed or is damaged, for those who say it in a language
// of their own. What [PhotoError.Reason] returns is the same in English.
type Reason struct {
	Key ReasonKey
	// The figures that belong to the key; the others are zero.
	Bytes   int64         // where a file ends or is wrong, how long it is, or what it may be
	Most    int64         // a limit of bytes, pixels or pixels a side
	Pixels  int64         // of the photo, or of its longer side
	Percent int           // of the picture that could be read
	Limit   time.Duration // that a photo may take
	Status  int           // of HTTP
	Format  string        // name of a kind of file
	// Detail is the whole reason in English where key and figures do not say it
	// all; it is empty where they do.
	Detail string
}

// ReasonKey names a reason. It never changes.
type ReasonKey string

// The reasons.
const (
	ReasonEndsEarly   ReasonKey = "endsEarly"   // after Bytes
	ReasonCutShort    ReasonKey = "cutShort"    // after Bytes, with Percent of the picture
	ReasonPartDamaged ReasonKey = "partDamaged" // after Bytes, Percent of the picture could be read
	ReasonDamaged     ReasonKey = "damaged"     // Detail

	ReasonFormat  ReasonKey = "format"  // Format cannot be read
	ReasonRaw     ReasonKey = "raw"     // it is from a camera and no picture yet
	ReasonVariant ReasonKey = "variant" // a rare variant cannot be read: Detail

	ReasonEmpty      ReasonKey = "empty"      // a file of no bytes
	ReasonZeros      ReasonKey = "zeros"      // a file of nothing but zeros
	ReasonFilm       ReasonKey = "film"       // a film, not a picture
	ReasonText       ReasonKey = "text"       // text, not a picture
	ReasonNotPicture ReasonKey = "notPicture" // something else: Detail

	ReasonPixels ReasonKey = "pixels" // Pixels are over the limit of Most
	ReasonSide   ReasonKey = "side"   // a side of Pixels is over the limit of Most
	ReasonBytes  ReasonKey = "bytes"  // Bytes are over the limit of Most

	ReasonGone       ReasonKey = "gone"       // the file
	ReasonFolderGone ReasonKey = "folderGone" // the whole folder
	ReasonPermission ReasonKey = "permission" // the file may not be read
	ReasonUnreadable ReasonKey = "unreadable" // the system cannot read it: Detail

	ReasonInTheWay   ReasonKey = "inTheWay"   // another file has the thumbnail's name
	ReasonForbidden  ReasonKey = "forbidden"  // the thumbnail's folder may not be written
	ReasonNotSaved   ReasonKey = "notSaved"   // the thumbnail: Detail
	ReasonBusy       ReasonKey = "busy"       // another run writes to the thumbnail's folder
	ReasonOutputAway ReasonKey = "outputAway" // the thumbnail's folder is no longer where it was
	ReasonDiskFull   ReasonKey = "diskFull"

	ReasonTime    ReasonKey = "time"    // it took longer than Limit
	ReasonMemory  ReasonKey = "memory"  // it needs more than Most: Bytes, if it is known
	ReasonWorker  ReasonKey = "worker"  // its worker process ended: Detail
	ReasonMistake ReasonKey = "mistake" // of Thumbpool's own: Detail

	ReasonAddress     ReasonKey = "address"     // not one of the web
	ReasonNotFound    ReasonKey = "notFound"    // the server answers Status
	ReasonRefused     ReasonKey = "refused"     // the server answers Status
	ReasonServer      ReasonKey = "server"      // the server answers Status
	ReasonRedirect    ReasonKey = "redirect"    // to where it must not: Detail
	ReasonUnreachable ReasonKey = "unreachable" // the server: Detail
	ReasonInsecure    ReasonKey = "insecure"    // the connection: Detail
	ReasonInterrupted ReasonKey = "interrupted" // the download: Detail
	ReasonNoAnswer    ReasonKey = "noAnswer"    // in time: Detail
	ReasonTooSlow     ReasonKey = "tooSlow"     // the server sends: Detail
	ReasonNotPublic   ReasonKey = "notPublic"   // the server's address: Detail
	ReasonSentOther   ReasonKey = "sentOther"   // the server sent no picture: Detail
	ReasonDownloadBig ReasonKey = "downloadBig" // over the limit: Detail
	ReasonDownload    ReasonKey = "download"    // it cannot be saved: Detail

	ReasonOther ReasonKey = "other" // Detail
)

// Because returns the reason in a form that can be said in any language.
func (e *PhotoError) Because() Reason { return because(e.Kind, e.Err) }

// saidError is an error of another process: its text and its reason.
type saidError struct {
	text   string
	reason Reason
}

func (e *saidError) Error() string { return e.text }

// because finds the reason of an error of a kind.
func because(kind ErrorKind, err error) Reason {
	var said *saidError
	var web *download.Error
	var limit *format.LimitError
	switch {
	case err == nil:
		return Reason{}
	case errors.As(err, &said):
		return said.reason
	case kind == KindGone:
		return Reason{Key: ReasonFolderGone}
	case kind == KindDiskFull:
		return Reason{Key: ReasonDiskFull}
	case kind == KindOutput:
		return whyNotSaved(err)
	case errors.As(err, &web):
		return whyNotDownloaded(web)
	case errors.As(err, &limit):
		return whyTooLarge(limit)
	}
	for _, find := range []func(error) (Reason, bool){whyGivenUp, whyDamaged, whyNoPicture} {
		if r, ok := find(err); ok {
			return r
		}
	}
	detail := err.Error()
	switch kind {
	case KindMissing:
		return Reason{Key: ReasonGone}
	case KindPermission:
		return Reason{Key: ReasonPermission}
	case KindCrash:
		return Reason{Key: ReasonMistake, Detail: detail}
	case KindDamaged:
		return Reason{Key: ReasonDamaged, Detail: detail}
	case KindUnsupported:
		return Reason{Key: ReasonVariant, Detail: detail}
	case KindNoPicture:
		return Reason{Key: ReasonNotPicture, Detail: detail}
	}
	if _, ok := errors.AsType[syscall.Errno](err); ok {
		return Reason{Key: ReasonUnreadable, Detail: detail}
	}
	return Reason{Key: ReasonOther, Detail: detail}
}

func whyNotSaved(err error) Reason {
	var busy *place.BusyError
	var away *place.AwayError
	switch {
	case errors.As(err, &busy):
		return Reason{Key: ReasonBusy}
	case errors.As(err, &away):
		return Reason{Key: ReasonOutputAway}
	case errors.Is(err, place.ErrInTheWay):
		return Reason{Key: ReasonInTheWay}
	case errors.Is(err, fs.ErrPermission):
		return Reason{Key: ReasonForbidden}
	}
	return Reason{Key: ReasonNotSaved, Detail: err.Error()}
}

func whyNotDownloaded(err *download.Error) Reason {
	key, ok := map[download.Kind]ReasonKey{
		download.KindBadURL: ReasonAddress, download.KindNotFound: ReasonNotFound, download.KindRefused: ReasonRefused,
		download.KindServer: ReasonServer, download.KindRedirect: ReasonRedirect, download.KindUnreachable: ReasonUnreachable,
		download.KindInsecure: ReasonInsecure, download.KindInterrupted: ReasonInterrupted, download.KindTimeout: ReasonNoAnswer,
		download.KindSlow: ReasonTooSlow, download.KindNotPublic: ReasonNotPublic,
		download.KindNotPicture: ReasonSentOther, download.KindTooLarge: ReasonDownloadBig,
	}[err.Kind]
	if !ok {
		key = ReasonDownload
	}
	r := Reason{Key: key, Status: err.Status}
	if r.Status == 0 {
		r.Detail = err.Reason()
	}
	return r
}

func whyTooLarge(err *format.LimitError) Reason {
	r := Reason{Key: ReasonPixels, Pixels: err.Have, Most: err.Most}
	switch err.Of {
	case format.Side:
		r.Key = ReasonSide
	case format.Bytes:
		r = Reason{Key: ReasonBytes, Bytes: err.Have, Most: err.Most}
	case format.Memory:
		r = Reason{Key: ReasonMemory, Bytes: err.Have, Most: err.Most}
	}
	return r
}

// whyGivenUp is the reason of a photo that its worker process did not survive.
func whyGivenUp(err error) (Reason, bool) {
	crash, ok := errors.AsType[*pool.CrashError](err)
	if !ok {
		return Reason{}, false
	}
	switch crash.Cause {
	case pool.CauseTimeout:
		return Reason{Key: ReasonTime, Limit: crash.Time}, true
	case pool.CauseMemory:
		return Reason{Key: ReasonMemory, Most: crash.Memory}, true
	}
	return Reason{Key: ReasonWorker, Detail: crash.Error()}, true
}

func whyDamaged(err error) (Reason, bool) {
	var damage *format.DamageError
	var inside *jpeg.DamageError
	switch {
	case errors.As(err, &inside):
		r := Reason{Key: ReasonPartDamaged, Bytes: int64(inside.Offset), Percent: int(inside.Complete * 100)}
		if inside.Truncated {
			r.Key = ReasonCutShort
		}
		return r, true
	case !errors.As(err, &damage):
		return Reason{}, false
	case damage.Ends > 0:
		return Reason{Key: ReasonEndsEarly, Bytes: damage.Ends}, true
	}
	return Reason{Key: ReasonDamaged, Detail: damage.Reason}, true
}

func whyNoPicture(err error) (Reason, bool) {
	var unsupported *format.UnsupportedError
	var other *format.NotPictureError
	switch {
	case errors.As(err, &unsupported):
		switch {
		case unsupported.Variant != "":
			return Reason{Key: ReasonVariant, Detail: unsupported.Error()}, true
		case unsupported.Format == format.RAW:
			return Reason{Key: ReasonRaw}, true
		}
		return Reason{Key: ReasonFormat, Format: unsupported.Format.String()}, true
	case errors.As(err, &other):
		key, ok := map[format.Content]ReasonKey{
			format.Empty: ReasonEmpty, format.Zeros: ReasonZeros, format.Film: ReasonFilm, format.Text: ReasonText,
		}[other.Content]
		if !ok {
			key = ReasonNotPicture
		}
		return Reason{Key: key}, true
	}
	return Reason{}, false
}
