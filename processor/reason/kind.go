package reason

// Kind groups reasons for people. Reports hold its text.
type Kind string

// The kinds of failure.
const (
	KindDamaged     Kind = "damaged"        // the file's content is broken or cut short
	KindUnsupported Kind = "unsupported"    // a picture of a kind that is not read
	KindNoPicture   Kind = "no picture"     // named like a picture, but it is none
	KindTooLarge    Kind = "too large"      // over a limit of pixels, side or bytes
	KindMissing     Kind = "missing"        // the file is no longer there
	KindGone        Kind = "folder gone"    // its whole folder is no longer there
	KindPermission  Kind = "no permission"  // the file may not be read
	KindOutput      Kind = "not writable"   // the thumbnail may not be written
	KindDiskFull    Kind = "disk full"      // no room for the thumbnail
	KindLonger      Kind = "longer"         // the thumbnail is longer than its photo, and none is wanted then
	KindTimeout     Kind = "too slow"       // it took longer than a worker process may
	KindMemory      Kind = "out of memory"  // it needed more than a worker process may
	KindCrash       Kind = "crashed"        // a fault of Thumbpool's own
	KindDownload    Kind = "not downloaded" // the web did not give it
	KindOther       Kind = "error"
)

// Kind is the kind of failure that a reason belongs to; that of no reason is
// KindOther.
func (k Key) Kind() Kind {
	switch k {
	case EndsEarly, CutShort, PartDamaged, Damaged:
		return KindDamaged
	case Format, Raw, Variant, SmallPreview:
		return KindUnsupported
	case Empty, Zeros, Film, Text, NotPicture, SentOther:
		return KindNoPicture
	case Pixels, Side, Bytes, TooMuchMemory, DownloadBig:
		return KindTooLarge
	case Gone, NotFound:
		return KindMissing
	case FolderGone:
		return KindGone
	case Permission:
		return KindPermission
	case InTheWay, Forbidden, NotSaved, Busy, OutputAway:
		return KindOutput
	case DiskFull:
		return KindDiskFull
	case Longer:
		return KindLonger
	case Time:
		return KindTimeout
	case Memory:
		return KindMemory
	case Worker, Mistake:
		return KindCrash
	case Address, Refused, Server, Redirect, Unreachable, Insecure, Interrupted, NoAnswer, TooSlow, NotPublic, Download:
		return KindDownload
	}
	return KindOther
}
