package cluster

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// slurm starts a Slurm of one node, with state, keys and ports of its own.
func slurm(t *testing.T) (env []string) {
	t.Helper()
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	host := strings.TrimSpace(sh(t, "hostname -s"))
	controller, node := freePort(t), freePort(t)
	sh(t, "chmod 711 "+filepath.Dir(dir)+" "+dir+"; mkdir -m 700 "+in("munge")+" "+in("state")+" "+in("spool")+
		"; dd if=/dev/urandom of="+in("munge/key")+" bs=1024 count=1 status=none; chmod 400 "+in("munge/key"))
	serve(t, "munged", "--foreground", "--force", "--key-file="+in("munge/key"), "--socket="+in("socket"),
		"--pid-file="+in("munge/pid"), "--log-file="+in("munge/log"), "--seed-file="+in("munge/seed"))
	await(t, "munge has a socket", func() bool { _, err := os.Stat(in("socket")); return err == nil })
	conf := write(t, in("slurm.conf"), 0o644,
		"ClusterName=test", "SlurmctldHost="+host+"(127.0.0.1)", "SlurmUser=root",
		"SlurmctldPort="+controller, "SlurmdPort="+node,
		"AuthType=auth/munge", "AuthInfo=socket="+in("socket"), "CryptoType=crypto/munge",
		"SlurmctldPidFile="+in("slurmctld.pid"), "SlurmdPidFile="+in("slurmd.pid"),
		"StateSaveLocation="+in("state"), "SlurmdSpoolDir="+in("spool"),
		"ProctrackType=proctrack/linuxproc", "TaskPlugin=task/none", "MpiDefault=none", "SwitchType=switch/none",
		"ReturnToService=2", "SlurmdParameters=config_overrides",
		"SchedulerType=sched/backfill", "SchedulerParameters=batch_sched_delay=0,sched_interval=1",
		"SelectType=select/cons_tres", "SelectTypeParameters=CR_Core", "KillWait=5",
		fmt.Sprintf("NodeName=%s NodeAddr=127.0.0.1 CPUs=8 State=UNKNOWN", host),
		"PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP")
	env = []string{"SLURM_CONF=" + conf}
	t.Setenv("SLURM_CONF", conf)
	serve(t, "slurmctld", "-D", "-f", conf)
	serve(t, "slurmd", "-D", "-f", conf)
	t.Cleanup(func() { // a job outlives the service that has started it
		sh(t, "scancel --user=root || true; for _ in {1..150}; do [[ -n $(squeue -h) ]] || break; sleep .1; done", env...)
	})
	await(t, "the node is idle", func() bool { return strings.Contains(sh(t, "sinfo -h -o %t || true", env...), "idle") })
	return env
}

// TestSlurmArray runs the example as an array of eight, two at a time. A task is
// killed and started again, one is started again while it is at work.
func TestSlurmArray(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("NOT TESTED: a Slurm of one node has to be started by root")
	}
	for _, name := range []string{"munged", "slurmctld", "slurmd", "sbatch", "scontrol"} {
		need(t, name)
	}
	env := slurm(t)
	l := newLibrary(t, 16_000)
	job := write(t, filepath.Join(t.TempDir(), "job.sh"), 0o755, l.in(example(t, "#SBATCH")))
	id := strings.TrimSpace(sh(t, "sbatch --parsable --array=1-8%2 "+job, env...))
	await(t, "part 1 is at work", func() bool { return hasMade(filepath.Join(l.thumbs, "1.jsonl"), 50) })
	sh(t, "scontrol requeue "+id+"_1", env...)
	await(t, "part 3 is at work", func() bool { return hasMade(filepath.Join(l.thumbs, "3.jsonl"), 50) })
	sh(t, "scancel --signal=KILL --full "+id+"_3", env...)
	await(t, "part 3 is gone", func() bool { return !strings.Contains(sh(t, "squeue -h -r -o '%K %t' -j "+id, env...), "3 R") })
	sh(t, "scontrol requeue "+id+"_3", env...)
	most := 0
	await(t, "the array is done", func() bool {
		queue := sh(t, "squeue -h -r -o '%t' -j "+id+" || true", env...)
		most = max(most, strings.Count(queue, "R\n"))
		return strings.TrimSpace(queue) == ""
	})
	if most > 2 {
		t.Errorf("%d tasks ran at once", most)
	}
	if s := l.check(t, true); s.Workers > 8 { // of 8 tasks with 4 workers, two at a time
		t.Errorf("the report says that %d workers were there at once", s.Workers)
	}
	for k := 1; k <= 8; k++ {
		if state := sh(t, fmt.Sprintf("scontrol show job %s_%d", id, k), env...); !strings.Contains(state, "JobState=COMPLETED") || !strings.Contains(state, "ExitCode=0:0") {
			t.Errorf("part %d, though a photo that fails is no fault of its node:\n%s", k, state)
		}
	}
}
