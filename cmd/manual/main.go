// Command manual writes the manual pages of both programs and their completions
// for bash, zsh and fish, made from the flags as the programs declare them. It is
// for those who package Thumbpool, and is not shipped.
//
// Usage:
//
//	go run ./cmd/manual DIR
//
// The files lie in DIR as they do in /usr/share:
//
//	man/man1/NAME.1
//	bash-completion/completions/NAME
//	zsh/site-functions/_NAME
//	fish/vendor_completions.d/NAME.fish
//
// The same flags give the same bytes. The pages bear the date that
// SOURCE_DATE_EPOCH names, in seconds since 1970, and none without it.
//
// The libraries that make such files from kong's declarations were looked at:
// mango-kong makes a page of the flags without the rest of a page, and those for
// completion have the shell start the program at every press of Tab.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./cmd/manual DIR")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Getenv("SOURCE_DATE_EPOCH")); err != nil {
		fmt.Fprintln(os.Stderr, "manual:", err)
		os.Exit(1)
	}
}

// write writes all files into dir. epoch is when the source was last changed, in
// seconds since 1970; it may be empty.
func write(dir, epoch string) error {
	date := ""
	if epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
		}
		date = time.Unix(seconds, 0).UTC().Format(time.DateOnly)
	}
	for _, p := range programs() {
		for path, text := range map[string]string{
			"man/man1/" + p.name + ".1":                     page(p, date),
			"bash-completion/completions/" + p.name:         bash(p),
			"zsh/site-functions/_" + p.name:                 zsh(p),
			"fish/vendor_completions.d/" + p.name + ".fish": fish(p),
		} {
			full := filepath.Join(dir, filepath.FromSlash(path))
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
