package io.metalab.core.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.core.json.ValueText;
import io.metalab.core.where.FilterException;
import io.metalab.testkit.InMemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResultsTest extends ResultsFixture {
  @Test
  void readsNothingBeforeAnAnswerIsAskedFor() {
    CountingStore store = new CountingStore(List.of(run(0, Params.of("x", 1), 1)));

    Results results = Results.of(store, "").where("params.y > 1").sort("z").limit(2).select("w");

    assertThat(store.read).hasValue(0);
    assertThatThrownBy(results::table).isInstanceOf(FilterException.class);
  }

  @Test
  void readsNoMoreThanTheLimitNeeds() {
    CountingStore store =
        new CountingStore(
            IntStream.range(0, 100_000).mapToObj(i -> run(i, Params.of("x", i % 10), i)).toList());

    assertThat(losses(Results.of(store, "").where("x == 3").limit(2))).containsExactly("3", "13");
    assertThat(store.read.get()).isLessThan(2_000);
    assertThat(store.open).hasValue(0);
  }

  @Test
  void findsAFieldThatOnlyALateRecordHas() {
    List<RunRecord> records = new ArrayList<>();
    IntStream.range(0, 3_000).forEach(i -> records.add(run(i, Params.of("x", 1), 1)));
    records.add(run(3_000, Params.of("x", 1, "late", "auto"), 2));
    records.add(run(3_001, Params.of("x", "auto"), 3));
    Results results = Results.of(new CountingStore(records), "");

    assertThat(results.where("late == 'auto'").count()).isEqualTo(1);
    assertThat(results.where("x == 'auto'").count()).isEqualTo(1);
    assertThatThrownBy(() -> results.where("layte == 'auto'").count())
        .hasMessageContaining("did you mean 'params.late'?");
  }

  @Test
  void refusesUnknownColumnsAndSortKeys() {
    Results results = Results.of(new CountingStore(List.of(run(0, Params.of("x", 1), 1))), "");

    for (Results bad :
        List.of(results.select("los"), results.sort("los:desc"), results.select("metrcs.*"))) {
      assertThatThrownBy(bad::table)
          .isInstanceOfSatisfying(
              MetalabException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILTER));
    }
    assertThatThrownBy(() -> results.groupBy(List.of("y")).aggregate("loss"))
        .hasMessageContaining("no field 'y'");
    assertThatThrownBy(() -> results.groupBy(List.of("x")).aggregate("record.id"))
        .hasMessageContaining("must be a number");
  }

  @Test
  void answersOverNoRecordsWithoutFields() {
    Results results = Results.of(new CountingStore(List.of()), "");

    assertThat(results.where("metrics.loss < 1 && lr > 0").sort("loss").count()).isZero();
    assertThat(results.table().rows()).isEmpty();
    assertThat(results.replicates().table().rows()).isEmpty();
    assertThatThrownBy(() -> results.where("record.sttus == 'x'").count())
        .hasMessageContaining("did you mean 'record.status'?");
  }

  @Test
  void sortsUnmeasurableValuesLastInBothDirections() {
    List<RunRecord> records =
        List.of(
            run(0, Params.of(), Double.NaN),
            run(1, Params.of(), 2),
            run(2, Params.of(), Double.POSITIVE_INFINITY),
            Records.success(3, Params.of(), Map.of()).build(),
            run(4, Params.of(), -10),
            run(5, Params.of(), Double.NEGATIVE_INFINITY),
            run(6, Params.of(), 10));
    Results results = Results.of(new CountingStore(records), "");

    assertThat(losses(results.sort("loss")))
        .containsExactly("-10", "2", "10", "-Infinity", "Infinity", "NaN", "");
    assertThat(losses(results.sort("metrics.loss:desc")))
        .containsExactly("10", "2", "-10", "Infinity", "-Infinity", "NaN", "");
  }

  @Test
  void sortsTextByCodePointAndEqualRunsById() {
    String astral = new String(Character.toChars(0x1F600));
    List<RunRecord> records = new ArrayList<>();
    List<String> names = List.of("b", "\uFF5E", astral, "a", "B", "a");
    for (int i = 0; i < names.size(); i++) {
      records.add(run(i, Params.of("name", names.get(i)), i));
    }
    Collections.reverse(records);

    Results sorted = Results.of(new CountingStore(records), "").sort("name");

    assertThat(sorted.select("name", "loss").table().rows())
        .extracting(row -> row.get(0) + ValueText.plain(row.get(1)))
        .containsExactly("B4", "a3", "a5", "b0", "\uFF5E1", astral + "2");
  }

  @Test
  void keepsTheSameFirstRunsAsAFullSort() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<RunRecord> records =
          IntStream.range(0, 200)
              .mapToObj(i -> run(i, Params.of("g", random.nextInt(5)), random.nextInt(20)))
              .toList();
      Results sorted = Results.of(new CountingStore(records), "").sort("g:desc", "loss");
      int limit = random.nextInt(50);
      try (Stream<RunRecord> all = sorted.records();
          Stream<RunRecord> top = sorted.limit(limit).records()) {
        assertThat(top.toList()).isEqualTo(all.limit(limit).toList());
      }
    }
  }

  @Test
  void pagesAreConsecutivePartsOfTheWholeAnswer() {
    CountingStore store =
        new CountingStore(
            IntStream.range(0, 2_500).mapToObj(i -> run(i, Params.of("x", i % 7), i)).toList());
    Results all = Results.of(store, "");
    for (Results answer : List.of(all, all.where("x < 3"), all.sort("loss:desc"))) {
      List<String> whole = losses(answer);
      List<String> paged = new ArrayList<>();
      for (int skip = 0; skip < whole.size(); skip += 400) {
        Results page = answer.skip(skip).limit(400);
        List<String> losses = losses(page);
        assertThat(page.count()).isEqualTo(losses.size());
        try (Stream<RunRecord> records = page.records()) {
          assertThat(records.map(record -> ValueText.plain(record.metrics().get("loss"))))
              .isEqualTo(losses);
        }
        paged.addAll(losses);
      }
      assertThat(paged).isEqualTo(whole);
      assertThat(losses(answer.skip(whole.size() - 1))).hasSize(1);
      assertThat(losses(answer.skip(whole.size() + 1))).isEmpty();
      assertThat(answer.skip(whole.size() + 1).count()).isZero();
    }
    assertThatThrownBy(() -> all.skip(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void exposesParamsByDefaultAndKeepsAMetricNamedLikeAColumnApart() {
    RunRecord record =
        Records.success(
                0,
                Params.of("n", 10, "opt", Map.of("eps", 0.1)),
                Map.of("status", "fine", "run_id", 7L))
            .build();

    Table table = Results.of(new CountingStore(List.of(record)), "").table();

    assertThat(table.columnNames())
        .containsExactlyInAnyOrder(
            "record.id",
            "record.status",
            "params.n",
            "params.opt.eps",
            "record.replicate",
            "metrics.status",
            "metrics.run_id");
    assertThat(table.cell(0, "record.status")).isEqualTo("success");
    assertThat(table.cell(0, "metrics.status")).isEqualTo("fine");
    assertThat(table.cell(0, "params.opt.eps")).isEqualTo(0.1);
  }

  @Test
  void limitsAfterFilteringWhateverTheOrderOfTheCalls() {
    CountingStore store =
        new CountingStore(
            IntStream.range(0, 10).mapToObj(i -> run(i, Params.of("x", i), i)).toList());

    assertThat(Results.of(store, "").limit(3).where("x > 4").count()).isEqualTo(3);
    assertThat(losses(Results.of(store, "").limit(1).sort("loss:desc").where("x < 7")))
        .containsExactly("6");
  }

  @Test
  void keepsTheExperimentsApart() {
    RunRecord one = run(0, Params.of("x", 1), 1);
    RunRecord other = run(1, Params.of("x", 1), 2).toBuilder().experimentId("other:1").build();
    CountingStore store = new CountingStore(List.of(one, other));

    assertThat(losses(Results.of(store, "toy:1"))).containsExactly("1");
    assertThat(Results.of(store, "").table().columnNames()).contains("record.study");
    assertThat(Results.of(store, "").replicates().aggregate("loss")).hasSize(2);
  }

  @Test
  void exportsAllRunsInEveryFormat() throws IOException {
    List<RunRecord> records = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      records.add(run(i, Params.of("x", 0.1 * i), i));
    }
    records.add(Records.success(2_500, Params.of("y", 1), Map.of("extra", 1L)).build());
    Results results = Results.of(new CountingStore(records), "");

    StringBuilder csv = new StringBuilder();
    results.export(RowFormat.CSV, csv);

    List<String> lines = csv.toString().lines().toList();
    assertThat(lines).hasSize(2_502);
    assertThat(lines.get(0))
        .isEqualTo(
            "record.id,record.status,params.x,params.y,record.replicate,metrics.loss,metrics.extra");
    assertThat(lines.get(4)).endsWith(",success,0.30000000000000004,,0,3,");
    assertThat(csv.toString()).isEqualTo(results.table().toText(RowFormat.CSV));
  }

  @Test
  void derivesMetricsOnTheFlyAndSkipsWhatFails() {
    List<RunRecord> records = List.of(run(0, Params.of("x", 1), 4), run(1, Params.of("x", 2), 9));
    Results results =
        Results.of(new CountingStore(records), "")
            .derive(
                Map.of(
                    "root",
                    record ->
                        Map.of(
                            "loss",
                            Math.sqrt(
                                ((Number) requireNonNull(record.metrics().get("loss")))
                                    .doubleValue()),
                            "n",
                            1),
                    "bad",
                    record -> {
                      throw new IllegalStateException("no");
                    }));

    assertThat(results.where("derived.root.loss == 3").count()).isEqualTo(1);
    assertThat(results.select("root.loss", "root.n").table().rows())
        .containsExactly(List.of(2.0, 1L), List.of(3.0, 1L));
    assertThat(
            results
                .where(
                    "contains(notes, 'derived metrics \\'bad\\' failed: "
                        + "java.lang.IllegalStateException: no')")
                .count())
        .isEqualTo(2);
    assertThat(records.get(0).derived()).isEmpty();
  }

  @Test
  void readsArtifactsBackByType() throws IOException {
    InMemoryStore store = new InMemoryStore();
    ArtifactDescriptor artifact =
        store.putArtifact(
            new ArtifactDraft(Records.id(0), "note.txt", "text/plain", "text", Map.of()),
            new ByteArrayInputStream("hello".getBytes(UTF_8)));
    RunRecord record = run(0, Params.of(), 1).toBuilder().artifacts(List.of(artifact)).build();
    Results results = Results.of(store, "");

    assertThat(results.artifact(record, "note.txt", String.class)).isEqualTo("hello");
    assertThat(results.artifact(record, "note.txt", byte[].class)).hasSize(5);
    assertThatThrownBy(() -> results.artifact(record, "other.txt", String.class))
        .hasMessageContaining("note.txt");
    assertThat(results.series(record).names()).isEmpty();
  }
}
