package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"thumbpool/cmd/thumbpool-cli/flags"
	"thumbpool/processor"
	"thumbpool/processor/compare"
	"thumbpool/processor/option"
)

// compareSettings times the photos in several settings and prints what came out.
func compareSettings(ctx context.Context, f *flags.Compare, c console) int {
	options, err := f.Options()
	if err != nil {
		c.complain(err)
		return exitUsage
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-c.signals:
			cancel()
		case <-ctx.Done():
		}
	}()

	chart := newFile{f.Chart, "chart"}
	if err := cmp.Or(checkSources(f.Source), chart.check()); err != nil {
		c.complain(err)
		return exitUsage
	}
	var r remarks
	var photos []processor.Photo
	for ev := range processor.Scan(ctx, f.Source, options) {
		r.add(ev)
		if found, ok := ev.(processor.Found); ok {
			photos = append(photos, found.Photo)
		}
	}
	if len(photos) == 0 && ctx.Err() == nil {
		c.complain(r.nothing(f.Source, options))
		return exitUsage
	}
	result, err := compare.Run(ctx, photos, options, settings(f, c))
	switch {
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case err != nil:
		c.complain(err)
		return exitUsage
	}
	if chart.path != "" {
		err := chart.write(func(out io.Writer) error {
			_, err := out.Write(result.SVG())
			return err
		})
		if err != nil {
			c.complain(err)
			return exitUsage
		}
	}
	if f.JSON {
		err = printComparisonJSON(c, result)
	} else {
		err = printComparison(c, result)
	}
	if err != nil {
		c.complain(err)
		return exitSome
	}
	return exitAll
}

// settings are what is compared, with the progress on a terminal.
func settings(f *flags.Compare, c console) compare.Options {
	var pools []option.Pool
	for _, p := range f.Pool {
		pools = append(pools, option.Pool(p))
	}
	o := compare.Options{Settings: compare.Settings(pools, f.Workers), Rounds: f.Repeat, Sample: f.Sample}
	if isTerminal(c.err) {
		o.Progress = func(done, total int, next compare.Setting) {
			fmt.Fprintf(c.err, "\r\x1b[K")
			if done < total {
				fmt.Fprintf(c.err, "%d of %d: %v", done+1, total, next)
			}
		}
	}
	return o
}

// barWidth is how many characters the longest bar has.
const barWidth = 30

// printComparison prints the figures as a table with bars.
func printComparison(c console, result compare.Comparison) error {
	fmt.Fprintf(c.out, "%s, %.0f megapixels, %s\n\n", count(result.Photos, "photo", "photos"), float64(result.Pixels)/1e6, count(result.Cores, "core", "cores"))
	if result.OnWeb > 0 {
		fmt.Fprintf(c.out, "Left out: %s on the web, which a comparison does not download.\n\n", count(result.OnWeb, "photo", "photos"))
	}
	var longest time.Duration
	for _, m := range result.Rows {
		longest = max(longest, m.Wall)
	}
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\ttime\t±\tprocessor\tspeed-up\tefficiency\t")
	for _, m := range result.Rows {
		bar := strings.Repeat("█", int(barWidth*m.Wall/max(longest, 1)))
		fmt.Fprintf(table, "%v\t%s\t%.0f %%\t%s\t%.2f×\t%.0f %%\t %s\n",
			m.Setting, seconds(m.Wall), 50*m.Noise(), seconds(m.CPU), m.Speedup, 100*m.Efficiency, bar)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(c.out, "\n%s\n", result.Verdict())
	if best := result.Rows[result.Best]; err == nil && best.Pool != option.PoolSequential {
		_, err = fmt.Fprintf(c.out, "Use it with --pool %s --workers %d.\n", best.Pool, best.Workers)
	}
	return err
}

// printComparisonJSON prints the figures for other programs, times in seconds.
func printComparisonJSON(c console, result compare.Comparison) error {
	type row struct {
		Pool       option.Pool `json:"pool"`
		Workers    int         `json:"workers"`
		Wall       float64     `json:"wall_s"`
		Rounds     []float64   `json:"rounds_s"`
		CPU        float64     `json:"cpu_s"`
		Speedup    float64     `json:"speedup"`
		Efficiency float64     `json:"efficiency"`
	}
	rows := make([]row, 0, len(result.Rows))
	for _, m := range result.Rows {
		r := row{Pool: m.Pool, Workers: m.Workers, Wall: m.Wall.Seconds(), CPU: m.CPU.Seconds(), Speedup: m.Speedup, Efficiency: m.Efficiency}
		for _, w := range m.Walls {
			r.Rounds = append(r.Rounds, w.Seconds())
		}
		rows = append(rows, r)
	}
	return json.NewEncoder(c.out).Encode(struct {
		Photos int           `json:"photos"`
		OnWeb  int           `json:"on_web"`
		Bytes  int64         `json:"bytes"`
		Pixels int64         `json:"pixels"`
		Cores  int           `json:"cores"`
		Rows   []row         `json:"settings"`
		Best   int           `json:"best"`
		Bound  compare.Bound `json:"bound"`
	}{result.Photos, result.OnWeb, result.Bytes, result.Pixels, result.Cores, rows, result.Best, result.Bound})
}
