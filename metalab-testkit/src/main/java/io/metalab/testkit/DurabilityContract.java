package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.assertFails;
import static io.metalab.testkit.StoreFixture.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StreamKey.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was put is there when the store is opened again, here or where its directory was moved. */
interface DurabilityContract extends StoreFixture {
  /** Returns the directory of the store of this test. */
  Path home();

  /** Opens a store that is closed after the test. */
  Store openAt(Path home, OpenOptions options);

  /** Fills a store with some of everything. */
  private static List<RunRecord> fill(Store store) {
    List<RunRecord> runs =
        Samples.successes(SeedBundle.of(100), 30).stream().map(run -> fill(store, run)).toList();
    store.putDocument("experiment", "b");
    store.putDocument("experiment", "a");
    store.putDocument("context", "größe");
    if (store instanceof AnnotationStore annotations) {
      annotations.tag(runs.get(0).runId(), List.of("keep"), List.of("kit"));
      annotations.note(runs.get(0).runId(), "noted");
      annotations.putDerived(runs.get(0).runId(), Map.of("half", 0.5));
      annotations.remove(runs.get(1).runId());
    }
    return runs;
  }

  private static RunRecord fill(Store store, RunRecord run) {
    byte[] bytes = run.identity().getBytes(UTF_8);
    store.append(new StreamKey(run.runId(), 2, Kind.LOG), "größe\n".getBytes(UTF_8));
    RunRecord record =
        Samples.attempt(run, 2, RunStatus.SUCCESS).toBuilder()
            .artifacts(List.of(ArtifactContract.putArtifact(store, run.runId(), "a", bytes)))
            .build();
    put(store, Samples.attempt(run, 1, RunStatus.FAILED));
    store.append(new StreamKey(run.runId(), 2, Kind.SERIES), "{\"loss\":1}\n".getBytes(UTF_8));
    put(store, record);
    return record;
  }

  /** Returns everything that a store tells. */
  private static List<Object> tellAll(Store store, List<RunRecord> runs) {
    List<RunRecord> records;
    try (Stream<RunRecord> stream = store.runRecords("")) {
      records = stream.toList();
    }
    return List.of(
        records,
        runs.stream().map(run -> store.attempts(run.runId())).toList(),
        store.findRuns(runs.stream().map(RunRecord::runId).toList()),
        store.findComputations(runs.stream().map(RunRecord::computation).toList()),
        store.findByPrefix("", 1000),
        store.counts(),
        store.documents("experiment").stream().map(StoredDocument::text).toList(),
        store.documents("context").stream().map(StoredDocument::text).toList(),
        runs.stream().flatMap(run -> texts(store, run)).toList());
  }

  private static Stream<String> texts(Store store, RunRecord run) {
    byte[] log = store.read(new StreamKey(run.runId(), 2, Kind.LOG), 0, 1000);
    byte[] series = store.read(new StreamKey(run.runId(), 2, Kind.SERIES), 0, 1000);
    byte[] artifact = ArtifactContract.readArtifact(store, run.artifacts().get(0));
    return Stream.of(log, series, artifact).map(bytes -> new String(bytes, UTF_8));
  }

  @Test
  default void tellsTheSameAfterItWasOpenedAgain() {
    List<RunRecord> runs = fill(store());
    List<Object> before = tellAll(store(), runs);
    assertThat((List<?>) before.get(0)).hasSizeBetween(29, 30);
    store().close();
    for (int i = 0; i < 3; i++) {
      Store again = openAt(home(), OpenOptions.readWrite());
      assertThat(tellAll(again, runs)).isEqualTo(before);
      again.close();
    }
  }

  @Test
  default void tellsTheSameToOneWhoOnlyReads() {
    List<RunRecord> runs = fill(store());
    List<Object> before = tellAll(store(), runs);
    store().close();
    Store reader = openAt(home(), OpenOptions.readOnlyExisting());
    assertThat(tellAll(reader, runs)).isEqualTo(before);
    assertFails(ErrorCode.STORE_UNUSABLE, () -> put(reader, runs.get(0)));
    assertFails(ErrorCode.STORE_UNUSABLE, () -> reader.putDocument("experiment", "new"));
  }

  @Test
  default void tellsTheSameWhereItWasCopiedTo() throws IOException {
    List<RunRecord> runs = fill(store());
    List<Object> before = tellAll(store(), runs);
    store().close();
    Path copy = home().resolveSibling("copy of " + home().getFileName());
    try (Stream<Path> files = Files.walk(home())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(home().relativize(file).toString()));
      }
    }
    assertThat(tellAll(openAt(copy, OpenOptions.readWrite()), runs)).isEqualTo(before);
  }

  @Test
  default void findsWhatAnAttemptSavedAfterItWasOpenedAgain() {
    RunRecord run = Samples.success(SeedBundle.of(192));
    StateContract.begin(store(), run, 1, "before");
    store().close();
    Store reader = openAt(home(), OpenOptions.readOnlyExisting());
    assertThat(StateContract.found(reader, run.runId())).isEqualTo("1: before");
    assertFails(
        ErrorCode.STORE_UNUSABLE,
        () -> StateContract.states(reader).putState(StateContract.key(run, 2), new byte[1]));
    reader.close();
    Store again = openAt(home(), OpenOptions.readWrite());
    assertThat(again.findRuns(List.of(run.runId())).values())
        .extracting(StoredRun::status)
        .containsExactly(RunStatus.LOST);
    assertThat(StateContract.found(again, run.runId())).isEqualTo("1: before");
    put(again, Samples.attempt(run, 2, RunStatus.RUNNING));
    put(again, Samples.attempt(run, 2, RunStatus.SUCCESS));
    assertThat(StateContract.states(again).states()).isEmpty();
  }

  @Test
  default void saysThatThereIsNothingToRead() throws IOException {
    Path empty = Files.createDirectory(home().resolve("empty"));
    assertFails(ErrorCode.NOT_FOUND, () -> openAt(empty, OpenOptions.readOnlyExisting()));
    try (Stream<Path> files = Files.list(empty)) {
      assertThat(files).as("what a reader created").isEmpty();
    }
  }

  @Test
  default void goesOnWhereItEnded() {
    List<RunRecord> runs = Samples.successes(SeedBundle.of(101), 12);
    for (int i = 0; i < runs.size(); i++) {
      Store store = openAt(home(), OpenOptions.readWrite());
      put(store, runs.get(i));
      try (Stream<RunRecord> records = store.runRecords("")) {
        assertThat(records).containsExactlyElementsOf(runs.subList(0, i + 1));
      }
      store.close();
    }
  }

  @Test
  default void makesEverythingDurableWhenItCloses() {
    List<RunRecord> runs = Samples.successes(SeedBundle.of(102), 200);
    StreamKey log = new StreamKey(runs.get(0).runId(), 1, Kind.LOG);
    var futures = runs.stream().map(store()::putRunRecord).toList();
    store().append(log, "late\n".getBytes(UTF_8));
    store().close();
    assertThat(futures).allSatisfy(future -> assertThat(future).isCompleted());
    Store again = openAt(home(), OpenOptions.readWrite());
    for (RunRecord run : runs) {
      assertThat(again.findRunRecord(run.runId())).contains(run);
    }
    assertThat(again.read(log, 0, 100)).isEqualTo("late\n".getBytes(UTF_8));
  }
}
