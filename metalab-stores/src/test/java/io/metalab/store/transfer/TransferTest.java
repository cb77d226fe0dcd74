package io.metalab.store.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.store.MemoryStore;
import io.metalab.store.file.FileStore;
import io.metalab.testkit.InMemoryStore;
import io.metalab.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {
  @TempDir Path directory;

  private static TransferReport copy(Store source, Store target) {
    return Transfer.run(source, target, Scope.ALL, false, TransferProgress.NONE);
  }

  private static MemoryStore filled(List<RunRecord> pool, int seed) {
    MemoryStore store = new MemoryStore();
    StoreContent.fill(store, pool, SeedBundle.of(7, seed));
    return store;
  }

  @Test
  void copiesEverythingIntoAnotherKindOfStoreAndBack() {
    MemoryStore source = filled(StoreContent.pool(1, 60), 1);
    MemoryStore back = new MemoryStore();
    try (FileStore files = FileStore.open(directory)) {
      TransferReport report = copy(source, files);
      assertThat(report.findings()).isEmpty();
      assertThat(report.attempts()).isPositive();
      assertThat(StoreContent.of(files)).isEqualTo(StoreContent.of(source));
      assertThat(StoreContent.streams(files)).isEqualTo(StoreContent.streams(source));
      assertThat(files.verify("", true).findings()).isEmpty();
      copy(files, back);
    }
    assertThat(StoreContent.of(back)).isEqualTo(StoreContent.of(source));
    assertThat(StoreContent.streams(back)).isEqualTo(StoreContent.streams(source));
  }

  @Test
  void findsNothingNewTheSecondTime() {
    MemoryStore source = filled(StoreContent.pool(2, 40), 2);
    MemoryStore target = new MemoryStore();
    TransferReport planned = Transfer.run(source, target, Scope.ALL, true, TransferProgress.NONE);
    assertThat(StoreContent.of(target)).isEqualTo(StoreContent.of(new MemoryStore()));
    assertThat(planned).isEqualTo(copy(source, target));
    assertThat(planned.isNothingNew()).isFalse();
    TransferReport again = copy(source, target);
    assertThat(again.isNothingNew()).isTrue();
    assertThat(again.streamBytes()).isZero();
    assertThat(again.runs()).isEqualTo(planned.runs());
  }

  @Test
  void showsTheSameWhateverTheOrderOfMergesAndTheKindsOfStores() throws IOException {
    for (int seed = 0; seed < 6; seed++) {
      List<RunRecord> pool = StoreContent.pool(100 + seed, 25);
      List<Store> sources = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        sources.add(filled(pool, 10 * seed + i));
      }
      Map<String, Object> expected = Map.of();
      int number = 0;
      for (List<Store> order : StoreContent.orders(sources)) {
        Path place = Files.createDirectory(directory.resolve(seed + "-" + number));
        try (Store target = number % 2 == 0 ? FileStore.open(place) : new MemoryStore()) {
          order.forEach(source -> copy(source, target));
          Map<String, Object> content = StoreContent.of(target);
          expected = number == 0 ? content : expected;
          assertThat(content).as("seed %d, order %d", seed, number).isEqualTo(expected);
        }
        number++;
      }
      MemoryStore pair = new MemoryStore();
      copy(sources.get(2), pair);
      copy(sources.get(0), pair);
      MemoryStore detour = new MemoryStore();
      copy(sources.get(1), detour);
      copy(pair, detour);
      assertThat(StoreContent.of(detour)).as("seed %d, in pairs", seed).isEqualTo(expected);
    }
  }

  @Test
  void copiesTheRunsOfOneExperimentAlone() {
    MemoryStore source = filled(StoreContent.pool(3, 60), 3);
    MemoryStore target = new MemoryStore();
    Scope scope = new Scope("sweep:1", (document, contexts) -> document.kind().equals("context"));
    TransferReport report = Transfer.run(source, target, scope, false, TransferProgress.NONE);
    assertThat(target.counts()).hasSize(1);
    assertThat(target.counts().get(0))
        .isEqualTo(
            source.counts().stream()
                .filter(count -> count.experimentId().equals("sweep:1"))
                .findFirst()
                .orElseThrow());
    assertThat(target.documents("experiment")).isEmpty();
    assertThat(report.documents()).isEqualTo(1);
  }

  @Test
  void leavesBehindAndNamesWhatIsBeingExecuted() {
    MemoryStore source = new MemoryStore();
    RunRecord run = Samples.success(SeedBundle.of(4));
    source.putRunRecord(Samples.attempt(run, 1, RunStatus.FAILED)).join();
    source.putRunRecord(Samples.attempt(run, 2, RunStatus.RUNNING)).join();
    MemoryStore target = new MemoryStore();
    assertThat(copy(source, target).running()).containsExactly(run.runId());
    assertThat(target.attempts(run.runId())).extracting(RunRecord::attempt).containsExactly(1);
    source.putRunRecord(Samples.attempt(run, 2, RunStatus.SUCCESS)).join();
    TransferReport later = copy(source, target);
    assertThat(later.attempts()).isEqualTo(1);
    assertThat(later.running()).isEmpty();
    assertThat(target.findRunRecord(run.runId())).isEqualTo(source.findRunRecord(run.runId()));
  }

  @Test
  void anEndIsNoContradictionToACopyThatLostSightOfTheAttempt() {
    RunRecord run = Samples.success(SeedBundle.of(12));
    RunRecord lost = Samples.attempt(run, 1, RunStatus.LOST);
    MemoryStore copied = new MemoryStore();
    copied.putRunRecord(lost).join();
    MemoryStore original = new MemoryStore();
    original.putRunRecord(run).join();
    assertThat(copy(copied, original).findings()).isEmpty();
    assertThat(original.attempts(run.runId())).containsExactly(run, lost);
    assertThat(copy(original, copied).findings()).isEmpty();
    assertThat(copied.attempts(run.runId())).containsExactly(run, lost);
  }

  @Test
  void listsAndKeepsRecordsThatContradictEachOther() {
    RunRecord run = Samples.success(SeedBundle.of(5));
    RunRecord forged = run.toBuilder().metrics(Map.of("rmse", 0.0)).build();
    RunRecord elsewhere =
        Samples.attempt(run, 1, RunStatus.SUCCESS).toBuilder()
            .started(run.started().plusSeconds(9))
            .build();
    RunRecord alike =
        run.toBuilder().started(run.started().plusSeconds(10)).tags(List.of("other")).build();
    for (RunRecord other : List.of(forged, elsewhere, alike)) {
      MemoryStore one = new MemoryStore();
      MemoryStore two = new MemoryStore();
      one.putRunRecord(run).join();
      two.putRunRecord(other).join();
      List<Finding> findings = copy(two, one).findings();
      String expected = other.equals(forged) ? "contradiction" : "nondeterminism";
      assertThat(findings)
          .extracting(Finding::kind)
          .isEqualTo(other.equals(alike) ? List.of() : List.of(expected));
      assertThat(findings)
          .allSatisfy(found -> assertThat(found.place()).contains(run.runId().hex()));
      assertThat(one.attempts(run.runId())).containsExactlyInAnyOrder(run, other);
      assertThat(copy(one, two).findings()).isEqualTo(findings);
      assertThat(two.findRunRecord(run.runId())).isEqualTo(one.findRunRecord(run.runId()));
    }
  }

  @Test
  void tellsWhichArtifactsOfEffectiveRecordsAreMissingOrDamaged() throws IOException {
    RunRecord run = Samples.success(SeedBundle.of(6));
    RunRecord other = Samples.success(SeedBundle.of(8));
    try (FileStore source = FileStore.open(directory.resolve("source"));
        FileStore target = FileStore.open(directory.resolve("target"))) {
      var random = SeedBundle.of(6).random();
      Path missing = artifact(StoreContent.put(source, run, 1, RunStatus.SUCCESS, random));
      Path damaged = artifact(StoreContent.put(source, other, 1, RunStatus.SUCCESS, random));
      Files.delete(missing);
      Files.writeString(damaged, "other");
      assertThat(copy(source, target).findings())
          .extracting(Finding::kind)
          .containsExactly("missing-artifact", "damaged-artifact");
      assertThat(target.findRunRecord(run.runId())).isPresent();
      assertThat(target.verify("", true).findings()).hasSize(2);
    }
  }

  private Path artifact(RunRecord record) {
    String sha256 = record.artifacts().get(0).sha256();
    return directory.resolve(
        "source/.metalab/artifacts/%s/%s".formatted(sha256.substring(0, 2), sha256));
  }

  @Test
  void keepsTheLogThatTheTargetHasOfAnAttemptExecutedTwice() {
    RunRecord run = Samples.success(SeedBundle.of(9));
    StreamKey log = new StreamKey(run.runId(), 1, StreamKey.Kind.LOG);
    MemoryStore one = new MemoryStore();
    MemoryStore two = new MemoryStore();
    one.append(log, "here\n".getBytes(UTF_8));
    one.putRunRecord(run).join();
    two.append(log, "there\n".getBytes(UTF_8));
    two.putRunRecord(run.toBuilder().started(run.started().plusSeconds(1)).build()).join();
    assertThat(copy(two, one).streamsLeftOut()).isEqualTo(1);
    assertThat(one.read(log, 0, 100)).asString(UTF_8).isEqualTo("here\n");
  }

  @Test
  void reachesAStoreThatOnlyKeepsRunsAndOneThatAnnotatesThem() {
    MemoryStore source = filled(StoreContent.pool(10, 40), 4);
    InMemoryStore plain = new InMemoryStore();
    copy(source, plain);
    assertThat(StoreContent.shown(plain)).isEqualTo(StoreContent.shown(source));
    assertThat(StoreContent.streams(plain)).isEqualTo(StoreContent.streams(source));
    assertThat(copy(source, plain).attempts()).isZero();
    RunId removed = source.findByPrefix("", 1).get(0);
    RunId noted = source.findByPrefix("", 2).get(1);
    source.remove(removed);
    source.note(noted, "late");
    source.tag(noted, List.of("late"), List.of());
    copy(source, plain);
    assertThat(StoreContent.shown(plain)).isEqualTo(StoreContent.shown(source));
    MemoryStore back = new MemoryStore();
    copy(plain, back);
    assertThat(StoreContent.shown(back)).isEqualTo(StoreContent.shown(source));
  }

  @Test
  void tellsHowFarItIs() {
    MemoryStore source = new MemoryStore();
    StoreContent.pool(11, 1300).forEach(run -> source.putRunRecord(run).join());
    List<String> told = new ArrayList<>();
    Transfer.run(
        source,
        new MemoryStore(),
        Scope.ALL,
        false,
        (phase, runs, total) -> told.add(phase + " " + runs + "/" + total));
    assertThat(told)
        .containsExactly(
            "CONTENT 512/1300",
            "CONTENT 1024/1300",
            "CONTENT 1300/1300",
            "RECORDS 512/1300",
            "RECORDS 1024/1300",
            "RECORDS 1300/1300");
  }
}
