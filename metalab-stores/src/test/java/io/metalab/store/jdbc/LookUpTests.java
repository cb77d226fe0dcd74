package io.metalab.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.BulkLookupStore;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.testkit.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What look-ups of thousands of runs find, however the runs lie in their table. */
abstract class LookUpTests {
  private static final int RUNS = 3000;

  @TempDir Path directory;

  private final List<RunRecord> records = JdbcStoreTests.samples(61, RUNS);
  private Store store;

  abstract Store open(Path place, OpenOptions options);

  @BeforeEach
  void openStore() {
    store = open(directory, OpenOptions.readWrite());
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void findsRunsThatWereStoredInTheOrderOfTheQuestion() {
    JdbcStoreTests.put(store, records);
    assertFound(records);
  }

  @Test
  void findsRunsThatLieAmongManyOthers() {
    List<RunRecord> mixed = new ArrayList<>(records);
    mixed.addAll(JdbcStoreTests.samples(62, 3 * RUNS));
    Collections.shuffle(mixed, new Random(7));
    JdbcStoreTests.put(store, mixed);
    assertFound(records);
  }

  @Test
  void findsTheHalfThatIsThere() {
    JdbcStoreTests.put(store, records.subList(RUNS / 4, 3 * RUNS / 4));
    assertFound(records.subList(RUNS / 4, 3 * RUNS / 4));
  }

  @Test
  void findsNothingInAnEmptyStore() {
    assertFound(List.of());
  }

  @Test
  void tellsTheEffectiveStatusAndTheHighestAttempt() {
    JdbcStoreTests.put(store, records);
    RunRecord failed = Samples.attempt(records.get(1000), 4, RunStatus.FAILED);
    JdbcStoreTests.put(store, List.of(failed));
    assertThat(lookUp(ids(records)).get(1000))
        .isEqualTo(new StoredRun(RunStatus.SUCCESS, 4, failed.provenance().codeDigest()));
  }

  @Test
  void doesNotFindARunThatWasRemoved() {
    JdbcStoreTests.put(store, records);
    ((AnnotationStore) store).remove(records.get(1500).runId());
    List<RunRecord> rest = new ArrayList<>(records);
    rest.remove(1500);
    assertFound(rest);
  }

  @Test
  void tellsOfARunAtEachPositionThatAsksForIt() {
    JdbcStoreTests.put(store, records);
    List<RunRecord> twice = new ArrayList<>(records);
    twice.addAll(records);
    List<@Nullable StoredRun> found = lookUp(ids(twice));
    assertThat(found).hasSize(2 * RUNS).doesNotContainNull();
    assertThat(found.subList(0, RUNS)).isEqualTo(found.subList(RUNS, 2 * RUNS));
  }

  /** Checks that exactly these of the runs are found, each at its position. */
  private void assertFound(List<RunRecord> stored) {
    Map<RunId, StoredRun> expected = new HashMap<>();
    for (RunRecord record : stored) {
      expected.put(
          record.runId(), new StoredRun(RunStatus.SUCCESS, 1, record.provenance().codeDigest()));
    }
    List<@Nullable StoredRun> byPosition = new ArrayList<>();
    records.forEach(record -> byPosition.add(expected.get(record.runId())));
    RunIds ids = ids(records);
    assertThat(lookUp(ids)).isEqualTo(byPosition);
    assertThat(store.findRuns(ids)).isEqualTo(expected);
  }

  private List<@Nullable StoredRun> lookUp(RunIds ids) {
    return ((BulkLookupStore) store).lookUp(ids);
  }

  private static RunIds ids(List<RunRecord> records) {
    return RunIds.copyOf(records.stream().map(RunRecord::runId).toList());
  }
}
