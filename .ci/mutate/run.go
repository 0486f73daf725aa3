package main

// inRun breaks the job, the scan and the pool.
func inRun() []mutation {
	return []mutation{
		{
			"the processor time of worker processes counts", "leave it out",
			"processor/worker.go",
			"w.job.summary.Children += p.Used()", "_ = p.Used()", "./processor -run AllPoolsMakeTheSame",
		},
		{
			"own thumbnails are not photos", "take them for photos",
			"processor/scan/scan.go",
			"_, ours, _ = mark.Verify(f, info.Size())", "_, _, _ = mark.Verify(f, info.Size())", "./processor/scan -run Scan|PassOver",
		},
		{
			"what is passed over is counted", "do not count",
			"processor/scan/scan.go",
			"s.totals.Ours++", "s.totals.Ours += 0", "./processor/scan -run Scan|PassOver",
		},
		{
			"..jpg is a photo", "pass over all names that begin with a dot",
			"processor/scan/names.go",
			`return dots == "" || strings.Trim(dots, ".") != "" || !format.Claims(name)`, "_, _ = dots, format.Claims\n\t\treturn true", "./processor/scan",
		},
		{
			"the output folder is not scanned", "enter it",
			"processor/scan/scan.go",
			`if s.visited[real] || in.Rel != "." && slices.Contains(s.out, real) {`, "if s.visited[real] {", "./processor/scan",
		},
		{
			"no folder is entered twice", "follow every link",
			"processor/scan/scan.go",
			`if s.visited[real] || in.Rel != "."`, `if in.Rel != "."`, "./processor/scan",
		},
		{
			"pipes are not opened", "open everything",
			"processor/scan/scan.go",
			"\tif !info.Mode().IsRegular() {\n\t\treturn false // opening a pipe would block\n\t}\n", "", "./processor/scan -run Pipes",
		},
		{
			"every photo is made once by the shards", "forget the last of the path",
			"processor/scan/shard.go",
			"int(hash(filepath.ToSlash(p.Rel))>>32%uint64(s.Of)) == s.Number-1", "int(hash(filepath.ToSlash(p.Rel))>>32%uint64(s.Of)) <= s.Number-1", "./processor ./processor/scan -run Shard",
		},
		{
			"a full disk ends the run", "go on",
			"processor/output.go",
			"return errors.As(err, &full) || errors.As(err, &unusable)", "return errors.As(err, &full) && false || errors.As(err, &unusable)", "faults ^TestDiskFull$",
		},
		{
			"a full disk is said", "count it as made",
			"processor/worker.go",
			"case err != nil:\n\t\t\tfailed = photo.NewError(a.photo, StepSave, err)", "case false:\n\t\t\tfailed = photo.NewError(a.photo, StepSave, err)", "faults ^TestDiskFull$",
		},
		{
			"an unusable output ends the run", "go on",
			"processor/output.go",
			"return errors.As(err, &full) || errors.As(err, &unusable)", "return errors.As(err, &full) || errors.As(err, &unusable) && false", "./processor -run OutputFolder",
		},
		{
			"a second stop ends within a second", "wait for what hangs",
			"processor/start.go",
			"context.AfterFunc(ctx, j.losePatience)", "context.AfterFunc(ctx, func() {})", "./processor -run Hang|GivesUp -timeout 60s",
		},
		{
			"a second stop ends within a second", "wait for the scan",
			"processor/job.go",
			"case complete = <-fed:\n\tcase <-j.patience.Done():\n", "case complete = <-fed:\n", "./processor -run Hang|GivesUp -timeout 60s",
		},
		{
			"Wait and SetWorkers do not race", "hand out the summary that changes",
			"processor/job.go",
			"return j.final\n", "return j.summary\n", "race ./processor -run WaitWhile",
		},
		{
			"pauses do not count", "count them",
			"processor/job.go",
			"j.summary.Wall = length - j.pauses", "j.summary.Wall = length", "./processor -run Pause",
		},
		{
			"a pause holds back downloads", "let them begin",
			"processor/fetch.go",
			"\t\t\tj.awaitResume(ctx)\n", "", "./processor -run Pause",
		},
		{
			"a pause starts nothing", "hand out tasks",
			"processor/pool/pool.go",
			"case !p.paused && !p.queue.empty():", "case !p.queue.empty():", "./processor/pool -run Pause",
		},
		{
			"fewer workers means fewer", "let them go on",
			"processor/pool/pool.go",
			"case p.over() || lane > p.target:", "case p.over():", "./processor/pool -run Shrink",
		},
		{
			"a lane shrunk and grown again has a worker", "do not fill it again",
			"processor/pool/pool.go",
			"\t\tp.fill() // the lane may have been asked for again in the meantime\n", "", "./processor/pool -run Lane|Shrink",
		},
		{
			"a lane is one worker's until that is closed", "free it before",
			"processor/pool/pool.go",
			"\tw.Close()\n\tp.update(func() {\n\t\tp.lanes[lane-1] = false\n\t\tp.running--\n\t\tp.fill() // the lane may have been asked for again in the meantime\n\t})",
			"\tp.update(func() {\n\t\tp.lanes[lane-1] = false\n\t\tp.running--\n\t\tp.fill()\n\t})\n\tw.Close()", "./processor/pool -run Lane",
		},
		{
			"a drained pool ends", "start all that waits",
			"processor/pool/pool.go",
			"return p.ctx.Err() != nil || p.drained || p.closed", "return p.ctx.Err() != nil || p.closed", "./processor/pool -run Drain -timeout 60s",
		},
		{
			"waiting ends with patience", "wait for ever",
			"processor/pool/pool.go",
			"case <-patience.Done():\n\t\treturn patience.Err()\n", "", "./processor/pool -run Hang -timeout 60s",
		},
		{
			"worker processes are off the terminal", "let them get its Ctrl-C",
			"processor/pool/detach_unix.go",
			"Setpgid: true", "Setpgid: false", "./processor/pool ./cmd/thumbpool-cli -run Detach|Terminal|Interrupt|Group",
		},
		{
			"a photo that hangs costs itself", "no time limit",
			"processor/pool/limit.go",
			"\tif d > 0 {\n", "\tif false {\n", "./processor/pool -run Failure|TooSlow|HoldsNobody -timeout 60s",
		},
		{
			"waiting for memory is not a photo's time", "count it",
			"processor/pool/limit.go",
			"if l.timer == nil || !l.timer.Stop() {", "if true {", "./processor/pool -run WaitingForMemory",
		},
		{
			"work that hangs is left alone and replaced", "wait for it",
			"processor/pool/inprocess.go",
			"\tcase <-late.C:\n\t}\n", "\t}\n", "./processor/pool -run InProcess -timeout 60s",
		},
		{
			"memory is charged before it is taken", "charge nothing",
			"processor/render/open.go",
			"\tw.keep, err = w.memory.Acquire(ctx, need)\n", "\tw.keep = func(int64) {}\n", "./processor/render",
		},
		{
			"a photo that needs more memory than there is, is refused", "let it try",
			"processor/render/open.go",
			"if err := w.recipe.Limits.CheckMemory(need); err != nil || w.memory == nil {", "if w.memory == nil {", "./processor/render ./processor -run Budget|Memory|Limit|Hostile",
		},
		{
			"memory is given back at once", "keep it to the end",
			"processor/render/open.go",
			"\t\tw.keep(rest)\n", "\t\t_ = rest\n", "./processor/render ./processor -run Budget|Memory|Hostile",
		},
		{
			"the memory is given back", "keep it for good",
			"processor/render/budget.go",
			"\t\t\tb.sem.Release(back)\n", "\t\t\t_ = b\n", "./processor/render -run Budget -timeout 60s",
		},
		{
			"worker processes take from one memory", "give each what it asks",
			"processor/executor.go",
			"memory := render.NewBudget(o.MemoryBudget)\n\tif o.Pool != option.PoolProcesses {", "memory := render.NewBudget(o.MemoryBudget)\n\tmemory = nil\n\tif o.Pool != option.PoolProcesses {", "./processor -run Memory|Budget|Hostile|Security",
		},
		{
			"a worker process is started anew", "keep the dead one",
			"processor/pool/process.go",
			"\t\tp.child = nil\n\t\tc.kill()\n\t\tstatus, code", "\t\tc.kill()\n\t\tstatus, code", "./processor/pool -run Process|Failure -timeout 60s",
		},
		{
			"no child outlives its parent", "serve without an end of the input",
			"processor/pool/serve.go",
			"case errors.Is(err, io.EOF):\n\t\t\tos.Exit(0)", "case errors.Is(err, io.EOF):\n\t\t\ttime.Sleep(time.Hour)", "./processor/pool -run Parent|Answers",
		},
		{
			"frames take no more memory than comes", "make room for what is claimed",
			"processor/pool/frame.go",
			"make([]byte, had, min(n, max(2*had, firstRead)))", "make([]byte, had, n)", "./processor/pool -run Frame",
		},
	}
}

// inTexts breaks reports and what the window shows.
func inTexts() []mutation {
	return []mutation{
		{
			"no cell is a formula", "write it as it is",
			"processor/escape/escape.go",
			"parts[i] = \"'\" + part", "parts[i] = part", "./processor/escape ./cmd/thumbpool-cli -run Cell|Formula",
		},
		{
			"no line is forged", "write control characters as they are",
			"processor/escape/escape.go",
			"\tif utf8.ValidString(s) && !strings.ContainsFunc(s, unseen) {\n\t\treturn s\n\t}", "\tif true {\n\t\treturn s\n\t}", "./processor/escape -run Line",
		},
		{
			"no line is forged in JSON", "leave direction marks",
			"processor/escape/escape.go",
			"case r < utf8.RuneSelf && r != '\\x7f' || strconv.IsPrint(r):", "case true:", "./processor/escape",
		},
		{
			"a folder that is gone is said once", "say it for each photo",
			"processor/report/report.go",
			"case f.Kind() != reason.KindGone:", "case true:", "./processor/report -run Report",
		},
		{
			"what was passed over is in the report", "leave it out",
			"processor/report/report.go",
			"if s.PassedOver > 0 {", "if false {", "./processor/report ./cmd/thumbpool-cli -run Report|Passed|Thumbnails",
		},
		{
			"an asked-for file replaces nothing", "replace it",
			"cmd/thumbpool-cli/newfile.go",
			"place.Write(f.path, place.Nothing, 0o666, write)", "place.Write(f.path, place.File, 0o666, write)", "./cmd/thumbpool-cli -run Asked",
		},
		{
			"nothing is posted after the window is gone", "deliver after Close",
			"ui/mailbox/mailbox.go",
			"\tif !closed {\n\t\tb.deliver(batch)\n\t}", "\t_ = closed\n\tb.deliver(batch)", "./ui/mailbox",
		},
		{
			"nothing is posted after the window is gone", "do not close the mailbox",
			"ui/mailbox/mailbox.go",
			"b.closed, b.pending = true, nil\n", "b.pending = nil\n", "./ui/mailbox",
		},
		{
			"nothing is posted after the window is gone", "post all the same",
			"ui/controller/controller.go",
			"if !c.detached.Load() {", "if true {", "./ui/controller -run OnItsWay",
		},
		{
			"the mailbox loses no event", "keep the last only",
			"ui/mailbox/mailbox.go",
			"b.pending = append(b.pending, ev)", "b.pending = []processor.Event{ev}", "./ui/mailbox",
		},
		{
			"the window counts what it shows", "count a failure that is tried again twice",
			"ui/model/model.go",
			"\t\t\tm.failures--\n", "", "./ui/model",
		},
		{
			"the window's order is that of its cells", "keep a photo that is made again where it was",
			"ui/model/model.go",
			"if !again[id] {", "if true {", "./ui/model",
		},
		{
			"presets are the user's alone", "readable by all",
			"processor/preset/store.go",
			"0o600", "0o644", "./processor/preset",
		},
		{
			"a file of presets that is not understood stays", "write over it",
			"processor/preset/store.go",
			"\tpresets, err := s.load()\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\tpresets = edit(presets)", "\tpresets, _ := s.load()\n\tpresets = edit(presets)", "./processor/preset",
		},
	}
}
