package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

// manifest reads the example of the README as Kubernetes does that is told to be
// strict: a field that it does not know, or one that is there twice, is an error.
func manifest(t *testing.T) batch.Job {
	t.Helper()
	var job batch.Job
	if err := yaml.UnmarshalStrict([]byte(example(t, "apiVersion")), &job); err != nil {
		t.Fatal(err)
	}
	return job
}

func TestKubernetesManifest(t *testing.T) {
	job := manifest(t)
	spec, pod := job.Spec, job.Spec.Template.Spec
	if job.APIVersion != "batch/v1" || job.Kind != "Job" || job.Name == "" {
		t.Errorf("it is %s %s %q", job.APIVersion, job.Kind, job.Name)
	}
	if spec.CompletionMode == nil || *spec.CompletionMode != batch.IndexedCompletion || spec.Completions == nil || spec.Parallelism == nil {
		t.Errorf("it is not indexed: %+v", spec)
	}
	// What may be said of an index, and of pods that run once.
	if spec.BackoffLimitPerIndex == nil || pod.RestartPolicy != core.RestartPolicyNever {
		t.Errorf("an index that is cut off is not run again: %+v", spec)
	}
	var volumes []string
	for _, v := range pod.Volumes {
		volumes = append(volumes, v.Name)
		if v.PersistentVolumeClaim == nil {
			t.Errorf("the volume %s is nothing that machines share", v.Name)
		}
	}
	for _, m := range pod.Containers[0].VolumeMounts {
		if !slices.Contains(volumes, m.Name) {
			t.Errorf("%s is mounted, of %q", m.Name, volumes)
		}
	}
	// The check is one: what is wrong is found.
	if err := yaml.UnmarshalStrict([]byte("apiVersion: batch/v1\nspec: {completionmode: Indexed, parallel: 8}\n"), &job); err == nil {
		t.Error("fields that no Job has are taken")
	}
}

// TestALargeLibraryInParts runs what the containers of the Job run, for every
// index, two at a time, on a large library. One is killed at work and, as the Job
// would, started again.
func TestALargeLibraryInParts(t *testing.T) {
	l := newLibrary(t, *large)
	if err := os.Mkdir(l.thumbs, 0o755); err != nil { // the volume
		t.Fatal(err)
	}
	job := manifest(t)
	shell, of := job.Spec.Template.Spec.Containers[0], int(*job.Spec.Completions)
	run := func(index int, started func(*os.Process)) (*exec.Cmd, error) {
		command := append(slices.Clone(shell.Command), l.in(shell.Args[0]))
		cmd := exec.Command(command[0], command[1:]...)
		cmd.Env = append(os.Environ(), fmt.Sprintf("JOB_COMPLETION_INDEX=%d", index))
		cmd.Stderr = os.Stderr
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
		if err := cmd.Start(); err != nil {
			return cmd, err
		}
		started(cmd.Process)
		return cmd, cmd.Wait()
	}
	const unlucky = 2
	start := time.Now()
	wasKilled, peak := make(chan bool, 1), make(chan int64, of+1)
	queue, failures := make(chan int), make(chan error)
	for range 2 {
		go func() {
			for index := range queue {
				kill := func(*os.Process) {}
				if index == unlucky {
					kill = func(pod *os.Process) {
						go func() { wasKilled <- killAtWork(t.Context(), filepath.Join(l.thumbs, fmt.Sprint(index)+".jsonl"), pod) }()
					}
				}
				cmd, err := run(index, kill)
				if index == unlucky && <-wasKilled && err != nil {
					cmd, err = run(index, func(*os.Process) {})
				} else if index == unlucky {
					err = errors.New("it was not killed at work")
				}
				if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
					peak <- usage.Maxrss
				}
				if err != nil {
					err = fmt.Errorf("index %d: %w", index, err)
				}
				failures <- err
			}
		}()
	}
	go func() {
		for index := range of {
			queue <- index
		}
		close(queue)
	}()
	for range of {
		if err := <-failures; err != nil {
			t.Error(err)
		}
	}
	wall := time.Now()
	s := l.check(t, true)
	if length := wall.Sub(start).Seconds(); s.Wall/1e3 > length || s.Wall/1e3 < length/2 {
		t.Errorf("the report says that it took %.1f s, not %.1f", s.Wall/1e3, length)
	}
	most := int64(0)
	for range len(peak) {
		most = max(most, <-peak)
	}
	t.Logf("at most %d MB resident in a part", most>>10)
}

// killAtWork kills a container once its log tells of some thumbnails.
func killAtWork(ctx context.Context, log string, pod *os.Process) bool {
	return isInTime(ctx, func() bool { return hasMade(log, 50) }) && syscall.Kill(-pod.Pid, syscall.SIGKILL) == nil
}
