// Package faults runs the built terminal program and does to it what happens
// to programs: it kills it, lets each of its system calls fail, hang or come
// too late, fills and unmounts its disk, starts it twice, and puts other files
// in its way. After each the tests hold what was promised: no original and no
// foreign file changed, nothing half-made under a final name, an exit status
// and a message that say what happened, and a next run that puts all right.
//
//	make faults    everything once, some minutes
//	make soak      for an hour, with large libraries
//
// The tests have the build tag "faults" and run on Linux, where a supervisor
// (seccomp's user notification) holds the program at its system calls. What
// the machine has not or does not allow (mounts, FUSE, name spaces) is skipped,
// and said. Chance comes from a seed that every run prints; -seed repeats it:
//
//	go test -tags faults ./cmd/thumbpool-cli/faults -run TestKilled -args -seed 7
package faults
