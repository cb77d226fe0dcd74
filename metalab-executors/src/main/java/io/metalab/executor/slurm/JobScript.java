package io.metalab.executor.slurm;

import io.metalab.api.executor.Resources;
import io.metalab.api.executor.WorkerJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The script that is given to {@code sbatch}.
 *
 * @param settings what the user says of jobs
 * @param jvm how Java is started
 * @param classPath the class path of this program
 * @param directory the working directory of the runs
 */
record JobScript(SlurmSettings settings, WorkerJvm jvm, String classPath, Path directory) {
  /** Libraries of numerics take all processors of a node unless they are told otherwise. */
  private static final List<String> THREADS =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");

  /** How much of its memory a task leaves to what is not the heap. */
  private static final double HEAP_SHARE = 0.75;

  /**
   * Returns the script of a submission.
   *
   * @param limit how many of its tasks may run at once; 0 for any number
   * @param time the longest a task may take; zero for what the partition gives
   * @param resources what each of its runs asks for
   */
  String text(
      SubmissionDirectory files,
      String name,
      int tasks,
      int limit,
      Duration time,
      Resources resources) {
    List<String> lines = new ArrayList<>(List.of("#!/bin/bash"));
    option(lines, "--job-name", name);
    option(lines, "--array", "0-%d%s".formatted(tasks - 1, limit > 0 ? "%" + limit : ""));
    option(lines, "--chdir", files.path().toString());
    option(lines, "--output", "%a.out");
    lines.add("#SBATCH --open-mode=append");
    lines.add("#SBATCH --requeue");
    option(lines, "--cpus-per-task", Integer.toString(resources.cpus()));
    if (resources.memoryBytes() > 0) {
      option(lines, "--mem", (resources.memoryBytes() + 1023) / 1024 + "K");
    }
    if (resources.gpus() > 0) {
      option(lines, "--gres", "gpu:" + resources.gpus());
    }
    if (!time.isZero()) {
      option(lines, "--time", minutes(time));
    }
    settings.options().forEach((key, value) -> option(lines, "--" + key, value));
    settings.sbatch().forEach(line -> lines.add("#SBATCH " + line));
    lines.add("# What was revoked while it waited is not executed.");
    lines.add("[ -e %s ] || exit 0".formatted(quoted(files.spec().toString())));
    for (String variable : THREADS) {
      lines.add("export %1$s=${%1$s:-%2$d}".formatted(variable, resources.cpus()));
    }
    lines.addAll(settings.setup());
    lines.add("cd %s || exit 1".formatted(quoted(directory.toString())));
    lines.add("# A run that ends Java costs itself alone: Java is started again for the others.");
    lines.add("code=0 last=");
    lines.add("while :; do");
    lines.add("  %s $code".formatted(java(files, resources)));
    lines.add("  code=$?");
    lines.add(
        "  now=$(cat %s\"$SLURM_ARRAY_TASK_ID\" 2> /dev/null)".formatted(runningFiles(files)));
    lines.add("  case $code:${now// /} in");
    lines.add(
        "    0:* | 143:* | %d:* | *: | *:-1 | *:$last) exit $code ;;"
            .formatted(SlurmTask.GIVEN_UP));
    lines.add("  esac");
    lines.add("  last=${now// /}");
    lines.add("done");
    return String.join("\n", lines) + "\n";
  }

  /** Returns the names of the files that say which run each task executes, but for its number. */
  private static String runningFiles(SubmissionDirectory files) {
    return quoted(files.path().resolve(SubmissionDirectory.RUNNING).toString());
  }

  private String java(SubmissionDirectory files, Resources resources) {
    List<String> words = new ArrayList<>();
    String own = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    words.add(settings.java().isEmpty() ? quoted(own) : settings.java());
    long heap =
        jvm.memoryBytes() > 0 ? jvm.memoryBytes() : (long) (resources.memoryBytes() * HEAP_SHARE);
    if (heap > 0) {
      words.add("-Xmx%dk".formatted(Math.max(2048, heap / 1024)));
    }
    jvm.options().forEach(option -> words.add(quoted(option)));
    words.addAll(List.of("-cp", quoted(classPath), SlurmTask.class.getName()));
    words.add(quoted(files.path().toString()));
    return String.join(" ", words);
  }

  private static void option(List<String> lines, String name, String value) {
    boolean plain = value.matches("[A-Za-z0-9_./:,%@+=-]*");
    lines.add("#SBATCH %s=%s".formatted(name, plain ? value : '"' + value + '"'));
  }

  /** SLURM counts in minutes. */
  private static String minutes(Duration time) {
    return Long.toString((time.toSeconds() + 59) / 60);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
