// Package early keeps what the packages of the toolkit say while they are
// initialized off the terminal: before main has begun they complain, four lines a
// time, of each locale that is no language, such as C.UTF-8. Only systems whose
// locale is in the environment need it.
package early
