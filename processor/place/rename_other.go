//go:build unix && !linux && !darwin

package place

// renameNew is a rename that does not replace, which these systems lack.
func renameNew(string, string) error { return errNotSupported }

// exchange would let two files have each other's name.
func exchange(string, string) error { return errNotSupported }
