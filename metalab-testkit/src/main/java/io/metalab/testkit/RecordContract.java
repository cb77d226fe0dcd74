package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.put;
import static io.metalab.testkit.StoreFixture.putAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.FileValue;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Records come back as they were put, and of several attempts the right one counts. */
interface RecordContract extends StoreFixture {
  @Test
  default void holdsNothingAtFirst() {
    RunId id = Samples.success(SeedBundle.of(1)).runId();
    assertThat(store().findRunRecord(id)).isEmpty();
    assertThat(store().attempts(id)).isEmpty();
    assertThat(store().findRuns(List.of(id))).isEmpty();
    assertThat(store().findByPrefix("", 10)).isEmpty();
    assertThat(store().counts()).isEmpty();
    try (var records = store().runRecords("")) {
      assertThat(records).isEmpty();
    }
    assertThat(store().info().runs()).isZero();
  }

  @Test
  default void returnsEachRecordAsItWasPut() {
    for (SeedBundle seeds : StoreFixture.seeds("records", 40)) {
      RunRecord success = Samples.success(seeds);
      put(store(), success);
      assertThat(store().findRunRecord(success.runId())).contains(success);
      RunRecord failed =
          Samples.attempt(Samples.success(seeds.split("other")), 3, RunStatus.FAILED);
      put(store(), failed);
      assertThat(store().findRunRecord(failed.runId())).contains(failed);
    }
  }

  @Test
  default void keepsEveryKindOfMetricAsItself() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("nan", Double.NaN);
    metrics.put("infinite", Double.POSITIVE_INFINITY);
    metrics.put("minus infinite", Double.NEGATIVE_INFINITY);
    metrics.put("text NaN", "NaN");
    metrics.put("text Infinity", "Infinity");
    metrics.put("minus zero", -0.0);
    metrics.put("one", 1.0);
    metrics.put("integer one", 1L);
    metrics.put("text one", "1");
    metrics.put("tiny", Double.MIN_VALUE);
    metrics.put("huge", Double.MAX_VALUE);
    metrics.put("third", 1.0 / 3);
    metrics.put("largest integer", (1L << 53) - 1);
    metrics.put("yes", true);
    metrics.put("", "blank name");
    metrics.put("$number", "NaN");
    metrics.put("größe 🙂\n\"\\", "é\u0000\u001f\u2028");
    RunRecord record =
        Samples.success(SeedBundle.of(2)).toBuilder().metrics(metrics).derived(metrics).build();
    put(store(), record);
    RunRecord found = store().findRunRecord(record.runId()).orElseThrow();
    assertThat(found.metrics()).containsExactlyEntriesOf(metrics);
    assertThat(found.derived()).containsExactlyEntriesOf(metrics);
  }

  @Test
  default void keepsNestedParamsWithFileReferencesAndOrder() {
    RunRecord plain = Samples.success(SeedBundle.of(3));
    String digest = Digests.sha256("content");
    Map<String, Object> nested = new LinkedHashMap<>();
    nested.put("z", null);
    nested.put("a", Arrays.asList(1, null, 2.5, "x", List.of(), Map.of(), false));
    nested.put("$file", "not a file");
    nested.put("$sha256", digest);
    Params params =
        Params.of(
            "nested",
            nested,
            "file",
            new FileValue("däta/a b.csv", digest),
            "dir",
            new DirValue("data", "*.csv", digest),
            "artifact",
            new ArtifactValue(plain.runId(), "a/b.json", digest),
            "large",
            1e300);
    RunRecord record =
        plain.toBuilder()
            .params(params)
            .provenance(new Provenance(Map.of("git", nested)))
            .artifacts(
                List.of(
                    new ArtifactDescriptor("b", digest, 7, "text/plain", "text", Map.of()),
                    new ArtifactDescriptor(
                        "a/ü.csv", digest, 0, "text/csv", "", Map.of("shape", "[2,3]"))))
            .timings(Map.of("long", Duration.ofDays(400).plusNanos(1), "none", Duration.ZERO))
            .notes(List.of("one", "one", ""))
            .build();
    put(store(), record);
    RunRecord found = store().findRunRecord(record.runId()).orElseThrow();
    assertThat(found).isEqualTo(record);
    assertThat(found.params().names()).containsExactlyElementsOf(params.names());
    assertThat(found.metrics().keySet()).containsExactlyElementsOf(record.metrics().keySet());
  }

  @Test
  default void showsARunningAttemptUntilItsEndReplacesIt() {
    RunRecord success = Samples.success(SeedBundle.of(4));
    RunRecord running = Samples.attempt(success, 1, RunStatus.RUNNING);
    put(store(), running);
    assertThat(store().findRunRecord(success.runId())).contains(running);
    assertThat(store().findRuns(List.of(success.runId())).values())
        .extracting(StoredRun::status)
        .containsExactly(RunStatus.RUNNING);
    put(store(), success);
    assertThat(store().findRunRecord(success.runId())).contains(success);
    assertThat(store().attempts(success.runId())).containsExactly(success);
    put(store(), running);
    assertThat(store().findRunRecord(success.runId())).contains(success);
  }

  @Test
  default void keepsARecordThatIsPutTwiceOnce() {
    RunRecord record = Samples.success(SeedBundle.of(5));
    RunRecord failed = Samples.attempt(record, 2, RunStatus.FAILED);
    put(store(), record, record, failed, record, failed);
    assertThat(store().attempts(record.runId())).containsExactly(record, failed);
    assertThat(store().counts()).hasSize(1);
    assertThat(store().counts().get(0).total()).isEqualTo(1);
  }

  @Test
  default void choosesTheEffectiveRecordWhateverTheOrder() {
    List<RunStatus> ends =
        List.of(RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.LOST, RunStatus.FAILED);
    for (SeedBundle seeds : StoreFixture.seeds("effective", 60)) {
      var random = seeds.stream("order");
      RunRecord run = Samples.success(seeds);
      List<RunRecord> attempts = new ArrayList<>();
      for (int i = 0; i < ends.size(); i++) {
        attempts.add(Samples.attempt(run, i + 1, ends.get(i)));
      }
      if (random.nextBoolean()) {
        attempts.add(Samples.attempt(run, ends.size(), RunStatus.RUNNING));
      }
      RunRecord best = attempts.get(ends.size() - 1);
      if (random.nextBoolean()) {
        best = Samples.attempt(run, ends.size() + 1, RunStatus.RUNNING);
        attempts.add(best);
      }
      if (random.nextBoolean()) {
        best = Samples.attempt(run, random.nextInt(1, 4), RunStatus.SUCCESS);
        attempts.add(best);
      }
      Collections.shuffle(attempts, new Random(random.nextLong()));
      putAll(store(), attempts);
      assertThat(store().findRunRecord(run.runId())).as("put as %s", attempts).contains(best);
      assertThat(store().attempts(run.runId()).get(0)).isEqualTo(best);
    }
  }

  @Test
  default void countsHowAnAttemptEndedRatherThanThatItWasLost() {
    RunRecord run = Samples.success(SeedBundle.of(8));
    RunRecord other = Samples.success(SeedBundle.of(9));
    int attempt = 0;
    for (RunStatus status : List.of(RunStatus.FAILED, RunStatus.CANCELLED)) {
      attempt++;
      RunRecord ended = Samples.attempt(run, attempt, status);
      put(store(), Samples.attempt(run, attempt, RunStatus.LOST), ended);
      assertThat(store().findRunRecord(run.runId())).contains(ended);
      RunRecord otherEnded = Samples.attempt(other, attempt, status);
      put(store(), otherEnded, Samples.attempt(other, attempt, RunStatus.LOST));
      assertThat(store().findRunRecord(other.runId())).contains(otherEnded);
    }
  }

  @Test
  default void listsTheEffectiveAttemptFirstAndTheOthersByNumber() {
    RunRecord run = Samples.success(SeedBundle.of(6));
    RunRecord first = Samples.attempt(run, 1, RunStatus.FAILED);
    RunRecord second = Samples.attempt(run, 2, RunStatus.SUCCESS);
    RunRecord third = Samples.attempt(run, 3, RunStatus.CANCELLED);
    RunRecord fourth = Samples.attempt(run, 4, RunStatus.FAILED);
    put(store(), fourth, first, third, second);
    assertThat(store().attempts(run.runId())).containsExactly(second, first, third, fourth);
  }

  @Test
  default void keepsTheFirstOfTwoSuccesses() {
    RunRecord first = Samples.success(SeedBundle.of(7));
    RunRecord second = Samples.attempt(first, 2, RunStatus.SUCCESS);
    put(store(), first, second);
    assertThat(store().findRunRecord(first.runId())).contains(first);
    assertThat(store().attempts(first.runId())).containsExactly(first, second);
  }

  @Test
  default void choosesAmongSuccessesOfOneAttemptByTheRecordsAlone() {
    Set<Boolean> firstPutCounts = new HashSet<>();
    for (SeedBundle seeds : StoreFixture.seeds("equals", 40)) {
      RunRecord one = Samples.success(seeds);
      RunRecord other = Samples.attempt(one, 1, RunStatus.SUCCESS);
      put(store(), one, other);
      assertThat(store().attempts(one.runId())).containsExactlyInAnyOrder(one, other);
      firstPutCounts.add(store().findRunRecord(one.runId()).orElseThrow().equals(one));
    }
    assertThat(firstPutCounts).as("the order of putting decides").hasSize(2);
  }

  @Test
  default void tellsOfARunItsStatusHighestAttemptAndCode() {
    RunRecord run = Samples.success(SeedBundle.of(8));
    RunRecord failed =
        Samples.attempt(run, 5, RunStatus.FAILED).toBuilder().provenance(Provenance.NONE).build();
    put(store(), failed);
    assertThat(store().findRuns(List.of(run.runId())))
        .containsExactly(Map.entry(run.runId(), new StoredRun(RunStatus.FAILED, 5, "")));
    put(store(), run);
    assertThat(run.provenance().codeDigest()).hasSize(64);
    assertThat(store().findRuns(List.of(run.runId())))
        .containsExactly(
            Map.entry(
                run.runId(), new StoredRun(RunStatus.SUCCESS, 5, run.provenance().codeDigest())));
  }
}
