package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.put;
import static io.metalab.testkit.StoreFixture.putAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.BulkLookupStore;
import io.metalab.api.store.RecordLookupStore;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StudyCount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Look-ups find what is stored, all of it and nothing else. */
interface QueryContract extends StoreFixture {
  @Test
  default void findsManyRunsInOneLookUpAndLeavesOutTheUnknown() {
    List<RunRecord> records = Samples.successes(SeedBundle.of(10), 1000);
    putAll(store(), records.subList(0, 600));
    List<RunId> ids = records.stream().map(RunRecord::runId).toList();
    Map<RunId, StoredRun> found = store().findRuns(ids);
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(ids.subList(0, 600));
    assertThat(found.values()).extracting(StoredRun::status).containsOnly(RunStatus.SUCCESS);
    assertThat(store().findRuns(List.of())).isEmpty();
  }

  @Test
  default void looksUpInBulkWhatItFindsOneByOne() {
    assumeTrue(store() instanceof BulkLookupStore, "not a BulkLookupStore");
    List<RunRecord> records = Samples.successes(SeedBundle.of(16), 100);
    putAll(store(), records.subList(20, 60));
    put(store(), Samples.attempt(records.get(60), 3, RunStatus.FAILED));
    RunIds ids = RunIds.copyOf(records.stream().map(RunRecord::runId).toList());
    Map<RunId, StoredRun> expected = store().findRuns(ids);
    List<@Nullable StoredRun> found = ((BulkLookupStore) store()).lookUp(ids);
    assertThat(found).hasSize(100);
    for (int i = 0; i < 100; i++) {
      assertThat(found.get(i)).isEqualTo(expected.get(ids.get(i)));
      assertThat(found.get(i) == null).isEqualTo(i < 20 || i > 60);
    }
  }

  @Test
  default void readsManyRecordsAtOnceAsOneByOne() {
    assumeTrue(store() instanceof RecordLookupStore, "not a RecordLookupStore");
    List<RunRecord> records = Samples.successes(SeedBundle.of(17), 60);
    putAll(store(), records.subList(20, 40));
    put(store(), Samples.attempt(records.get(40), 1, RunStatus.FAILED));
    put(store(), Samples.attempt(records.get(40), 2, RunStatus.FAILED));
    List<RunId> ids = records.stream().map(RunRecord::runId).toList();
    Map<RunId, RunRecord> found = ((RecordLookupStore) store()).findRunRecords(ids);
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(ids.subList(20, 41));
    found.forEach((id, record) -> assertThat(store().findRunRecord(id)).contains(record));
    assertThat(((RecordLookupStore) store()).findRunRecords(List.of())).isEmpty();
  }

  @Test
  default void findsComputationsOfSuccessfulRunsAlone() {
    RunRecord good = Samples.success(SeedBundle.of(11));
    RunRecord bad = Samples.attempt(Samples.success(SeedBundle.of(12)), 1, RunStatus.FAILED);
    String unknown = Digests.sha256("unknown");
    put(store(), good, bad);
    assertThat(
            store()
                .findComputations(
                    List.of(unknown, good.computation(), bad.computation(), good.runId().hex())))
        .containsExactly(Map.entry(good.computation(), good.runId()));
    assertThat(store().findComputations(List.of())).isEmpty();
  }

  @Test
  default void findsTheComputationOfAnotherExperiment() {
    RunRecord one = Samples.success(SeedBundle.of(13));
    RunRecord other =
        Samples.success(SeedBundle.of(14)).toBuilder().computation(one.computation()).build();
    put(store(), other);
    assertThat(store().findComputations(List.of(one.computation())))
        .containsEntry(one.computation(), other.runId());
  }

  @Test
  default void findsIdsByPrefixInAscendingOrderUpToTheLimit() {
    List<RunRecord> records = Samples.successes(SeedBundle.of(15), 200);
    putAll(store(), records);
    List<RunId> sorted = records.stream().map(RunRecord::runId).sorted().toList();
    assertThat(store().findByPrefix("", 1000)).isEqualTo(sorted);
    assertThat(store().findByPrefix("", 7)).isEqualTo(sorted.subList(0, 7));
    for (RunId id : sorted) {
      for (int digits : new int[] {1, 2, 3, 8, 64}) {
        String prefix = id.hex().substring(0, digits);
        assertThat(store().findByPrefix(prefix, 1000))
            .isEqualTo(sorted.stream().filter(other -> other.hex().startsWith(prefix)).toList());
      }
    }
    assertThat(store().findByPrefix("0".repeat(63), 5)).isEmpty();
  }

  @Test
  default void readsRecordsInTheOrderOfTheirFirstPut() {
    List<RunRecord> records = new ArrayList<>(Samples.successes(SeedBundle.of(16), 50));
    RunRecord retried = Samples.attempt(records.get(3), 1, RunStatus.FAILED);
    for (int i = 0; i < records.size(); i++) {
      put(store(), i == 3 ? retried : records.get(i));
    }
    RunRecord again = Samples.attempt(retried, 2, RunStatus.SUCCESS);
    put(store(), again);
    records.set(3, again);
    try (var all = store().runRecords("")) {
      assertThat(all).containsExactlyElementsOf(records);
    }
    String experiment = records.get(0).experimentId();
    List<RunRecord> ofExperiment =
        records.stream().filter(record -> record.experimentId().equals(experiment)).toList();
    assertThat(ofExperiment).hasSizeBetween(1, 49);
    try (var some = store().runRecords(experiment)) {
      assertThat(some).containsExactlyElementsOf(ofExperiment);
    }
    try (var none = store().runRecords("unknown:1")) {
      assertThat(none).isEmpty();
    }
  }

  @Test
  default void mayStopReadingRecordsHalfway() {
    List<RunRecord> records = Samples.successes(SeedBundle.of(17), 20);
    putAll(store(), records);
    try (var all = store().runRecords("")) {
      assertThat(all.limit(3)).hasSize(3);
    }
    put(store(), Samples.success(SeedBundle.of(18)));
    try (var all = store().runRecords("")) {
      assertThat(all).hasSize(21);
    }
  }

  @Test
  default void countsSuccessesByTheCodeThatExecutedThem() {
    List<RunRecord> records = Samples.successes(SeedBundle.of(20), 6);
    for (int i = 0; i < records.size(); i++) {
      Provenance code = new Provenance(i % 3 == 0 ? Map.of("code", "a") : Map.of("code", "b"));
      RunRecord record =
          records.get(i).toBuilder().experimentId("coded:1").provenance(code).build();
      put(store(), i == 5 ? Samples.attempt(record, 1, RunStatus.FAILED) : record);
    }
    StudyCount count = store().counts().get(0);
    assertThat(count.successesByCode()).isEqualTo(Map.of("a", 2L, "b", 3L));
    assertThat(count.stale("a")).isEqualTo(3);
    assertThat(count.stale("c")).isEqualTo(5);
  }

  @Test
  default void countsEffectiveRecordsByExperimentAndStatus() {
    Map<String, Map<RunStatus, Long>> expected = new HashMap<>();
    RunStatus[] statuses = RunStatus.values();
    List<RunRecord> records = Samples.successes(SeedBundle.of(19), 60);
    for (int i = 0; i < records.size(); i++) {
      RunStatus status = statuses[i % statuses.length];
      RunRecord record = Samples.attempt(records.get(i), 2, status);
      put(store(), Samples.attempt(record, 1, RunStatus.FAILED), record);
      expected
          .computeIfAbsent(record.experimentId(), id -> new HashMap<>())
          .merge(status, 1L, Long::sum);
    }
    List<StudyCount> counts = store().counts();
    assertThat(counts).hasSameSizeAs(expected.keySet());
    for (StudyCount count : counts) {
      Map<RunStatus, Long> byStatus = expected.getOrDefault(count.experimentId(), Map.of());
      for (RunStatus status : statuses) {
        assertThat(count.count(status))
            .as("%s of %s", status, count.experimentId())
            .isEqualTo(byStatus.getOrDefault(status, 0L));
      }
    }
    assertThat(store().info().runs()).isEqualTo(60);
  }
}
