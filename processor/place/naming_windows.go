package place

// namingOf says which names a folder takes: on Windows every file system the same.
func namingOf(string) naming { return naming{portable: true, folds: true, most: maxName} }
