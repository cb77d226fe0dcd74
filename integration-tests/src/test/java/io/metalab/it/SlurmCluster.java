package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import io.metalab.testkit.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real SLURM, which the example's script starts on this machine. */
final class SlurmCluster implements AutoCloseable {
  /** The example of a queue. */
  static final Path EXAMPLE = JavaProcess.ROOT.resolve("examples/slurm");

  private final Path directory;

  private SlurmCluster(Path directory) {
    this.directory = directory;
  }

  /** Starts it, with its files in a directory; the test is aborted where that cannot be. */
  static SlurmCluster start(Path directory) {
    Needs.that("root".equals(System.getProperty("user.name")), "the user root, to start a SLURM");
    Needs.that(isThere("/usr/bin/sbatch"), "sbatch, of the package slurm-wlm");
    Needs.that(isThere("/usr/sbin/munged"), "munged, of the package munge");
    SlurmCluster cluster = new SlurmCluster(directory);
    Outcome outcome = cluster.script("start");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return cluster;
  }

  private static boolean isThere(String program) {
    return Files.isExecutable(Path.of(program));
  }

  private Outcome script(String verb) {
    return JavaProcess.run(
        JavaProcess.ROOT,
        List.of(EXAMPLE.resolve("local-slurm").toString(), verb, directory.toString()));
  }

  /** Returns the file that SLURM's programs find it by. */
  String configuration() {
    return directory.resolve("slurm.conf").toString();
  }

  @Override
  public void close() {
    script("stop");
  }
}
