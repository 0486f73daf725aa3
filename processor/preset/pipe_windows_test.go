package preset

import "errors"

func pipe(string) error { return errors.ErrUnsupported }
