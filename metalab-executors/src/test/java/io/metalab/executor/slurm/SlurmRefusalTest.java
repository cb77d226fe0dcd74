package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.store.MemoryStore;
import io.metalab.store.file.FileStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot work says so, and what to do. */
@Timeout(300)
class SlurmRefusalTest {
  @RegisterExtension static final LocalSlurm SLURM = new LocalSlurm();

  @TempDir Path directory;

  private MetalabException failure(Map<String, Object> settings, Resources resources) {
    try (FileStore store = FileStore.open(directory.resolve("store"));
        Executor executor =
            SLURM.setup().open(SlurmTests.quick(1, settings), SlurmTests.body(store))) {
      RunPayload payload = SlurmTests.payloads(directory, 0, 1).get(0).withResources(resources);
      RunFuture future = executor.submit(payload);
      executor.gather(List.of(future));
      throw new AssertionError("The run ended.");
    } catch (MetalabException e) {
      assertThat(SubmissionDirectory.list(directory.resolve("store/.metalab/slurm"))).isEmpty();
      return e;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "partition,nowhere,nowhere,run.slurm.partition",
    "gres,moon:1,generic resource,run.slurm.gres",
    "sbatch,--nodes=2-1,node count,run.slurm"
  })
  void whatSlurmRefusesIsToldInItsWordsAndOurs(
      String name, String value, String theirs, String ours) {
    MetalabException problem = failure(Map.of(name, value), Resources.DEFAULT);
    assertThat(problem.code()).isEqualTo(ErrorCode.UNSATISFIABLE);
    assertThat(problem).hasMessageContainingAll("SLURM refused the job", theirs, ours);
  }

  @Test
  void tasksThatCannotStartEndTheStudyAfterThreeOfThem() {
    MetalabException problem =
        failure(Map.of("java", "/nowhere/bin/java", "chunk_size", 1L), Resources.DEFAULT);
    assertThat(problem)
        .hasMessageContainingAll("before their first run", "/nowhere/bin/java", "No such file");
  }

  @Test
  void moreThanAnyNodeHasIsRefusedBeforeAnythingIsSubmitted() {
    assertThatThrownBy(
            () -> SLURM.setup().check(ExecutorConfig.defaults(), Resources.DEFAULT.withCpus(1000)))
        .isInstanceOf(MetalabException.class)
        .hasMessageContainingAll("1000 cpus", "more than 8", "run.resources");
  }

  @Test
  void aStoreThatOnlyThisProcessHasIsRefused() {
    MemoryStore store = new MemoryStore();
    assertThatThrownBy(() -> SLURM.setup().open(ExecutorConfig.defaults(), SlurmTests.body(store)))
        .isInstanceOf(MetalabException.class)
        .hasMessageContainingAll("memory:", "directory that all nodes see");
  }

  @Test
  void withoutSlurmItIsSaidWhatIsMissing() {
    SlurmSetup nowhere = new SlurmSetup(Map.of("PATH", directory.toString()), SlurmTimes.DEFAULT);
    assertThatThrownBy(() -> nowhere.check(ExecutorConfig.defaults(), Resources.DEFAULT))
        .isInstanceOf(MetalabException.class)
        .hasMessageContainingAll("no sbatch on the PATH", "login node", "--executor thread");
  }
}
