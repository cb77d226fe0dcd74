package io.metalab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Studies in the queue of a SLURM cluster: 2,000 no-op runs through a real one with one node, which
 * the example's script starts and which needs root, and how 100,000 runs are submitted to one that
 * takes everything and executes nothing. Each controller is a process of its own.
 */
final class SlurmScenario implements Scenario {
  static final int RUNS = 2_000;
  private static final int PLANNED = 100_000;
  private static final int RUNS_PER_TASK = 10;
  private static final Pattern ARRAY = Pattern.compile("--array=0-([0-9]+)");

  @Override
  public String name() {
    return "slurm";
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    OptionalDouble real = real(directory);
    if (real.isPresent()) {
      figures.put("real_wall_s", real.getAsDouble());
      figures.put("real_runs_per_s", RUNS / real.getAsDouble());
    }
    dry(Files.createTempDirectory(directory, "dry"), figures);
    return figures;
  }

  /**
   * Returns the seconds that {@link #RUNS} runs take by a real SLURM, from the start of the
   * controller to its end; empty where there is none.
   */
  static OptionalDouble real(Path directory) throws Exception {
    if (!Files.isExecutable(Path.of("/usr/bin/sbatch"))
        || !"root".equals(System.getProperty("user.name"))) {
      System.err.println("No real SLURM: it needs root and the packages slurm-wlm and munge.");
      return OptionalDouble.empty();
    }
    Path place = Files.createTempDirectory(directory, "real");
    Path cluster = place.resolve("slurm");
    script("start", cluster);
    try {
      Process controller =
          controller(
              place.resolve("store"),
              RUNS,
              Map.of("SLURM_CONF", cluster.resolve("slurm.conf").toString()));
      long start = System.nanoTime();
      check(controller.waitFor(), "The study");
      return OptionalDouble.of((System.nanoTime() - start) / 1e9);
    } finally {
      script("stop", cluster);
    }
  }

  private static void dry(Path directory, Map<String, Double> figures) throws Exception {
    Path calls = directory.resolve("calls");
    program(
        directory,
        "sbatch",
        "grep -o -e '--array=[^ ]*' \"$2\" >> " + calls + "; wc -l < " + calls);
    program(directory, "scontrol", "echo 'MaxArraySize = 1001'; echo 'MaxJobCount = 1000000'");
    program(directory, "squeue", "exit 1");
    program(directory, "scancel", "");
    String path = directory + ":" + System.getenv("PATH");
    long start = System.nanoTime();
    Process controller = controller(directory.resolve("store"), PLANNED, Map.of("PATH", path));
    try {
      while (tasks(calls) < PLANNED / RUNS_PER_TASK) {
        if (controller.waitFor(20, TimeUnit.MILLISECONDS)) {
          check(1, "The submission");
        }
      }
      figures.put("dry_wall_s", (System.nanoTime() - start) / 1e9);
      figures.put("dry_sbatch_calls", (double) Files.readAllLines(calls).size());
    } finally {
      controller.destroyForcibly().waitFor();
    }
  }

  private static long tasks(Path calls) throws IOException {
    long tasks = 0;
    if (Files.exists(calls)) {
      Matcher matcher = ARRAY.matcher(Files.readString(calls));
      while (matcher.find()) {
        tasks += 1 + Long.parseLong(matcher.group(1));
      }
    }
    return tasks;
  }

  private static Process controller(Path store, int runs, Map<String, String> variables)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SlurmController.class.getName(),
            store.toUri().toString(),
            Integer.toString(runs),
            Integer.toString(RUNS_PER_TASK));
    builder.environment().putAll(variables);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void script(String verb, Path cluster) throws Exception {
    Path launcher = Path.of(System.getProperty("metalab.launcher"));
    Path script = launcher.resolveSibling("examples").resolve("slurm").resolve("local-slurm");
    Process process =
        new ProcessBuilder(List.of(script.toString(), verb, cluster.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    check(process.waitFor(), script + " " + verb);
  }

  private static void program(Path directory, String name, String shell) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + shell + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void check(int exitCode, String what) {
    if (exitCode != 0) {
      throw new IllegalStateException(what + " failed.");
    }
  }
}
