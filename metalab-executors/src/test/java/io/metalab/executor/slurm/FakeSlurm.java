package io.metalab.executor.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    Path file = directory.resolve(program);
    Files.writeString(file, "#!/bin/sh\necho \"$*\" >> \"$0.calls\"\n" + shell + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Returns how a program was called. */
  List<String> calls(String program) throws IOException {
    Path file = directory.resolve(program + ".calls");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** Returns what finds these programs before others. */
  SlurmSetup setup(SlurmTimes times) {
    return new SlurmSetup(Map.of("PATH", directory + ":" + System.getenv("PATH")), times);
  }

  /** Returns what waits for nothing but the queue, which answers each time it is asked. */
  static SlurmTimes soon() {
    Duration soon = Duration.ofMillis(20);
    return new SlurmTimes(soon, soon, soon, soon);
  }
}
