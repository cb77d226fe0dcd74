package io.metalab.executor.slurm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.MetalabException;
import io.metalab.core.study.StudySchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlurmSettingsTest {
  @Test
  void nothingIsSetUnlessItIsSaid() {
    SlurmSettings settings = SlurmSettings.of(Map.of());
    assertThat(settings.options()).isEmpty();
    assertThat(settings.time()).isZero();
    assertThat(settings.chunkSize()).isEmpty();
    assertThat(settings.sbatch()).isEmpty();
    assertThat(settings.setup()).isEmpty();
    assertThat(settings.directory()).isEmpty();
    assertThat(settings.java()).isEmpty();
  }

  @Test
  void readsEachSetting() {
    SlurmSettings settings =
        SlurmSettings.of(
            Map.ofEntries(
                Map.entry("partition", "long"),
                Map.entry("account", "phys"),
                Map.entry("qos", "high"),
                Map.entry("gres", "gpu:a100:1"),
                Map.entry("constraint", "haswell"),
                Map.entry("time", "4h"),
                Map.entry("chunk_size", 20L),
                Map.entry("sbatch", List.of("#SBATCH --exclusive", "--mail-type=FAIL")),
                Map.entry("setup", List.of("module load java/17")),
                Map.entry("directory", "/shared/jobs"),
                Map.entry("java", "java")));
    assertThat(settings.options())
        .containsEntry("partition", "long")
        .containsEntry("account", "phys")
        .containsEntry("qos", "high")
        .containsEntry("gres", "gpu:a100:1")
        .containsEntry("constraint", "haswell");
    assertThat(settings.partition()).isEqualTo("long");
    assertThat(settings.time()).isEqualTo(Duration.ofHours(4));
    assertThat(settings.chunkSize()).hasValue(20);
    assertThat(settings.sbatch()).containsExactly("--exclusive", "--mail-type=FAIL");
    assertThat(settings.setup()).containsExactly("module load java/17");
    assertThat(settings.directory()).isEqualTo("/shared/jobs");
    assertThat(settings.java()).isEqualTo("java");
  }

  private static Map<?, ?> properties(@Nullable Object schema) {
    return (Map<?, ?>) requireNonNull(((Map<?, ?>) requireNonNull(schema)).get("properties"));
  }

  @Test
  void studyFilesMaySayAllOfThem() {
    Map<?, ?> run = properties(properties(StudySchema.any()).get("run"));
    Map<?, ?> slurm = properties(run.get("slurm"));
    assertThat(slurm.keySet()).isEqualTo(Set.copyOf(SlurmSettings.NAMES));
  }

  @Test
  void listsMayBeTextOfSeveralLinesAndNumbersText() {
    SlurmSettings settings =
        SlurmSettings.of(Map.of("setup", "module load a\n\nmodule load b\n", "chunk_size", "5"));
    assertThat(settings.setup()).containsExactly("module load a", "module load b");
    assertThat(settings.chunkSize()).hasValue(5);
  }

  @Test
  void refusesANameThatIsUnknownAndOffersTheRightOne() {
    assertThatThrownBy(() -> SlurmSettings.of(Map.of("partiton", "long")))
        .isInstanceOf(MetalabException.class)
        .hasMessageContainingAll("'partiton'", "'partition'", "chunk_size");
  }

  @ParameterizedTest
  @CsvSource({
    "time,30s,at least 1m",
    "time,soon,such as 90m",
    "chunk_size,0,integer",
    "partition,' ',line of text",
    "sbatch,exclusive,options of sbatch"
  })
  void refusesAValueThatIsWrong(String name, String value, String rule) {
    assertThatThrownBy(() -> SlurmSettings.of(Map.of(name, value)))
        .isInstanceOf(MetalabException.class)
        .hasMessageContainingAll("slurm." + name, value, rule);
  }

  @Test
  void refusesAValueOfAnotherKind() {
    assertThatThrownBy(() -> SlurmSettings.of(Map.of("setup", List.of(1L))))
        .hasMessageContainingAll("slurm.setup", "1");
    assertThatThrownBy(() -> SlurmSettings.of(Map.of("setup", 1L)))
        .hasMessageContainingAll("slurm.setup", "list of lines");
    assertThatThrownBy(() -> SlurmSettings.of(Map.of("account", 12L)))
        .hasMessageContainingAll("slurm.account", "12", "line of text");
  }
}
