package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What commands say of SLURM, with programs in its place that answer the same each time. */
@Timeout(60)
class SlurmCommandsTest {
  private static final String STUDY =
      """
      study: sums
      version: "1"
      operation: test.add
      sweep: {grid: {a: [1, 2, 3]}}
      """;

  @TempDir Path directory;
  private CliRun cli = CliRun.in(Path.of(""));

  @BeforeEach
  void onALoginNode() throws IOException {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    cli = CliRun.in(directory).with("PATH", bin + ":" + System.getenv("PATH"));
    program("sbatch", "echo slurm-wlm 22.05.8");
    program("scancel", "");
    program("scontrol", "echo 'MaxArraySize = 501'; echo 'MaxJobCount = 9000'");
    program("squeue", "echo 'sums-1.00ff|7|3-99%50|PENDING|JobArrayTaskLimit'");
    Files.writeString(directory.resolve("study.yaml"), STUDY);
  }

  private void program(String name, String shell) throws IOException {
    Path file = directory.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + shell + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A submission as a controller that was killed leaves it. */
  private void submission() throws IOException {
    Path files = directory.resolve("runs/.metalab/slurm/00ff");
    Files.createDirectories(files);
    Files.writeString(
        files.resolve("spec.jsonl"),
        """
        {"format":1,"submission":"00ff","name":"sums-1.00ff","experiment":"sums:1","store":"file:/x","tasks":100}
        {"operation":"a@1","class":"A","definition":{},"class_path":[],"directory":"/","digest_cache":"","tags":[],"provenance":{}}
        """);
  }

  @Test
  void statusSaysInWordsWhatTasksWaitFor() throws IOException {
    cli.run("run", "study.yaml", "--limit", "1");
    submission();
    assertThat(cli.run("status", "sums").out())
        .contains("slurm: 97 tasks waiting: array limit %50 (JobArrayTaskLimit)");
    assertThat(cli.run("status", "sums", "--json").out())
        .contains("\"waiting: array limit %50 (JobArrayTaskLimit)\": 97");
  }

  @Test
  void statusIsToldAlsoWhileSlurmDoesNotAnswer() throws IOException {
    cli.run("run", "study.yaml", "--limit", "1");
    submission();
    program("squeue", "echo 'slurm_load_jobs error: no contact' >&2; exit 1");
    CliRun.Outcome outcome = cli.run("status", "sums");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("slurm: squeue does not answer: ", "no contact");
  }

  @Test
  void doctorNamesTheClusterAndItsLimits() {
    assertThat(cli.run("doctor").out())
        .contains("slurm-wlm 22.05.8, arrays of up to 501 tasks, 4500 open at a time");
  }

  @Test
  void aSettingThatIsUnknownOrWrongIsRefusedWhereverItComesFrom() throws IOException {
    assertThat(cli.run("run", "study.yaml", "--slurm", "partiton=long").err())
        .contains("no setting 'partiton' (--slurm)", "'partition'");
    Files.writeString(
        directory.resolve("study.yaml"), STUDY + "run: {executor: slurm, slurm: {tiem: 4h}}\n");
    assertThat(cli.run("run", "study.yaml").err())
        .contains("study.yaml:5:", "run.slurm has no key 'tiem'", "did you mean 'time'?");
    Files.writeString(directory.resolve("study.yaml"), STUDY + "run: {executor: slurm}\n");
    CliRun.Outcome outcome = cli.with("METALAB_SLURM_TIME", "soon").run("run", "study.yaml");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("slurm.time (soon)", "such as 90m or 4h");
  }

  @Test
  void settingsOfSlurmAreNoConcernOfOtherExecutors() throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        STUDY + "run: {slurm: {partition: long, chunk_size: 5, setup: [module load java]}}\n");
    assertThat(cli.run("run", "study.yaml").exitCode()).isZero();
  }
}
