package io.metalab.core.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.core.json.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
  private static final Table TABLE =
      Table.of(
          List.of("record.id", "params.lr", "metrics.loss", "metrics.note"),
          List.of(
              Arrays.asList("a1", 0.1, Double.NaN, "say \"hi\", twice"),
              Arrays.asList("b2", 1e-7, Double.NEGATIVE_INFINITY, null),
              Arrays.asList("c3", 12L, 1.0 / 3, "two\nlines\t\\"),
              Arrays.asList("d4", null, 1e300, "")));

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  @Test
  void refusesRowsThatDoNotFit() {
    assertThatThrownBy(() -> Table.of(List.of("a", "b"), List.of(List.of(1L))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Table.of(List.of("a", "a"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TABLE.cell(0, "lr")).hasMessageContaining("params.lr");
  }

  @Nested
  class Text {
    @Test
    void csvFollowsRfc4180() {
      assertThat(TABLE.toText(RowFormat.CSV))
          .isEqualTo(
              String.join(
                  "\r\n",
                  "record.id,params.lr,metrics.loss,metrics.note",
                  "a1,0.1,NaN,\"say \"\"hi\"\", twice\"",
                  "b2,1e-7,-Infinity,",
                  "c3,12,0.3333333333333333,\"two\nlines\t\\\"",
                  "d4,,1e+300,\"\"",
                  ""));
    }

    @Test
    void tsvKeepsOneLineARow() {
      assertThat(TABLE.toText(RowFormat.TSV))
          .isEqualTo(
              lines(
                  "record.id\tparams.lr\tmetrics.loss\tmetrics.note",
                  "a1\t0.1\tNaN\tsay \"hi\", twice",
                  "b2\t1e-7\t-Infinity\t",
                  "c3\t12\t0.3333333333333333\ttwo\\nlines\\t\\\\",
                  "d4\t\t1e+300\t"));
    }

    @Test
    void ndjsonKeepsTypesAndWritesWhatIsNotFiniteAsText() {
      assertThat(TABLE.toText(RowFormat.NDJSON).lines())
          .containsExactly(
              "{\"record.id\":\"a1\",\"params.lr\":0.1,\"metrics.loss\":\"NaN\","
                  + "\"metrics.note\":\"say \\\"hi\\\", twice\"}",
              "{\"record.id\":\"b2\",\"params.lr\":1e-7,\"metrics.loss\":\"-Infinity\","
                  + "\"metrics.note\":null}",
              "{\"record.id\":\"c3\",\"params.lr\":12,\"metrics.loss\":0.3333333333333333,"
                  + "\"metrics.note\":\"two\\nlines\\t\\\\\"}",
              "{\"record.id\":\"d4\",\"params.lr\":null,\"metrics.loss\":1e+300,"
                  + "\"metrics.note\":\"\"}");
    }

    @Test
    void jsonIsOneArray() {
      assertThat((List<?>) Json.parse(TABLE.toText(RowFormat.JSON))).hasSize(4);
      assertThat(Table.of(List.of("a"), List.of()).toText(RowFormat.JSON)).isEqualTo("[]\n");
    }

    @Test
    void writesInstantsListsAndMapsInCells() {
      Table table =
          Table.of(
              List.of("t", "l", "m"),
              List.of(
                  List.of(
                      Instant.parse("2026-11-01T00:00:00Z"),
                      List.of(8L, Double.NaN),
                      Map.of("k", true))));

      assertThat(table.toText(RowFormat.TSV))
          .endsWith("2026-11-01T00:00:00Z\t[8,\"NaN\"]\t{\"k\":true}\n");
      assertThat(table.toText(RowFormat.NDJSON))
          .isEqualTo("{\"t\":\"2026-11-01T00:00:00Z\",\"l\":[8,\"NaN\"],\"m\":{\"k\":true}}\n");
    }

    @Test
    void everyDoubleSurvivesCsv() {
      Random random = new Random(3);
      for (int i = 0; i < 2_000; i++) {
        double value = Double.longBitsToDouble(random.nextLong());
        String csv = Table.of(List.of("x"), List.of(List.of(value))).toText(RowFormat.CSV);
        assertThat(Double.valueOf(csv.lines().toList().get(1))).isEqualTo(Double.valueOf(value));
      }
    }
  }

  @Nested
  class Console {
    @Test
    void alignsNumbersRightAndTextLeft() {
      assertThat(TABLE.toConsole(new ConsoleStyle(0, true, 4, 12)))
          .isEqualTo(
              lines(
                  "id     lr       loss  note",
                  "a1    0.1        NaN  say \"hi\", t…",
                  "b2  1e-07  -Infinity  -",
                  "c3     12     0.3333  two\\nlines\\…",
                  "d4      -     1e+300"));
    }

    @Test
    void fitsTheTerminalByNarrowingTextThenDroppingColumns() {
      Table table =
          Table.of(
              List.of("name", "first", "second"),
              List.of(List.of("a".repeat(30), 1234567L, 7654321L)));

      assertThat(table.toConsole(ConsoleStyle.terminal(30, false)))
          .isEqualTo(lines("name            first   second", "aaaaaaaaa...  1234567  7654321"));
      assertThat(table.toConsole(ConsoleStyle.terminal(20, false)))
          .isEqualTo(
              lines("name           first", "aaaaaaaa...  1234567", "(1 more column: second)"));
    }

    @Test
    void keepsNamespacesOnlyWhereNamesMeet() {
      Table table =
          Table.of(
              List.of("params.loss", "metrics.loss", "metrics.n"), List.of(List.of("a", 1L, 2L)));

      assertThat(table.toConsole(ConsoleStyle.terminal(0, true)))
          .startsWith("params.loss  metrics.loss  n\n");
    }

    @Test
    void showsControlCharactersInsteadOfObeyingThem() {
      Table table = Table.of(List.of("a"), List.of(List.of("\u001b[31mred\r")));

      assertThat(table.toConsole(ConsoleStyle.terminal(0, true))).isEqualTo("a\n\\x1b[31mred\\r\n");
    }

    @ParameterizedTest
    @CsvSource({
      "0.0003141592, 0.00031416",
      "0.00003141592, 3.1416e-05",
      "123456.789, 123460",
      "12345678.9, 1.2346e+07",
      "1e300, 1e+300",
      "-0.5, -0.5",
      "0.0, 0",
      "-0.0, 0",
      "2.00004, 2",
      "99999.9, 100000",
      "Infinity, Infinity"
    })
    void roundsNumbersToSignificantDigits(double number, String expected) {
      assertThat(NumberText.shorten(number, 5)).isEqualTo(expected);
    }

    @Test
    void neverRoundsIntegers() {
      assertThat(NumberText.shorten(1234567890123L, 5)).isEqualTo("1234567890123");
    }
  }
}
