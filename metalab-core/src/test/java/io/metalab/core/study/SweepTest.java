package io.metalab.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Params;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
  @TempDir Path directory;
  private Studies studies;

  @BeforeEach
  void open() {
    studies = new Studies(directory);
  }

  private List<Params> points(String sweep) {
    return Studies.points(studies.readOpen("sweep: " + sweep));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{lin: [0, 1, 5]} ~ 0,0.25,0.5,0.75,1",
        "{log: [1e-3, 1e-1, 3]} ~ 0.001,0.01,0.1",
        "{range: [0, 1, 0.1]} ~ 0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1",
        "{range: [10, 1, -4]} ~ 10,6,2",
        "{range: [3, 3, 1]} ~ 3",
        "[1, two, true] ~ 1,two,true"
      })
  void readsAxes(String axis, String expected) {
    assertThat(
            points("{grid: {x: " + axis + "}}").stream()
                .map(point -> io.metalab.core.json.Json.write(point.get("x")).replace("\"", ""))
                .collect(Collectors.joining(",")))
        .isEqualTo(expected);
  }

  @Test
  void keepsAListAmongTheConstantsAsOneValue() {
    LoadedStudy study = studies.readOpen("params: {a: [1, 2]}\nsweep: {grid: {b: [[1], [2, 3]]}}");

    assertThat(Studies.points(study))
        .containsExactly(
            Params.of("a", List.of(1, 2), "b", List.of(1)),
            Params.of("a", List.of(1, 2), "b", List.of(2, 3)));
  }

  @Test
  void zipsAxes() {
    assertThat(points("{zip: {a: [1, 2], b: [x, y]}}"))
        .containsExactly(Params.of("a", 1, "b", "x"), Params.of("a", 2, "b", "y"));
  }

  @Test
  void multipliesKeysInTheOrderInWhichTheyAreWritten() {
    assertThat(points("{zip: {a: [1, 2], b: [3, 4]}, grid: {c: [5, 6]}}"))
        .containsExactly(
            Params.of("a", 1, "b", 3, "c", 5),
            Params.of("a", 1, "b", 3, "c", 6),
            Params.of("a", 2, "b", 4, "c", 5),
            Params.of("a", 2, "b", 4, "c", 6));
  }

  @Test
  void joinsAndMultipliesParts() {
    assertThat(points("{union: [{grid: {a: [1]}}, {grid: {b: [2]}}], product: [{grid: {c: [3]}}]}"))
        .containsExactly(Params.of("a", 1, "c", 3), Params.of("b", 2, "c", 3));
  }

  @Test
  void filtersOverConstantsAndAxes() {
    LoadedStudy study =
        studies.readOpen(
            """
            params: {most: 40}
            sweep:
              grid: {lr: [0.1, 0.01], width: [16, 32, 64]}
              where: "width < most || lr < 0.1 && params.width == 64"
            """);

    assertThat(Studies.points(study))
        .containsExactly(
            Params.of("most", 40, "lr", 0.1, "width", 16),
            Params.of("most", 40, "lr", 0.1, "width", 32),
            Params.of("most", 40, "lr", 0.01, "width", 16),
            Params.of("most", 40, "lr", 0.01, "width", 32),
            Params.of("most", 40, "lr", 0.01, "width", 64));
  }

  @Test
  void drawsTheSamePointsAtEveryReading() {
    String sweep =
        "{random: {n: 50, seed: 7, u: {uniform: [-1, 1]}, l: {loguniform: [1e-4, 1]},"
            + " g: {normal: [0, 2]}, i: {int: [1, 3]}, c: {choice: [a, [b], 3]}}}";
    List<Params> points = points(sweep);

    assertThat(points)
        .hasSize(50)
        .isEqualTo(points(sweep))
        .isNotEqualTo(points(sweep.replace("seed: 7", "seed: 8")));
    assertThat(points)
        .allSatisfy(
            point -> {
              assertThat(point.getDouble("u")).isBetween(-1.0, 1.0);
              assertThat(point.getDouble("l")).isBetween(1e-4, 1.0);
              assertThat(point.getDouble("g")).isFinite();
            });
    assertThat(points.stream().map(point -> point.getLong("i")).collect(Collectors.toSet()))
        .isEqualTo(Set.of(1L, 2L, 3L));
    assertThat(points.stream().map(point -> point.get("c")).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("a", List.of("b"), 3L);
  }

  @Test
  void readsCasesFromFilesAndInline() {
    studies.write("cases.csv", "lr,name\n0.1,a\n0.2,b\n");
    studies.write("more/cases.json", "[{\"lr\": 0.3}, {\"name\": \"c\"}]");

    assertThat(points("{cases: cases.csv}"))
        .containsExactly(Params.of("lr", 0.1, "name", "a"), Params.of("lr", 0.2, "name", "b"));
    assertThat(points("{cases: more/cases.json}"))
        .containsExactly(Params.of("lr", 0.3), Params.of("name", "c"));
    assertThat(points("{cases: [{lr: 0.3}, {lr: 0.4, name: d}]}"))
        .containsExactly(Params.of("lr", 0.3), Params.of("lr", 0.4, "name", "d"));
  }

  @Test
  void givesEveryChoiceParamsOfItsOwn() {
    assertThat(
            points(
                "{when: {optimizer: {adam: {grid: {beta: [0.9, 0.99]}}, sgd: }}, grid: {lr: [1]}}"))
        .containsExactly(
            Params.of("optimizer", "adam", "beta", 0.9, "lr", 1),
            Params.of("optimizer", "adam", "beta", 0.99, "lr", 1),
            Params.of("optimizer", "sgd", "lr", 1));
  }

  @Test
  void repeatsWhatAnAnchorNames() {
    assertThat(
            points(
                "{union: [{grid: &both {a: [1], b: [2]}}, {grid: {<<: *both, b: [3], c: [4]}}]}"))
        .containsExactly(Params.of("a", 1, "b", 2), Params.of("a", 1, "b", 3, "c", 4));
  }

  @Test
  void readsDesignsOfExperiments() {
    String axes = "x: {uniform: [0, 1]}, w: {int: [1, 8]}";
    assertThat(points("{sobol: {n: 4, skip: 1, " + axes + "}}"))
        .startsWith(Params.of("x", 0.5, "w", 5), Params.of("x", 0.25, "w", 7))
        .hasSize(4);
    assertThat(points("{halton: {n: 4, seed: a, " + axes + "}}")).hasSize(4);
    assertThat(points("{latin_hypercube: {n: 8, seed: 3, " + axes + "}}"))
        .extracting(point -> point.getLong("w"))
        .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(points("{morris: {trajectories: 3, levels: 6, " + axes + "}}")).hasSize(3 * 3);
    assertThat(points("{saltelli: {n: 8, " + axes + "}}")).hasSize(8 * 4);
  }

  @Test
  void takesAnOverriddenParameterOutOfADesign() {
    String sweep = "sweep: {sobol: {n: 4, x: {uniform: [0, 1]}, y: {uniform: [0, 1]}}}";
    assertThat(Studies.points(studies.readOpen(sweep, "x=7")))
        .allSatisfy(point -> assertThat(point.getLong("x")).isEqualTo(7))
        .hasSize(4);
    assertThat(Studies.points(studies.readOpen(sweep, "x=7", "y=8")))
        .containsExactly(Params.of("x", 7, "y", 8));
  }
}
