// Command linked tells what is in the programs that is not the project's own: as
// a bill of materials for machines (CycloneDX), and as the notices that the
// licences ask to be given along.
//
//	linked -version 1.2.3 -time 1700000000 -sbom FILE -notices FILE linux/amd64 windows/amd64
//
// It is run in the project's folder, and asks go list what is linked for each of
// these systems. The same modules and the same time give the same bytes. It fails
// where something has no licence, or one that it does not know. Of the two files
// each may be left out.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

func main() {
	version := flag.String("version", "", "version of the programs")
	seconds := flag.Int64("time", 0, "time of the bill in seconds since 1970")
	sbom := flag.String("sbom", "", "file of the bill of materials")
	notices := flag.String("notices", "", "file of the notices")
	flag.Parse()
	if err := run(*version, time.Unix(*seconds, 0).UTC(), *sbom, *notices, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "linked:", err)
		os.Exit(1)
	}
}

func run(version string, at time.Time, sbom, notices string, systems []string) error {
	parts, err := linked(systems)
	if err != nil {
		return err
	}
	bill, err := billOf(version, at, parts)
	if err != nil {
		return err
	}
	for path, data := range map[string][]byte{sbom: bill, notices: noticesOf(parts)} {
		if path == "" {
			continue
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
