// Package place is the only one that creates, renames or removes a file of the
// user's: it says where a thumbnail goes, what its mark says, and how a file
// comes to its place.
//
//	photo ──► Plan: folder made ready and locked, ──► Save: temporary file, mark,
//	          first name that may be taken              sync, name ──► path
//
// What may be replaced is decided twice: when the place is planned, and when
// the thumbnail is saved, by what was found in its place then. It is a regular
// file that is, byte for byte, a thumbnail which Thumbpool made ([mark.Verify])
// of the same photo, and that is not itself among what was chosen for the run.
// Where a system can exchange two files in one step (Linux, macOS), the new
// thumbnail is exchanged for the old one, which is looked at once more: if it
// is not what may be replaced, it is put back. Where it cannot, the old one is
// moved aside first. A new name is never taken by a rename that replaces.
//
// In the folders of the user's the program has, for as long as it needs them,
// these files of its own:
//
//	.thumbpool-<16 digits>.tmp   a thumbnail on its way, locked while in use
//	.thumbpool-<24 digits>.old   what was in its place, for a moment
//	.thumbpool-lock              who writes to an output folder
//
// A run that is killed leaves some. The next one removes the temporary files
// that nobody has locked, and gives what was put aside a name again, unless it
// is a thumbnail.
//
// [Write], [Read], [Open] and [Rename] are for the program's own files: presets,
// reports, notes. None follows a link or waits on a pipe.
//
// All functions may be called from many goroutines.
package place
