package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.put;
import static io.metalab.testkit.StoreFixture.putAll;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.ChangeReader;
import io.metalab.api.store.ChangeStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What has changed since a mark is told, all of it, once. */
interface ChangeContract extends StoreFixture {
  /** Returns the store as one that tells changes; the test is left out for one that does not. */
  default ChangeStore changes() {
    assumeThat(store()).isInstanceOf(ChangeStore.class);
    return (ChangeStore) store();
  }

  /** Takes down what a store tells: by run the text of its record, empty for a removed one. */
  final class Heard implements ChangeReader {
    final Map<RunId, String> told = new LinkedHashMap<>();
    final Map<RunId, RunStatus> statuses = new LinkedHashMap<>();
    boolean restarted;
    String mark = "";

    static Heard of(ChangeStore store, String experiment, String mark) {
      Heard heard = new Heard();
      heard.mark = store.readChanges(experiment, mark, heard);
      return heard;
    }

    @Override
    public void restart() {
      told.clear();
      statuses.clear();
      restarted = true;
    }

    @Override
    public void record(RunStatus status, byte[] json, int offset, int length) {
      String text = new String(json, offset, length, UTF_8);
      assertThat(text).startsWith("{").endsWith("}");
      int id = text.indexOf("\"id\"");
      int quote = text.indexOf('"', text.indexOf(':', id));
      RunId run = new RunId(text.substring(quote + 1, quote + 65));
      assertThat(told.put(run, text)).as("told twice").isNull();
      statuses.put(run, status);
    }

    @Override
    public void removed(RunId runId) {
      assertThat(told.put(runId, "")).as("told twice").isNull();
    }
  }

  @Test
  default void tellsAllRecordsInTheOrderOfTheirRunsThenNothingMore() {
    ChangeStore changes = changes();
    List<RunRecord> records = Samples.successes(SeedBundle.of(80), 300);
    putAll(store(), records);

    Heard all = Heard.of(changes, "", "");

    assertThat(all.restarted).isFalse();
    try (var stored = store().runRecords("")) {
      assertThat(all.told.keySet())
          .containsExactlyElementsOf(stored.map(RunRecord::runId).toList());
    }
    assertThat(all.statuses.values()).containsOnly(RunStatus.SUCCESS);
    assertThat(Heard.of(changes, "", all.mark).told).isEmpty();
    String experiment = records.get(0).experimentId();
    assertThat(Heard.of(changes, experiment, "").told)
        .hasSize((int) records.stream().filter(r -> r.experimentId().equals(experiment)).count());
  }

  @Test
  default void tellsLaterAttemptsOfRunsThatWereToldBefore() {
    ChangeStore changes = changes();
    RunRecord run = Samples.success(SeedBundle.of(81));
    put(store(), Samples.attempt(run, 1, RunStatus.FAILED));
    put(store(), Samples.success(SeedBundle.of(82)));
    Heard first = Heard.of(changes, "", "");
    assertThat(first.statuses.get(run.runId())).isEqualTo(RunStatus.FAILED);

    put(store(), Samples.attempt(run, 2, RunStatus.SUCCESS));

    Heard later = Heard.of(changes, "", first.mark);
    assertThat(later.statuses).isEqualTo(Map.of(run.runId(), RunStatus.SUCCESS));
    assertThat(later.restarted).isFalse();
    assertThat(Heard.of(changes, "", later.mark).told).isEmpty();
  }

  @Test
  default void tellsAnnotationsAndRemovals() {
    ChangeStore changes = changes();
    assumeThat(store()).isInstanceOf(AnnotationStore.class);
    AnnotationStore annotations = (AnnotationStore) store();
    RunRecord tagged = Samples.success(SeedBundle.of(83));
    RunRecord gone = Samples.success(SeedBundle.of(84));
    put(store(), tagged, gone);
    String mark = Heard.of(changes, "", "").mark;

    annotations.tag(tagged.runId(), List.of("zz-keep"), List.of());
    annotations.remove(gone.runId());

    Heard later = Heard.of(changes, "", mark);
    assertThat(later.told).containsOnlyKeys(tagged.runId(), gone.runId());
    assertThat(later.told.get(tagged.runId())).contains("zz-keep");
    assertThat(later.told.get(gone.runId())).isEmpty();
  }

  @Test
  default void startsAnewAtAMarkThatIsNotItsOwn() {
    ChangeStore changes = changes();
    RunRecord run = Samples.success(SeedBundle.of(85));
    put(store(), run);

    Heard heard = Heard.of(changes, "", "of another store");

    assertThat(heard.restarted).isTrue();
    assertThat(heard.told).containsOnlyKeys(run.runId());
  }
}
