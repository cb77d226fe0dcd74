package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.it.JavaProcess.Outcome;
import io.metalab.testkit.Needs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real disk that is full, and real files that may not be written or read. */
@EnabledOnOs(OS.LINUX)
class DiskIT {
  private static final String STUDY =
      """
      study: sunspots
      version: "1"
      operation: ar_forecast
      context: {series: {file: sunspots_yearly.csv}}
      params: {window: 60, origins: 20}
      sweep:
        grid: {p: [1, 2, 3, 4, 5, 6, 7, 8], ridge: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]}
      seeds: {base: 1}
      """;

  @TempDir Path directory;

  @BeforeEach
  void writeStudy() throws IOException {
    Files.copy(
        ROOT.resolve("examples/sunspots/sunspots_yearly.csv"),
        directory.resolve("sunspots_yearly.csv"));
    Files.writeString(directory.resolve("study.yaml"), STUDY);
  }

  @Test
  void aFullDiskIsOneErrorAndTheStudyGoesOnOnceThereIsSpace() throws IOException {
    Path runs = Files.createDirectory(directory.resolve("runs"));
    Outcome mount = sh("mount -t tmpfs -o size=300k tmpfs runs");
    assumeThat(mount.exitCode())
        .as("mounting a small disk takes root and the right to mount: %s", mount.err())
        .isZero();
    try {
      Outcome full = JavaProcess.metalab(directory, "run", "study.yaml");
      assertThat(full.exitCode()).as(full.err()).isEqualTo(4);
      assertThat(full.err()).containsOnlyOnce("error: ").contains("Free some space");
      assertThat(full.err()).doesNotContain("\tat ");

      assertThat(sh("mount -o remount,size=20m runs").exitCode()).isZero();
      Outcome more = JavaProcess.metalab(directory, "run", "study.yaml");
      assertThat(more.exitCode()).as(more.err()).isZero();
      assertThat(more.err()).contains("total=64").doesNotContain("reused=0 ");
      Outcome verify = JavaProcess.metalab(directory, "verify", "--deep");
      assertThat(verify.exitCode()).as(verify.out() + verify.err()).isZero();
    } finally {
      sh("umount " + runs);
    }
  }

  @Test
  void aDirectoryThatMayNotBeWrittenIsOneErrorAndCanStillBeRead() throws IOException {
    assertThat(JavaProcess.metalab(directory, "run", "study.yaml").exitCode()).isZero();
    Outcome before = JavaProcess.metalab(directory, "status", "--json");
    String study = STUDY.replace("base: 1", "base: 2");
    Files.writeString(directory.resolve("study.yaml"), study);
    assertThat(sh("chmod -R a-w runs").exitCode()).isZero();
    try {
      Outcome refused = withoutPrivileges("run", "study.yaml");
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(4);
      assertThat(refused.err()).containsOnlyOnce("error: ").contains("Check who may write there");
      assertThat(refused.err()).doesNotContain("\tat ");
      Outcome status = withoutPrivileges("status", "--json");
      assertThat(status.exitCode()).as(status.err()).isZero();
      assertThat(status.out()).isEqualTo(before.out());
    } finally {
      sh("chmod -R u+w runs");
    }
    assertThat(JavaProcess.metalab(directory, "run", "study.yaml").exitCode()).isZero();
  }

  @Test
  void anInputThatMayNotBeReadIsOneErrorBeforeAnythingRuns() throws IOException {
    Path series = directory.resolve("sunspots_yearly.csv");
    Files.setPosixFilePermissions(series, PosixFilePermissions.fromString("---------"));
    Outcome refused = withoutPrivileges("run", "study.yaml");
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err())
        .containsOnlyOnce("error: ")
        .contains("sunspots_yearly.csv", "context.series")
        .doesNotContain("\tat ");
    assertThat(directory.resolve("runs")).doesNotExist();
  }

  /** Runs metalab so that the permissions of files count, also if the user is root. */
  private Outcome withoutPrivileges(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    Path probe = Files.createDirectories(directory.resolve("probe"));
    Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("r-xr-xr-x"));
    if (sh("touch probe/file").exitCode() == 0) {
      Needs.that(sh("command -v setpriv").exitCode() == 0, "setpriv (package util-linux)");
      String dropped = "-dac_override,-dac_read_search";
      command.addAll(List.of("setpriv", "--bounding-set=" + dropped, "--inh-caps=" + dropped));
      List<String> touch = new ArrayList<>(command);
      touch.addAll(List.of("sh", "-c", "touch probe/other 2>/dev/null && exit 9; exit 0"));
      assumeThat(JavaProcess.run(directory, touch).exitCode())
          .as("dropping what root may do takes the right to drop it")
          .isZero();
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", ManagementFactory.getRuntimeMXBean().getClassPath()));
    command.add("io.metalab.cli.Main");
    command.addAll(List.of(arguments));
    return JavaProcess.run(directory, command);
  }

  private Outcome sh(String command) {
    return JavaProcess.run(directory, List.of("sh", "-c", command));
  }
}
