package io.metalab.store.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.VerifiableStore;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.store.archive.Archive;
import io.metalab.store.archive.ArchiveStore;
import io.metalab.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What one kind of store knows goes into every other kind, straight and in an archive. */
class TransferBetweenHomesTest {
  @TempDir Path directory;

  static Stream<Arguments> pairs() {
    return Stream.of(Home.values())
        .flatMap(
            from ->
                Stream.of(Home.values())
                    .filter(to -> to != from)
                    .map(to -> Arguments.of(from, to)));
  }

  private Path place(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }

  private static TransferReport copy(Store source, Store target) {
    return Transfer.run(source, target, Scope.ALL, false, TransferProgress.NONE);
  }

  private static Store filled(Home home, Path place, List<RunRecord> pool, int seed) {
    Store store = home.open(place);
    StoreContent.fill(store, pool, SeedBundle.of(50, seed));
    return store;
  }

  private static List<Finding> deeply(Store store) {
    return ((VerifiableStore) store).verify("", true).findings();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void copiesEverythingAndFindsNothingNewAfterwards(Home from, Home to) throws IOException {
    List<RunRecord> pool = StoreContent.pool(51, 40);
    try (Store source = filled(from, place("from"), pool, 1);
        Store target = to.open(place("to"))) {
      assertThat(copy(source, target).isNothingNew()).isFalse();
      assertThat(StoreContent.of(target)).isEqualTo(StoreContent.of(source));
      assertThat(StoreContent.streams(target)).isEqualTo(StoreContent.streams(source));
      assertThat(deeply(target)).isEmpty();
      assertThat(copy(source, target).isNothingNew()).isTrue();
      assertThat(copy(target, source).isNothingNew()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anArchiveOfOneKindGoesIntoTheOtherAndBackToTheSameBytes(Home from, Home to)
      throws IOException {
    Path first = directory.resolve("first.zip");
    Path second = directory.resolve("second.zip");
    try (Store source = filled(from, place("from"), StoreContent.pool(52, 40), 2);
        Store target = to.open(place("to"))) {
      Archive.write(source, Scope.ALL, first, TransferProgress.NONE);
      try (ArchiveStore archive = ArchiveStore.open(first)) {
        assertThat(deeply(archive)).isEmpty();
        copy(archive, target);
      }
      assertThat(StoreContent.of(target)).isEqualTo(StoreContent.of(source));
      assertThat(StoreContent.streams(target)).isEqualTo(StoreContent.streams(source));
      Archive.write(target, Scope.ALL, second, TransferProgress.NONE);
    }
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void mergesOneOfEachKindIntoAnyKindInAnyOrder() throws IOException {
    List<RunRecord> pool = StoreContent.pool(53, 25);
    List<Store> sources = new ArrayList<>();
    try {
      for (Home home : Home.values()) {
        sources.add(filled(home, place("source-" + home), pool, sources.size()));
      }
      List<Home> homes = List.of(Home.values());
      Map<String, Object> expected = Map.of();
      int number = 0;
      for (List<Store> order : StoreContent.orders(sources)) {
        Home home = homes.get(number % homes.size());
        try (Store target = home.open(place("target-" + number))) {
          order.forEach(source -> copy(source, target));
          Map<String, Object> content = StoreContent.of(target);
          expected = number == 0 ? content : expected;
          assertThat(content).as("order %d into %s", number, home).isEqualTo(expected);
        }
        number++;
      }
    } finally {
      sources.forEach(Store::close);
    }
  }

  @ParameterizedTest
  @EnumSource(Home.class)
  void aLostAttemptGoesAlongAsLostWithItsLog(Home home) throws IOException {
    RunRecord run = Samples.success(SeedBundle.of(54));
    RunRecord running = Samples.attempt(run, 2, RunStatus.RUNNING);
    RunRecord lost = running.toBuilder().status(RunStatus.LOST).build();
    StreamKey log = new StreamKey(run.runId(), 2, StreamKey.Kind.LOG);
    Path place = place("source");
    try (Store source = home.open(place)) {
      source.putRunRecord(Samples.attempt(run, 1, RunStatus.FAILED)).join();
      source.putRunRecord(running).join();
      source.append(log, "so far\n".getBytes(UTF_8));
    } // which gives its lease back, as the death of its process would
    Path file = directory.resolve("study.zip");
    try (Store source = home.open(place, OpenOptions.readOnlyExisting())) {
      for (Home other : Home.values()) {
        try (Store target = other.open(place("target-" + other))) {
          TransferReport report = copy(source, target);
          assertThat(report.attempts()).isEqualTo(2);
          assertThat(report.running()).isEmpty();
          assertThat(target.findRunRecord(run.runId())).contains(lost);
          assertThat(target.read(log, 0, 100)).asString(UTF_8).isEqualTo("so far\n");
          assertThat(copy(target, target).isNothingNew()).isTrue();
        }
      }
      assertThat(Archive.write(source, Scope.ALL, file, TransferProgress.NONE).attempts())
          .isEqualTo(2);
    }
    try (ArchiveStore archive = ArchiveStore.open(file)) {
      assertThat(archive.findRunRecord(run.runId())).contains(lost);
      assertThat(archive.read(log, 0, 100)).asString(UTF_8).isEqualTo("so far\n");
    }
  }

  @ParameterizedTest
  @EnumSource(Home.class)
  void whatIsBeingExecutedStaysBehindUntilItIsOver(Home home) throws IOException {
    RunRecord run = Samples.success(SeedBundle.of(55));
    Path file = directory.resolve("study.zip");
    try (Store source = home.open(place("source"));
        Store target = home.open(place("target"))) {
      source.putRunRecord(Samples.attempt(run, 1, RunStatus.RUNNING)).join();
      assertThat(copy(source, target).running()).containsExactly(run.runId());
      assertThat(target.attempts(run.runId())).isEmpty();
      assertThat(Archive.write(source, Scope.ALL, file, TransferProgress.NONE).running())
          .containsExactly(run.runId());
      source.putRunRecord(run).join();
      assertThat(copy(source, target).running()).isEmpty();
      assertThat(target.attempts(run.runId())).containsExactly(run);
    }
  }
}
