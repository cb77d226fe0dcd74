package io.metalab.core.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.ChangeReader;
import io.metalab.api.store.ChangeStore;
import io.metalab.core.codec.RunRecordCodec;
import io.metalab.core.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stored text is read as, whoever wrote it. */
class RecordTextTest {
  private static final String ID = "0123456789abcdef".repeat(4);

  /** A store that hands out text as it is. */
  private record TextStore(List<String> texts) implements ChangeStore {
    @Override
    public String readChanges(String experimentId, String mark, ChangeReader reader) {
      if (mark.isEmpty()) {
        for (String text : texts) {
          byte[] json = text.getBytes(UTF_8);
          reader.record(RunStatus.SUCCESS, json, 0, json.length);
        }
      }
      return "read";
    }
  }

  private static List<List<@Nullable Object>> rows(List<String> texts, String... fields) {
    return StudyFrame.over(new TextStore(texts), "", Long.MAX_VALUE)
        .all()
        .top(List.of(fields), List.of(), Integer.MAX_VALUE)
        .rows();
  }

  private static String metrics(String object) {
    return "{\"id\":\"%s\",\"status\":\"success\",\"experiment\":\"a:1\",\"metrics\":%s}"
        .formatted(ID, object);
  }

  private static @Nullable Object metric(String text) {
    return rows(List.of(metrics("{\"x\":" + text + "}")), "metrics.x").get(0).get(0);
  }

  @Test
  void readsEveryDoubleAsItIsWritten() {
    Random random = new Random(1);
    List<Double> numbers = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double number =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(100_000) / 1000.0;
            case 2 -> random.nextGaussian();
            default -> random.nextLong() * 1e-5;
          };
      if (Double.isFinite(number)) {
        String text = i % 3 == 0 ? new BigDecimal(number).toPlainString() : Double.toString(number);
        numbers.add(number);
        texts.add(text.contains(".") || text.contains("E") ? text : text + ".0");
      }
    }

    List<String> records = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      records.add(metrics("{\"x\":" + texts.get(i) + "}").replace(ID, "%064x".formatted(i)));
    }
    List<Double> read =
        rows(records, "metrics.x").stream()
            .map(row -> ((Number) requireNonNull(row.get(0))).doubleValue() + 0.0)
            .toList();

    assertThat(read).isEqualTo(numbers.stream().map(number -> number + 0.0).toList());
  }

  @Test
  void readsIntegersToTheLastDigit() {
    for (long number : List.of(0L, -1L, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE)) {
      assertThat(metric(Long.toString(number))).isEqualTo(number);
    }
    assertThat(metric("-0.0")).isEqualTo(0.0);
    assertThat(metric("1e3")).isEqualTo(1000.0);
    assertThat(metric("2.0")).isEqualTo(2.0);
    assertThat(metric("25E-1")).isEqualTo(2.5);
    assertThat(metric("{\"$number\":\"NaN\"}")).isEqualTo(Double.NaN);
  }

  @Test
  void readsTextThatIsLaidOutAndOrderedDifferently() {
    RunRecord run =
        SampleRuns.random(1, 5).get(0).toBuilder()
            .tags(List.of("a"))
            .derived(Map.of("fit.r2", 0.25))
            .metrics(Map.of("loss", 0.5, "steps", 7L))
            .build();
    String compact = new String(RunRecordCodec.encode(run), UTF_8);
    Map<String, @Nullable Object> fields = Json.parseObject(compact);
    String reversed =
        fields.entrySet().stream()
            .sorted(Map.Entry.<String, @Nullable Object>comparingByKey().reversed())
            .map(entry -> "\"%s\" :\t%s ".formatted(entry.getKey(), Json.pretty(entry.getValue())))
            .collect(Collectors.joining(",\r\n ", " {", " }\n"));
    String[] all = StudyFrameTest.ALL.toArray(String[]::new);

    assertThat(rows(List.of(reversed), all)).isEqualTo(rows(List.of(compact), all));
  }

  @Test
  void readsNamesAndTextsWithEscapes() {
    List<List<@Nullable Object>> rows =
        rows(
            List.of(
                metrics("{\"a\\u00e4\\n\":\"tab\\t \\\"quoted\\\" \\\\ \\ud83d\\ude00\"}"),
                metrics("{\"b\":[1,{\"c\":\"}\\\"]\"}],\"a\u00e4\\n\":\"\ud83d\ude00 plain\"}")),
            "metrics.a\u00e4\n");

    assertThat(rows)
        .containsExactly(
            List.of("tab\t \"quoted\" \\ \ud83d\ude00"), List.of("\ud83d\ude00 plain"));
  }

  @Test
  void keepsApartRunsWhoseFieldsComeInAnotherOrderOrAreMissing() {
    List<String> texts = new ArrayList<>();
    List<List<@Nullable Object>> expected = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      List<String> names = new ArrayList<>(List.of("a", "b", "ab", "ba"));
      java.util.Collections.shuffle(names, random);
      List<String> kept = names.subList(0, random.nextInt(5));
      int row = i;
      String object =
          kept.stream()
              .map(name -> "\"%s\":%d".formatted(name, row * 10 + name.length()))
              .collect(Collectors.joining(",", "{", "}"));
      texts.add(metrics(object).replace(ID, "%064x".formatted(i)));
      List<@Nullable Object> cells = new ArrayList<>();
      for (String name : List.of("a", "b", "ab", "ba")) {
        cells.add(kept.contains(name) ? (Long) (row * 10L + name.length()) : null);
      }
      expected.add(cells);
    }

    assertThat(rows(texts, "metrics.a", "metrics.b", "metrics.ab", "metrics.ba"))
        .isEqualTo(expected);
  }

  @Test
  void refusesWhatIsNoRecord() {
    String whole = metrics("{\"x\":1}");
    for (String bad :
        List.of(
            "",
            "[1]",
            whole.substring(0, whole.length() - 1),
            whole + "1",
            whole.replace("\"x\":1", "\"x\":1,"),
            whole.replace("\"x\":1", "\"x\" 1"),
            whole.replace("\"x\":1", "\"x\":nonsense"),
            whole.replace("success\",", "success\""),
            whole.replace(ID, ID.substring(1)),
            whole.replace(ID, "G" + ID.substring(1)))) {
      assertThatThrownBy(() -> rows(List.of(bad), "metrics.x"))
          .as(bad)
          .isInstanceOfSatisfying(
              MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_CORRUPT));
    }
  }

  @Test
  void readsTheSameParamsWhetherTheyAreWantedOrOnlySeen() {
    String text =
        new String(
            RunRecordCodec.encode(
                SampleRuns.run(
                        1,
                        Params.of("s", "x", "n", 1, "l", List.of(1), "m", Map.of("in", true)),
                        Map.of("bad", Double.NaN))
                    .build()),
            UTF_8);
    StudyFrame seen = StudyFrame.over(new TextStore(List.of(text)), "", Long.MAX_VALUE);
    StudyFrame wanted = StudyFrame.over(new TextStore(List.of(text)), "", Long.MAX_VALUE);
    wanted.load(List.of("s", "n", "l", "m", "m.in", "bad"));

    assertThat(seen.fields()).isEqualTo(wanted.fields());
    Map<String, Statistic> metrics = seen.all().groupBy("n").aggregate().get(0).statistics();
    assertThat(metrics).containsOnlyKeys("metrics.bad");
  }
}
