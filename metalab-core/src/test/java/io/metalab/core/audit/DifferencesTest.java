package io.metalab.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.Provenance;
import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRecordBuilder;
import io.metalab.api.RunStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  private static RunRecord found(Map<String, Object> metrics) {
    return RunRecord.builder().status(RunStatus.SUCCESS).metrics(metrics).build();
  }

  private static ArtifactDescriptor artifact(String digit) {
    return new ArtifactDescriptor(
        "m.npy", digit.repeat(64), 3, "application/x-npy", "npy", Map.of());
  }

  private static Provenance provenance(Map<String, ?> changes) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("cpu", Map.of("model", "A", "cores", 2L));
    values.put("os", Map.of("name", "Linux", "arch", "amd64", "version", "6.1"));
    values.put("java", Map.of("version", "17", "vm", "HotSpot"));
    values.put("natives", List.of("openblas-1-linux-x86_64.jar"));
    values.put("environment", Map.of("OMP_NUM_THREADS", "1"));
    values.put("code", "c1");
    values.put("pid", 1L);
    values.putAll(changes);
    return new Provenance(values);
  }

  private static List<String> environment(Provenance now) {
    return Differences.ofEnvironments(provenance(Map.of()), now).stream()
        .map(ValueDifference::name)
        .toList();
  }

  @Test
  void oneUnitInTheLastPlaceIsADifferenceAndNanEqualsNan() {
    RunRecord stored = found(Map.of("x", 0.1, "nan", Double.NaN, "n", 1L, "flag", true));
    RunRecord now = found(Map.of("x", Math.nextUp(0.1), "nan", Double.NaN, "n", 1L, "flag", true));
    assertThat(Differences.ofResults(stored, now))
        .containsExactly(new ValueDifference("metrics.x", "0.1", "0.10000000000000002"));
    assertThat(Differences.ofResults(stored, stored)).isEmpty();
  }

  @Test
  void whatOneOfThemLacksIsADifference() {
    assertThat(Differences.ofResults(found(Map.of("a", 1L)), found(Map.of("b", "1"))))
        .containsExactly(
            new ValueDifference("metrics.a", "1", ""), new ValueDifference("metrics.b", "", "'1'"));
  }

  @Test
  void artifactsAreComparedByDigest() {
    RunRecordBuilder record = RunRecord.builder().status(RunStatus.SUCCESS);
    RunRecord stored = record.artifacts(List.of(artifact("a"))).build();
    RunRecord now = record.artifacts(List.of(artifact("b"))).build();
    assertThat(Differences.ofResults(stored, now))
        .containsExactly(
            new ValueDifference(
                "artifacts.m.npy", "sha256 " + "a".repeat(64), "sha256 " + "b".repeat(64)));
  }

  @Test
  void aRunThatFailsNowDiffersByItsStatus() {
    RunRecord now =
        RunRecord.builder().status(RunStatus.FAILED).error(RunError.of("T", "no")).build();
    assertThat(Differences.ofResults(found(Map.of()), now))
        .containsExactly(new ValueDifference("status", "success", "failed: T: no"));
  }

  @Test
  void processorJavaNativeLibrariesAndThreadsDecideWhetherBitsCompare() {
    assertThat(environment(provenance(Map.of("cpu", Map.of("model", "B", "cores", 2L)))))
        .containsExactly("cpu.model");
    assertThat(environment(provenance(Map.of("java", Map.of("version", "25", "vm", "HotSpot")))))
        .containsExactly("java.version");
    assertThat(environment(provenance(Map.of("natives", List.of())))).containsExactly("natives");
    assertThat(environment(provenance(Map.of("environment", Map.of()))))
        .containsExactly("environment.OMP_NUM_THREADS");
  }

  @Test
  void codeProcessAndJobDoNot() {
    assertThat(
            environment(
                provenance(
                    Map.of(
                        "pid",
                        2L,
                        "code",
                        "c2",
                        "cpu",
                        Map.of("model", "A", "cores", 64L),
                        "environment",
                        Map.of("OMP_NUM_THREADS", "1", "SLURM_JOB_ID", "9")))))
        .isEmpty();
  }

  @Test
  void whatAnOlderProgramDidNotGatherIsNoDifference() {
    assertThat(
            Differences.ofEnvironments(new Provenance(Map.of("code", "c1")), provenance(Map.of())))
        .isEmpty();
  }

  @Test
  void theDifferenceOfProvenanceNamesCodeAndMachineButNotTheProcess() {
    assertThat(
            Differences.ofProvenance(
                provenance(Map.of()), provenance(Map.of("code", "c2", "pid", 7L))))
        .containsExactly(new ValueDifference("code", "c1", "c2"));
  }
}
