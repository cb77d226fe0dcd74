package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real SLURM on this machine for the tests of a class, which are aborted where it cannot be. */
final class LocalSlurm implements BeforeAllCallback, AfterAllCallback {
  /** Times for people who wait. */
  static final SlurmTimes TIMES =
      new SlurmTimes(
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMillis(50),
          Duration.ofSeconds(5));

  private static final Path SCRIPT =
      Path.of("..", "examples", "slurm", "local-slurm").toAbsolutePath().normalize();

  private final String configuration;
  private final SlurmTools here = new SlurmTools(System.getenv());
  private Path directory = Path.of("");

  /**
   * Prepares a cluster.
   *
   * @param configuration lines of {@code slurm.conf} that replace those of their names
   */
  LocalSlurm(String... configuration) {
    this.configuration = String.join("\n", configuration);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    boolean root = "root".equals(System.getProperty("user.name"));
    Needs.that(root, "the user root, to start a SLURM");
    Needs.that(here.find("sbatch").isPresent(), "sbatch, of the package slurm-wlm");
    Needs.that(Files.isExecutable(Path.of("/usr/sbin/munged")), "munged, of the package munge");
    directory = Files.createTempDirectory("slurm");
    script("start");
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (!directory.toString().isEmpty()) {
      script("stop");
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private void script(String verb) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), verb, directory.toString());
    builder.environment().put("LOCAL_SLURM_CONF", configuration);
    Path log = Files.createTempFile("slurm", ".log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    int code = builder.start().waitFor();
    assertThat(code).as(Files.readString(log)).isZero();
    Files.delete(log);
  }

  /** Returns an environment in which SLURM's programs find this cluster. */
  Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.put("SLURM_CONF", directory.resolve("slurm.conf").toString());
    return variables;
  }

  /**
   * Returns an environment in which one of SLURM's programs is found in a new directory first, as
   * one of {@link Programs} that calls it.
   */
  Map<String, String> watched(Path bin, String program) throws IOException {
    Files.createDirectory(bin);
    Programs.write(bin.resolve(program), "exec %s \"$@\"".formatted(here.require(program)));
    Map<String, String> variables = environment();
    variables.put("PATH", bin + ":" + variables.get("PATH"));
    return variables;
  }

  /** Returns what finds this cluster, with times for people who wait. */
  SlurmSetup setup() {
    return new SlurmSetup(environment(), TIMES);
  }

  /** Runs one of SLURM's programs, as a user would. */
  String run(String program, String... arguments) {
    SlurmTools.Outcome outcome = new SlurmTools(environment()).run(program, List.of(arguments));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out();
  }
}
