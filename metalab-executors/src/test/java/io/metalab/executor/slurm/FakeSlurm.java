package io.metalab.executor.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Programs that answer as SLURM's do and write down how they were called, one call a line. */
final class FakeSlurm {
  private final Path directory;

  /** Makes the programs in a directory that is not there yet. */
  FakeSlurm(Path directory) throws IOException {
    this.directory = Files.createDirectory(directory);
    answer("sbatch", "echo $(($(wc -l < \"$0.calls\")))");
    answer("squeue", "");
    answer("scancel", "");
    answer("scontrol", "echo 'MaxArraySize = 1001'; echo 'MaxJobCount = 1000000'");
  }

  /** Sets what a program does. */
  void answer(String program, String shell) throws IOException {
    Programs.write(directory.resolve(program), shell);
  }

  /** Lets a program that is called wait before it answers, so that messages gather meanwhile. */
  void hold(String program) throws IOException {
    Programs.hold(directory.resolve(program));
  }

  /** Lets a program answer that waits. */
  void let(String program) throws IOException {
    Programs.let(directory.resolve(program));
  }

  /** Returns how a program was called. */
  List<String> calls(String program) {
    return Programs.calls(directory.resolve(program));
  }

  /** Returns an answer of {@code squeue} that has every job waiting. */
  static String waiting(int jobId) {
    return "for name in $(echo \"$4\" | sed 's/--name=//; s/,/ /g'); do"
        + " echo \"$name|%d|0-99|PENDING|Priority\"; done".formatted(jobId);
  }

  /** Returns an environment in which these programs are found before others. */
  Map<String, String> environment() {
    return Map.of("PATH", directory + ":" + System.getenv("PATH"));
  }

  /** Returns what finds these programs before others. */
  SlurmSetup setup(SlurmTimes times) {
    return new SlurmSetup(environment(), times);
  }

  /** Returns what waits for nothing but the queue, which answers each time it is asked. */
  static SlurmTimes soon() {
    Duration soon = Duration.ofMillis(20);
    return new SlurmTimes(soon, soon, soon, soon);
  }
}
