package main

// What the tests of place are run by.
const placeTests = "./processor/place"

// inPlace breaks how a file comes to its place.
func inPlace() []mutation {
	return []mutation{
		{
			"a thumbnail is whole or absent", "give it its name without syncing",
			"processor/place/temp.go",
			"if err := t.file.Sync(); err != nil && !isUnsupported(err) {\n\t\treturn err\n\t}",
			"", "faults ^TestSyncedBeforeItsName$",
		},
		{
			"a thumbnail is whole or absent", "take a failed sync for done",
			"processor/place/temp.go",
			"if err := t.file.Sync(); err != nil && !isUnsupported(err) {",
			"if err := t.file.Sync(); err != nil && false {", "faults ^TestEveryCallFails$/^goroutines$/^fsync",
		},
		{
			"names are on the disk when the run ends", "do not sync folders",
			"processor/place/system_unix.go",
			"\t\terr = f.Sync()\n", "", "faults ^TestSyncedBeforeItsName$",
		},
		{
			"a name that is not on the disk is said", "pass over all errors of a folder's sync",
			"processor/place/system_unix.go",
			"if isUnsyncable(err) {", "if true {", "faults ^TestAFolderThatCannotBeSynced$/E(IO|NOSPC)",
		},
		{
			"a name that is not on the disk is said", "do not tell the run",
			"processor/job.go",
			"j.summary.Err = unkept", "_ = unkept", "./processor -run ThatMayNotLast",
		},
		{
			"a folder's sync that is not supported is no failure", "take EBADF for a failure",
			"processor/place/system_unix.go",
			"|| errors.Is(err, syscall.EBADF) ||", "||", "faults ^TestAFolderThatCannotBeSynced$/EBADF",
		},
		{
			"a sync that is not supported is no failure", "take EINVAL for a failure",
			"processor/place/system_unix.go",
			"errNotSupported, syscall.EINVAL, syscall.ENOTSUP", "errNotSupported, syscall.ENOTSUP", placeTests,
		},
		{
			"a sync that is not supported is no failure", "take ENOTTY for a failure",
			"processor/place/system_unix.go",
			"syscall.ENOSYS, syscall.ENOTTY}", "syscall.ENOSYS}", placeTests,
		},
		{
			"EIO and ENOSPC of a sync are failures", "pass over EIO",
			"processor/place/system_unix.go",
			"syscall.ENOSYS, syscall.ENOTTY}", "syscall.ENOSYS, syscall.ENOTTY, syscall.EIO}", placeTests,
		},
		{
			"nothing half-made is left", "keep the temporary after a failure",
			"processor/place/temp.go",
			"remove := t.closed || err == nil && isSame(info, t.path)", "remove := false && err == nil && isSame(info, t.path)", placeTests,
		},
		{
			"a foreign file is never replaced", "rename over whatever is there",
			"processor/place/rename.go",
			"err = renameNew(from, to)", "err = os.Rename(from, to)", placeTests,
		},
		{
			"a foreign file is never replaced", "rename without RENAME_NOREPLACE",
			"processor/place/rename_linux.go",
			"return renameat2(from, to, unix.RENAME_NOREPLACE)", "return renameat2(from, to, 0)", placeTests,
		},
		{
			"a foreign file is never replaced", "rename in place of exchanging",
			"processor/place/rename_linux.go",
			"return renameat2(a, b, unix.RENAME_EXCHANGE)", "return renameat2(a, b, 0)", placeTests,
		},
		{
			"a foreign file is never replaced", "take what came out for ours without a look",
			"processor/place/save.go",
			"case ours(aside):\n", "case true:\n", placeTests,
		},
		{
			"a foreign file is never replaced", "do not put back what was not ours",
			"processor/place/save.go",
			"return putBack(temp, aside, path)", "return ErrInTheWay", placeTests,
		},
		{
			"without exchange too a foreign file is never replaced", "do not look at what was moved aside",
			"processor/place/save.go",
			"if !ours(aside) {", "if false {", placeTests,
		},
		{
			"without hard links too a foreign file is never replaced", "fall back to a rename that replaces",
			"processor/place/rename.go",
			"return claim(from, to)", "return rename(from, to)", "faults ^TestSomebodyComesBetweenWithoutLinks$/linkat",
		},
		{
			"without hard links too a foreign file is never replaced", "claim a name that somebody has",
			"processor/place/rename.go",
			"os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600", "os.O_WRONLY|os.O_CREATE, 0o600", placeTests,
		},
		{
			"thumbnails are saved without hard links too", "no third way",
			"processor/place/rename.go",
			"return claim(from, to)", "return errNotSupported", "faults ^TestWithoutLinks$",
		},
		{
			"thumbnails are saved without hard links too", "take EPERM for a lack of permission",
			"processor/place/rename.go",
			"case !isUnsupported(err) && !errors.Is(err, fs.ErrPermission):", "case !isUnsupported(err):", "faults ^TestWithoutLinks$",
		},
		{
			"a lost answer to a link is a success", "believe EEXIST",
			"processor/place/rename.go",
			"case err == nil, errors.Is(err, fs.ErrExist) && isSame(before, to):", "case err == nil:", placeTests,
		},
		{
			"a lost answer to a rename is a success", "believe ENOENT",
			"processor/place/rename.go",
			"case (errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist)) && isSame(before, to):", "case errors.Is(err, fs.ErrExist) && isSame(before, to):", "faults ^TestAnswersAreLost$",
		},
		{
			"a lost answer to an exchange is a success", "exchange back",
			"processor/place/save.go",
			"if err != nil && temp.isAt(path) {", "if false {", "faults ^TestAnswersAreLost$",
		},
		{
			"without hard links too a foreign file is never replaced", "do not look again before the rename",
			"processor/place/rename.go",
			"if err == nil && !isEmpty(to) {", "if false {", "faults ^TestSomebodyComesBetweenWithoutLinks$/close",
		},
		{
			"a name that the file system refuses costs no photo", "take no file system for one that refuses names",
			"processor/place/naming_unix.go",
			"n.portable = temp.isRefused(reservedTrial)", "", "faults ^TestFAT$",
		},
		{
			"temporaries of runs that go on are kept", "remove locked ones too",
			"processor/place/temp.go",
			"if err == nil || !errors.Is(err, errLocked) && isOld(path) {", "if true {", placeTests,
		},
		{
			"temporaries of runs that go on are kept", "do not lock one's own",
			"processor/place/temp.go",
			"if errors.Is(tryLock(f, false), errLocked) || hasNoName(f) {", "if hasNoName(f) {", placeTests,
		},
		{
			"what killed runs left is removed", "remove nothing",
			"processor/place/folder.go",
			"\tremoveStale(f.path)\n", "", placeTests,
		},
		{
			"a file that was put aside when the run was killed is not lost", "remove all that is aside",
			"processor/place/save.go",
			"if _, _, ours := readMark(path); ours {\n\t\t\t_ = os.Remove(path)", "if true {\n\t\t\t_ = os.Remove(path)", placeTests,
		},
		{
			"a file that was put aside when the run was killed is not lost", "leave it hidden",
			"processor/place/folder.go",
			"\trestore(f.path, f.base.lock)\n", "", placeTests,
		},
		{
			"what another run puts aside is left", "go by the age of the thumbnail",
			"processor/place/save.go",
			"time.Since(since) < staleAfter", "since.IsZero()", placeTests,
		},
		{
			"a foreign file that came out gets its name back", "give it another",
			"processor/place/save.go",
			"switch err = giveName(aside, path, 1); {", "switch err = giveName(aside, path, 2); {", placeTests,
		},
		{
			"a thumbnail stays when the old one was taken away", "give it up",
			"processor/place/save.go",
			"case errors.Is(err, fs.ErrNotExist) && temp.isAt(path):", "case false:", placeTests,
		},
		{
			"a second run is told", "take no lock",
			"processor/place/system_unix.go",
			"err := unix.Flock(int(f.Fd()), how|unix.LOCK_NB)", "err := error(nil)\n\t\t_ = how", placeTests,
		},
		{
			"shards share the folder", "lock it for each of them alone",
			"processor/place/system_unix.go",
			"\t\thow = unix.LOCK_SH\n", "\t\thow = unix.LOCK_EX\n", placeTests,
		},
		{
			"a second run can wait", "do not wait",
			"processor/place/lock.go",
			"if !ok || waiting == nil {", "if !ok || waiting == nil || busy != nil {", placeTests,
		},
		{
			"no file of the program's own follows a link", "open through links",
			"processor/place/system_unix.go",
			"const openFlags = unix.O_NOFOLLOW | unix.O_NONBLOCK", "const openFlags = unix.O_NONBLOCK", "faults ^TestLinkComesBetween$",
		},
		{
			"no file of the program's own follows a link", "open as any file",
			"processor/place/file.go",
			"\tinfo, err := os.Lstat(path)\n\tswitch {\n\tcase err == nil && !info.Mode().IsRegular():\n\t\treturn nil,",
			"\tif path != \"\" {\n\t\treturn os.OpenFile(path, flag, perm)\n\t}\n\tinfo, err := os.Lstat(path)\n\tswitch {\n\tcase err == nil && !info.Mode().IsRegular():\n\t\treturn nil,", placeTests,
		},
		{
			"no file of the program's own is a hard link to another", "write into one",
			"processor/place/file.go",
			"if err == nil && flag&(os.O_WRONLY|os.O_RDWR) != 0 && hasOtherName(f) {", "if false {", placeTests,
		},
		{
			"no file of the program's own is a hard link to another", "cut one off before the look",
			"processor/place/file.go",
			"flag&^os.O_TRUNC|openFlags", "flag|openFlags", placeTests,
		},
		{
			"files of the program's own are bounded", "read all",
			"processor/place/file.go",
			"if int64(len(text)) > most {", "if false {", placeTests,
		},
		{
			"an output on another disk is noticed", "do not compare devices",
			"processor/place/folder.go",
			"case errors.Is(err, fs.ErrNotExist), err == nil && id.device != device:", "case errors.Is(err, fs.ErrNotExist), err == nil && id.device != device && false:", "faults ^TestOutputGoes$/lazily",
		},
		{
			"an output on another disk is noticed", "do not look again once the file is made",
			"processor/place/save.go",
			"if err = f.isThere(); err == nil {\n\t\tif _, err", "if err == nil {\n\t\tif _, err", "faults ^TestOutputGoes$/lazily",
		},
		{
			"what is gone is not made anew", "make all folders above",
			"processor/place/folder.go",
			"mkdir := os.Mkdir\n", "mkdir := os.MkdirAll\n", placeTests,
		},
		{
			"one folder costs its photos only", "let it end the run",
			"processor/place/folder.go",
			"if b.err != nil && o.isOnly() {", "if b.err != nil {", placeTests,
		},
		{
			"a thumbnail is no more readable than its photo", "readable by all",
			"processor/place/save.go",
			"return 0o600 | photo.Perm()&0o666", "return 0o666", placeTests,
		},
		{
			"a thumbnail is no more readable than its photo", "in a folder that all may enter",
			"processor/place/folder.go",
			"os.Mkdir(path, 0o700|mode)", "os.Mkdir(path, 0o777|mode)", placeTests,
		},
		{
			"a thumbnail is no more readable than its photo", "readable by another group",
			"processor/place/save.go",
			"|| withoutGroup(p.Mode) == p.Mode.Perm() ||", "|| true ||", placeTests,
		},
	}
}

// inPlan breaks what is ours and what is not.
func inPlan() []mutation {
	return []mutation{
		{
			"a source is never a target", "forget the files that were chosen",
			"processor/place/plan.go",
			"if o.chosen().files[id] {", "if o.chosen().files[id] && false {", placeTests,
		},
		{
			"a source is never a target", "replace in chosen folders",
			"processor/place/plan.go",
			"o.options.Existing != option.ExistingRename && !o.isChosen(t.folder):", "o.options.Existing != option.ExistingRename:", placeTests,
		},
		{
			"a source is never a target", "compare names, not files",
			"processor/place/system_unix.go",
			"return identity{uint64(s.Dev), s.Ino}, nil", "return identity{uint64(s.Dev), s.Ino + uint64(len(info.Name()))<<40}, nil", placeTests,
		},
		{
			"links are never replaced", "look through links",
			"processor/place/plan.go",
			"\tinfo, err := os.Lstat(path)\n\tswitch {\n\tcase errors.Is(err, fs.ErrNotExist):\n\t\treturn nothing, nil",
			"\tinfo, err := os.Stat(path)\n\tswitch {\n\tcase errors.Is(err, fs.ErrNotExist):\n\t\treturn nothing, nil", placeTests,
		},
		{
			"another photo's thumbnail is kept", "take every thumbnail for the photo's",
			"processor/place/plan.go",
			"case !ok || !have.isOf(want, p.Path):", "case !ok:", placeTests,
		},
		{
			"an edited thumbnail is kept", "do not compare digests",
			"processor/place/plan.go",
			"text, ok, err := mark.Verify(f, info.Size())", "text, ok, err := mark.Read(f, info.Size())", placeTests,
		},
		{
			"an edited thumbnail is kept", "digest the comment alone",
			"processor/mark/digest.go",
			"_, _ = h.Write(b)\n", "_, _ = h.Write(b[:min(len(b), 200)])\n", "./processor/mark",
		},
		{
			"an edited thumbnail is kept", "take any digest",
			"processor/mark/read.go",
			"if err != nil || sum != c.text[len(prefix):textAt-1] {", "if err != nil || sum == \"\" {", "./processor/mark",
		},
		{
			"an edited thumbnail is kept", "do not compare the checksum of a PNG's comment",
			"processor/mark/read.go",
			"if binary.BigEndian.Uint32(have[:]) != chunkSum(c.text) {", "if binary.BigEndian.Uint32(have[:]) != chunkSum(c.text) && false {", "./processor/mark",
		},
		{
			"up to date is the same photo", "leave the time out",
			"processor/place/identity.go",
			"name, p.Size, p.ModTime.UnixMicro(), p.Head)", "name, p.Size, 0, p.Head)", placeTests,
		},
		{
			"up to date is the same photo", "leave the size out",
			"processor/place/identity.go",
			"name, p.Size, p.ModTime.UnixMicro(), p.Head)", "name, 0, p.ModTime.UnixMicro(), p.Head)", placeTests,
		},
		{
			"up to date is the same photo", "leave the first bytes out",
			"processor/place/identity.go",
			"name, p.Size, p.ModTime.UnixMicro(), p.Head)", "name, p.Size, p.ModTime.UnixMicro(), 0)", placeTests,
		},
		{
			"up to date is the same settings", "leave the settings out",
			"processor/place/plan.go",
			"case have.state == want.state && made == settings:", "case have.state == want.state && (made == settings || true):", placeTests,
		},
		{
			"up to date is made of the photo as it is", "leave the photo's state out",
			"processor/place/plan.go",
			"case have.state == want.state && made == settings:", "case made == settings:", placeTests,
		},
		{
			"a moved library is recognised", "bind the mark to the whole path",
			"processor/place/plan.go",
			"from, err := filepath.Rel(f.base.real, photo.RealPath(dir))", "from, err := photo.RealPath(dir), error(nil)", "faults ^TestMovedLibrary$",
		},
		{
			"--existing rename keeps both", "replace",
			"processor/place/plan.go",
			"(have == current || have == outdated) && o.options.Existing != option.ExistingRename", "(have == current || have == outdated)", placeTests,
		},
		{
			"no two photos share a name", "do not remember what is taken",
			"processor/place/plan.go",
			"return !taken\n", "return true || taken\n", placeTests + " ./processor -run Names|Several|Taken|Outputs|AllPools|Foreign",
		},
		{
			"names have at most 255 bytes", "do not shorten them",
			"processor/place/names.go",
			"if room := most - len(ending); len(name) > room {", "if room := most - len(ending); false && len(name) > room {", "./processor ./processor/place -run Name|Fuzz",
		},
		{
			"names are cut between letters", "cut anywhere",
			"processor/place/names.go",
			"if utf8.RuneStart(name[letter]) { // else", "if false { // else", "./processor ./processor/place -run Name|Fuzz",
		},
		{
			"a photo's thumbnail has a name that the folder takes", "the photo's own",
			"processor/place/plan.go",
			"own := naming.name(filepath.Base(p.Rel))", "own := filepath.Base(p.Rel)", "./processor/place -run Become|Fuzz",
		},
		{
			"a folder of thumbnails has a name that the output folder takes", "that of the photos'",
			"processor/place/naming.go",
			"parts[i] = n.name(shorten(n.name(part), \"\", n.most))", "parts[i] = shorten(part, \"\", n.most)", "./processor/place -run Naming|Fuzz",
		},
		{
			"two names that are one in the folder are told apart", "look at capitals only",
			"processor/place/naming.go",
			"if n.folds {", "if false {", "./processor/place -run Capitals",
		},
		{
			"nothing is left of asking which names a folder takes", "know such files for no temporary ones",
			"processor/place/temp.go",
			"name = name[:middle] + tempSuffix", "", "./processor/place -run Trials",
		},
		{
			"no thumbnail is called as a device of Windows", "look at the whole name",
			"processor/filename/filename.go",
			"stem, _, _ := strings.Cut(name, \".\")", "stem := name", "./processor/filename -run Portable",
		},
	}
}
