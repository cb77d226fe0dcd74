package io.metalab.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.executor.WorkerJvm;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerLaunchTest {
  private static final Path DIRECTORY = Path.of("/tmp/worker");

  private static List<String> command(WorkerJvm jvm, String... own) {
    return new WorkerLaunch(jvm, List.of(own)).command(DIRECTORY);
  }

  @Test
  void takesPropertiesAndClassDataAlongButNoMemoryCollectorOrAgent() {
    assertThat(
            command(
                WorkerJvm.DEFAULT,
                "-Xmx7g",
                "-XX:+UseParallelGC",
                "-javaagent:x.jar",
                "-Dmine=1",
                "-Dmetalab.columns=80",
                "-XX:SharedArchiveFile=/a.jsa",
                "--add-opens=java.base/java.lang=ALL-UNNAMED"))
        .contains(
            "-Dmine=1",
            "-XX:SharedArchiveFile=/a.jsa",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError")
        .doesNotContain("-Xmx7g", "-XX:+UseParallelGC", "-javaagent:x.jar", "-Dmetalab.columns=80");
  }

  @Test
  void theUsersOptionsComeLastAndMayChooseTheCollector() {
    List<String> command =
        command(new WorkerJvm(1 << 30, List.of("-XX:+UseZGC", "-Dmine=2"), 0, 0), "-Dmine=1");
    assertThat(command).contains("-Xmx1073741824").doesNotContain("-XX:+UseSerialGC");
    assertThat(command).containsSubsequence("-Dmine=1", "-XX:+UseZGC", "-Dmine=2", "-cp");
    assertThat(command).endsWith(WorkerMain.class.getName(), DIRECTORY.toString());
  }

  @Test
  void leavesThreadNumbersAloneThatAreSet() {
    Map<String, String> environment = new LinkedHashMap<>(Map.of("OMP_NUM_THREADS", "4"));
    WorkerLaunch.environment(environment);
    assertThat(environment)
        .containsEntry("OMP_NUM_THREADS", "4")
        .containsEntry("OPENBLAS_NUM_THREADS", "1")
        .containsEntry("MKL_NUM_THREADS", "1");
  }
}
