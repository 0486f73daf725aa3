// Package place is the only one that creates, renames or removes a file of the
// user's.
package place
