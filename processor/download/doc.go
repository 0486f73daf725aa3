// Package download fetches pictures from the web into a folder: addresses flow
// in, files and events flow out.
//
//	URLs ──► queue ──► attempts, each on a goroutine ──► part file ──► final name
//	         by host   request → answer → first 1 KB                   Done
//	           ▲       is it a picture? → rest │
//	           └── redirected, or again later ◄┘                       Failed
//
// [Run] downloads a list of addresses concurrently and yields one event after
// the other: [Started], [Progress], [Retrying], and for each address in the
// end exactly one of [Done] and [Failed], in the order of completion. An
// address fails by itself and never stops the others.
//
// One goroutine, that of the loop over the events, owns the queue and hands
// out the work. A redirection and a second attempt go back through the queue,
// so that nobody waits while holding one of the places, and so that the limit
// per host holds for the hosts that redirections lead to.
//
// What holds for the files:
//
//   - Only pictures are kept, by content. The first kilobyte decides.
//   - A file that is there is never replaced or changed: a name that is taken,
//     without regard to case, gets " (2)".
//   - A file is whole or absent. Until then it is a hidden part file,
//     ".thumbpool-download-….part" in the same folder. Its name holds a hash of
//     the address and the server's validator of the content, so that a later
//     run can go on where one that was killed ended. It is only ever appended
//     to, and only by the run that created it; another run takes a copy. So its
//     content is always a beginning of what the validator stands for. What
//     somebody has put in its place, or made look like one, is left alone.
//   - A run that ends, also one that is cancelled, removes its part files
//     unless [Options.KeepPartial] is set. Those of a run that was killed are
//     continued within a day, and removed after it.
//   - What was downloaded is noted in the hidden file ".thumbpool-downloads.jsonl"
//     of the folder. An address whose file is still there as it was saved is
//     only fetched again if the server says that it has changed; the new
//     content then gets a new name. The notes are for the user alone, hold
//     neither addresses nor passwords, and are bounded.
//   - Nothing goes anywhere but into the folder that Run has found, also when
//     another, or a link to one, takes its place.
//
// What holds for servers, whatever they send: an address ends within
// [Options.Attempts] times [Options.AttemptTimeout] and the waits between them,
// of at most two minutes each; no more is read than [Options.MaxBytes] and a
// head of 64 kB; and no reason is longer than a line or two.
//
// All functions may be called from many goroutines at once, also for one
// folder, also by several processes.
package download
