package main

// inParts breaks what holds when several machines share a library.
func inParts() []mutation {
	const scan, cli = "./processor/scan -run Part", "./cmd/thumbpool-cli -run Part|Report|ExitZero|Events"
	return []mutation{
		{
			"a part leaves the files of others alone", "look at all of them",
			"processor/scan/shard.go",
			"if s.options.Shard.Of <= 1 || mixed {\n\t\treturn entries", "if true {\n\t\treturn entries", scan,
		},
		{
			"parts agree on names", "forget photos of others that may want the same",
			"processor/scan/shard.go",
			"case !isTheirs(e) || ours[hash(photo.Family(e.Name()))]:", "case !isTheirs(e):", scan,
		},
		{
			"names of one family only are wanted by two photos", "tell capitals apart",
			"processor/photo/family.go",
			"}, filename.Folded(filename.UTF8(name)))", "}, filename.UTF8(name))", "./processor/photo -run Family",
		},
		{
			"photos of other parts on the web have no names", "give them one",
			"processor/scan/scan.go",
			"s.options.Elsewhere != nil && !p.OnWeb()", "s.options.Elsewhere != nil", cli,
		},
		{
			"a part without photos is no failure", "take it for one",
			"cmd/thumbpool-cli/run.go",
			"case summary.Found == 0 && view.remarks.scanned.Elsewhere == 0:", "case summary.Found == 0:", cli,
		},
		{
			"--exit-zero is for photos that fail", "fail all the same",
			"cmd/thumbpool-cli/run.go",
			"case summary.Failed > 0 && !f.ExitZero:", "case summary.Failed > 0:", cli,
		},
		{
			"--exit-zero is for photos that fail", "hide what is wrong",
			"cmd/thumbpool-cli/run.go",
			"case summary.Found == 0 && view.remarks.scanned.Elsewhere == 0:", "case f.ExitZero:\n\t\treturn exitAll\n\tcase summary.Found == 0 && view.remarks.scanned.Elsewhere == 0:", cli,
		},
		{
			"a run says when it began", "say the end",
			"processor/job.go",
			"j.summary.Began, j.summary.Ended = j.began,", "j.summary.Began, j.summary.Ended = j.began.Add(length),", cli,
		},
		{
			"the time of runs is from the first start to the last end", "that of the longest",
			"cmd/thumbpool-cli/overall.go",
			"s.Wall = max(s.Wall, s.Ended.Sub(s.Began))", "for _, r := range t.runs {\n\t\ts.Wall = max(s.Wall, r.length)\n\t}", cli,
		},
		{
			"workers count that are there at once", "add all up",
			"cmd/thumbpool-cli/overall.go",
			"changes = append(changes, change{r.began, r.workers}, change{end, -r.workers})", "changes = append(changes, change{r.began, r.workers}, change{end, 0})", cli,
		},
		{
			"the last word on a photo counts", "the first",
			"cmd/thumbpool-cli/totals.go",
			"isLater := !known ||", "isLater := !known || false &&", cli,
		},
		{
			"what was made stays made when it is up to date later", "forget it",
			"cmd/thumbpool-cli/totals.go",
			"isLater && !(what == wasSkipped && before.outcome == wasMade)", "isLater", cli,
		},
		{
			"a failure that was made up for is not told", "tell all",
			"cmd/thumbpool-cli/overall.go",
			"if t.photos[f.key] != (word{f.run, wasFailed}) || told[f.key] {", "if told[f.key] {", cli,
		},
		{
			"logs are read behind a torn line", "take it for the end",
			"cmd/thumbpool-cli/addup.go",
			"if at := bytes.LastIndex(line, beginning); !ok && at > 0 {", "if at := bytes.LastIndex(line, beginning); !ok && at > 0 && false {", cli,
		},
		{
			"a part that no run is of is told", "say nothing",
			"cmd/thumbpool-cli/overall.go",
			"if !begun[part] {", "if false {", cli,
		},
		{
			"what a killed run had not found is not made up for", "take it for made",
			"cmd/thumbpool-cli/overall.go",
			"return a.sum.Left() == 0 && (r.scanned || r.shard != \"\" && a.whole[r.shard])", "return a.sum.Left() == 0", cli,
		},
	}
}
