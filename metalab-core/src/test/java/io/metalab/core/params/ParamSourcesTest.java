package io.metalab.core.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.core.params.Distribution.Choice;
import io.metalab.core.params.Distribution.IntegerRange;
import io.metalab.core.params.Distribution.LogUniform;
import io.metalab.core.params.Distribution.Normal;
import io.metalab.core.params.Distribution.Uniform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ParamSourcesTest {
  private static final ParamSource LETTERS = ParamSources.grid(Map.of("letter", List.of("a", "b")));
  private static final ParamSource NUMBERS = ParamSources.grid(Map.of("number", List.of(1, 2, 3)));

  @Nested
  class Grid {
    @Test
    void changesTheLastAxisFastest() {
      assertThat(points(grid("a", List.of(1, 2), "b", List.of("x", "y", "z"))))
          .containsExactly(
              Params.of("a", 1, "b", "x"),
              Params.of("a", 1, "b", "y"),
              Params.of("a", 1, "b", "z"),
              Params.of("a", 2, "b", "x"),
              Params.of("a", 2, "b", "y"),
              Params.of("a", 2, "b", "z"));
    }

    @Test
    void withoutAxesHasOnePoint() {
      assertThat(points(ParamSources.grid(Map.of()))).containsExactly(Params.empty());
      assertThat(points(ParamSources.single())).containsExactly(Params.empty());
    }

    @Test
    void namesEachPointDifferentlyEvenIfValuesRepeatOrLookAlike() {
      ParamSource source =
          grid(
              "a",
              List.of(1, "1", 1, "1#2", List.of(1)),
              "b",
              List.of("x".repeat(50), "x".repeat(51)));
      assertThat(source.stream().map(ParamCase::caseId)).doesNotHaveDuplicates().hasSize(10);
      assertThat(LETTERS.caseAt(1).caseId()).isEqualTo("letter=b");
    }

    @Test
    void ofABillionPointsIsComputedFromTheIndexAlone() {
      Map<String, List<Integer>> axes = new LinkedHashMap<>();
      List<Integer> values = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        values.add(i);
      }
      for (String name : List.of("a", "b", "c")) {
        axes.put(name, values);
      }
      ParamSource source = ParamSources.grid(axes);
      assertThat(source.size()).isEqualTo(1_000_000_000L);
      assertThat(source.caseAt(123_456_789).params())
          .isEqualTo(Params.of("a", 123, "b", 456, "c", 789));
    }

    @Test
    void keepsAListAsOneValue() {
      assertThat(points(ParamSources.grid(Map.of("layers", List.of(List.of(32, 32))))))
          .containsExactly(Params.of("layers", List.of(32, 32)));
    }

    @Test
    void refusesAnEmptyAxisAndTooManyPoints() {
      refuses(() -> ParamSources.grid(Map.of("a", List.of())), "a of the sweep has no values");
      ParamSource large = ParamSources.random(1L << 40, 0, Map.of());
      refuses(() -> ParamSources.product(large, large), "more than 2^63-1");
      refuses(
          () -> ParamSources.union(ParamSources.random(Long.MAX_VALUE, 0, Map.of()), LETTERS),
          "more than 2^63-1");
    }

    @Test
    void refusesIndexesOutside() {
      for (ParamSource source : List.of(LETTERS, ParamSources.union(LETTERS, NUMBERS))) {
        assertThatThrownBy(() -> source.caseAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> source.caseAt(source.size()))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }

    @Test
    void describesItsAxes() {
      assertThat(grid("lr", List.of(1, 2, 3), "width", List.of(1)).describe())
          .isEqualTo("grid lr(3) x width(1)");
    }
  }

  @Test
  void zipPutsAxesSideBySide() {
    assertThat(points(ParamSources.zip(ordered("a", List.of(1, 2), "b", List.of("x", "y")))))
        .containsExactly(Params.of("a", 1, "b", "x"), Params.of("a", 2, "b", "y"));
    refuses(() -> ParamSources.zip(ordered("a", List.of(1, 2), "b", List.of(1))), "{a: 2, b: 1}");
  }

  @Test
  void unionPutsSourcesOneAfterTheOtherWithDistinctNames() {
    ParamSource source = ParamSources.union(NUMBERS, LETTERS, NUMBERS);
    assertThat(source.size()).isEqualTo(8);
    assertThat(source.caseAt(3).params()).isEqualTo(Params.of("letter", "a"));
    assertThat(source.caseAt(7).params()).isEqualTo(Params.of("number", 3));
    assertThat(source.stream().map(ParamCase::caseId)).doesNotHaveDuplicates();
  }

  @Test
  void productCombinesSourcesTheLastFastest() {
    ParamSource source = ParamSources.product(LETTERS, NUMBERS);
    assertThat(source.size()).isEqualTo(6);
    assertThat(source.caseAt(4).params()).isEqualTo(Params.of("letter", "b", "number", 2));
    assertThat(source.caseAt(4).caseId()).isEqualTo("letter=b number=2");
    refuses(() -> ParamSources.product(LETTERS, LETTERS).caseAt(0), "the parameter letter");
  }

  @Test
  void conditionalGivesEachBranchItsOwnParams() {
    Map<String, ParamSource> branches = new LinkedHashMap<>();
    branches.put("sgd", ParamSources.single());
    branches.put("adam", ParamSources.grid(Map.of("beta", List.of(0.9, 0.99))));
    ParamSource source = ParamSources.conditional("optimizer", branches);
    assertThat(points(source))
        .containsExactly(
            Params.of("optimizer", "sgd"),
            Params.of("optimizer", "adam", "beta", 0.9),
            Params.of("optimizer", "adam", "beta", 0.99));
    assertThat(source.stream().map(ParamCase::caseId))
        .containsExactly("optimizer=sgd", "optimizer=adam beta=0.9", "optimizer=adam beta=0.99");
    refuses(() -> ParamSources.conditional("beta", branches).caseAt(1), "itself");
  }

  @Test
  void constantsAreAddedToEachPointAndMayNotBeSwept() {
    ParamSource source = ParamSources.constants(Params.of("model", "kbf"), NUMBERS);
    assertThat(source.caseAt(2).params()).isEqualTo(Params.of("model", "kbf", "number", 3));
    refuses(
        () -> ParamSources.constants(Params.of("number", 0), NUMBERS).caseAt(1),
        "number is both a constant and swept (point 1, number=2)");
  }

  @Test
  void filterKeepsThePassingPointsInOrder() {
    ParamSource source =
        ParamSources.filter(
            grid("a", List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), "b", List.of(0, 1, 2, 3)),
            p -> p.getLong("a") * p.getLong("b") % 5 == 4);
    List<Params> expected = new ArrayList<>();
    for (int a = 0; a < 10; a++) {
      for (int b = 0; b < 4; b++) {
        if (a * b % 5 == 4) {
          expected.add(Params.of("a", a, "b", b));
        }
      }
    }
    assertThat(points(source)).isEqualTo(expected);
    assertThat(ParamSources.filter(NUMBERS, p -> false).size()).isZero();
  }

  @Test
  void listKeepsNamesAndTagsAndRefusesTwoEqualNames() {
    ParamCase point = new ParamCase(Params.of("a", 1), "first", List.of("draft"));
    assertThat(ParamSources.of(point).caseAt(0)).isEqualTo(point);
    refuses(() -> ParamSources.of(point, point), "case id 'first'");
    assertThat(ParamSources.list(List.of(Params.of("a", 1), Params.of("a", 1))).caseAt(1).caseId())
        .isEqualTo("case-1");
  }

  @Nested
  class Random {
    private final Map<String, Distribution> axes =
        Map.of(
            "u", new Uniform(-1, 3),
            "l", new LogUniform(1e-4, 1e-1),
            "n", new Normal(10, 2),
            "i", new IntegerRange(-3, 3),
            "c", new Choice(List.of("x", "y", true)));

    @Test
    void dependsOnSeedAndIndexAlone() {
      ParamSource source = ParamSources.random(200, 7, axes);
      List<ParamCase> forwards = source.stream().toList();
      for (int i = 199; i >= 0; i--) {
        assertThat(source.caseAt(i)).isEqualTo(forwards.get(i));
        assertThat(ParamSources.random(1_000, 7, axes).caseAt(i)).isEqualTo(forwards.get(i));
      }
      assertThat(points(ParamSources.random(200, 8, axes)))
          .doesNotContainAnyElementsOf(points(source));
      assertThat(forwards.stream().map(ParamCase::caseId)).doesNotHaveDuplicates();
    }

    @Test
    void doesNotDependOnTheOrderOfTheAxes() {
      Map<String, Distribution> ab = new LinkedHashMap<>();
      ab.put("a", new Uniform(0, 1));
      ab.put("b", new Uniform(0, 1));
      Map<String, Distribution> ba = new LinkedHashMap<>();
      ba.put("b", new Uniform(0, 1));
      ba.put("a", new Uniform(0, 1));
      assertThat(points(ParamSources.random(20, 1, ab)))
          .isEqualTo(points(ParamSources.random(20, 1, ba)));
      assertThat(ParamSources.random(20, 1, ba).caseAt(0).params().names())
          .containsExactly("b", "a");
    }

    /** Means within five standard errors; the seed is fixed, so this never fails by chance. */
    @Test
    void drawsFromTheDistributionsNamed() {
      int n = 4_000;
      List<Params> points = points(ParamSources.random(n, 3, axes));
      assertThat(points)
          .allSatisfy(
              p -> {
                assertThat(p.getDouble("u")).isBetween(-1.0, 3.0);
                assertThat(p.getDouble("l")).isBetween(1e-4, 1e-1);
                assertThat(p.getLong("i")).isBetween(-3L, 3L);
                assertThat(p.get("c")).isIn("x", "y", true);
              });
      assertMean(points, p -> p.getDouble("u"), 1, 4 / Math.sqrt(12));
      assertMean(points, p -> Math.log10(p.getDouble("l")), -2.5, 3 / Math.sqrt(12));
      assertMean(points, p -> p.getDouble("n"), 10, 2);
      assertMean(points, p -> p.getLong("i"), 0, 2);
      assertMean(points, p -> "x".equals(p.get("c")) ? 1 : 0, 1 / 3.0, 0.4714);
      assertThat(points.stream().map(p -> p.getLong("i")).distinct()).hasSize(7);
    }

    private void assertMean(
        List<Params> points, ToDoubleFunction<Params> value, double mean, double sd) {
      double found = points.stream().mapToDouble(value).average().orElseThrow();
      assertThat(found)
          .isBetween(
              mean - 5 * sd / Math.sqrt(points.size()), mean + 5 * sd / Math.sqrt(points.size()));
    }

    @Test
    void refusesDistributionsWithoutNumbers() {
      refuses(() -> new Uniform(1, 1), "from 1 to 1");
      refuses(() -> new Uniform(0, Double.NaN), "from 0 to NaN");
      refuses(() -> new LogUniform(0, 1), "must be above 0");
      refuses(() -> new Normal(0, -1), "sd (-1)");
      refuses(() -> new IntegerRange(2, 1), "[2, 1]");
      refuses(() -> new Choice(List.of()), "at least one value");
    }
  }

  private static List<Params> points(ParamSource source) {
    return source.stream().map(ParamCase::params).toList();
  }

  private static ParamSource grid(String a, List<?> first, String b, List<?> second) {
    return ParamSources.grid(ordered(a, first, b, second));
  }

  private static Map<String, List<?>> ordered(String a, List<?> first, String b, List<?> second) {
    Map<String, List<?>> map = new LinkedHashMap<>();
    map.put(a, first);
    map.put(b, second);
    return map;
  }

  private static void refuses(ThrowingCallable action, String message) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STUDY))
        .hasMessageContaining(message);
  }
}
