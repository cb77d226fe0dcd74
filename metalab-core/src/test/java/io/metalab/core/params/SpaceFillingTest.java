package io.metalab.core.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.MetalabException;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.core.params.Distribution.Normal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Sequences and hypercubes, which fill the unit cube evenly. */
class SpaceFillingTest extends DesignFixture {
  @Nested
  class Sequences {
    @Test
    void sobolPointsAreThoseOfAnotherProgram() {
      ParamSource source = ParamSources.sobol(4096, 0, "", units(8));
      for (String[] row : golden("sobol")) {
        double[] point = coordinates(source, Long.parseLong(row[1]));
        for (int i = 0; i < point.length; i++) {
          assertThat(point[i]).isEqualTo(Double.parseDouble(row[i + 2]));
        }
      }
    }

    @Test
    void haltonPointsAreThoseOfAnotherProgram() {
      ParamSource source = ParamSources.halton(4096, 0, "", units(8));
      for (String[] row : golden("halton")) {
        double[] point = coordinates(source, Long.parseLong(row[1]));
        for (int i = 0; i < point.length; i++) {
          // Sums of at most 12 rounded digits differ in the last bits by the order of summation.
          assertThat(point[i]).isCloseTo(Double.parseDouble(row[i + 2]), within(4e-16));
        }
      }
    }

    @Test
    void skipsTheFirstPoints() {
      for (String kind : List.of("sobol", "halton")) {
        ParamSource all = sequence(kind, 10, 0, "");
        ParamSource rest = sequence(kind, 7, 3, "");
        for (int i = 0; i < 7; i++) {
          assertThat(rest.caseAt(i).params()).isEqualTo(all.caseAt(i + 3).params());
        }
      }
    }

    @Test
    void aSeedShiftsAllPointsAndKeepsTheirSpread() {
      for (String kind : List.of("sobol", "halton")) {
        ParamSource plain = sequence(kind, 64, 0, "");
        ParamSource shifted = sequence(kind, 64, 0, "7");
        assertThat(shifted.stream().toList()).isNotEqualTo(plain.stream().toList());
        assertThat(shifted.stream().toList())
            .isNotEqualTo(sequence(kind, 64, 0, "8").stream().toList());
      }
      ParamSource shifted = sequence("sobol", 64, 0, "7");
      for (int axis = 0; axis < 3; axis++) {
        int coordinate = axis;
        assertThat(
                LongStream.range(0, 64)
                    .mapToInt(i -> (int) (64 * coordinates(shifted, i)[coordinate])))
            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 64).boxed().toList());
      }
    }

    @Test
    void areTheSameForAnyNumberOfThreads() {
      ParamSource source = sequence("sobol", 2_000, 0, "");
      List<Params> inOrder = new ArrayList<>();
      source.stream().forEach(point -> inOrder.add(point.params()));
      assertThat(LongStream.range(0, 2_000).parallel().mapToObj(i -> source.caseAt(i).params()))
          .containsExactlyElementsOf(inOrder);
    }

    @Test
    void refuseMoreDimensionsThanTheyHave() {
      assertThatThrownBy(() -> ParamSources.halton(1, 0, "", units(41)))
          .isInstanceOf(MetalabException.class)
          .hasMessage(
              "A halton sequence has at most 40 dimensions and 2^31-1 points, not 41 and 1.");
      assertThatThrownBy(() -> ParamSources.sobol(1L << 31, 0, "", units(1)))
          .hasMessageContaining("2147483648");
    }

    @Test
    void refuseANormalAxisAtTheOrigin() {
      Map<String, Distribution> axes = Map.of("x", new Normal(0, 1));
      assertThatThrownBy(() -> ParamSources.sobol(8, 0, "", axes))
          .hasMessageContaining("no value at the end (0)")
          .hasMessageContaining("skip");
      assertThat(ParamSources.sobol(8, 1, "", axes).caseAt(0).params())
          .isEqualTo(Params.of("x", 0.0));
    }

    private ParamSource sequence(String kind, long size, long skip, String seed) {
      return kind.equals("sobol")
          ? ParamSources.sobol(size, skip, seed, units(3))
          : ParamSources.halton(size, skip, seed, units(3));
    }
  }

  @Nested
  class LatinHypercube {
    @Test
    void usesEachStratumOfEachAxisOnce() {
      for (int n : new int[] {1, 2, 3, 7, 64, 1_000}) {
        ParamSource source = ParamSources.latinHypercube(n, "s" + n, units(3));
        for (int axis = 0; axis < 3; axis++) {
          int coordinate = axis;
          assertThat(
                  LongStream.range(0, n)
                      .mapToInt(i -> (int) (n * coordinates(source, i)[coordinate])))
              .containsExactlyInAnyOrderElementsOf(IntStream.range(0, n).boxed().toList());
        }
      }
    }

    @Test
    void dependsOnItsSeedAlone() {
      ParamSource source = ParamSources.latinHypercube(20, "1", units(2));
      assertThat(ParamSources.latinHypercube(20, "1", units(2)).stream().toList())
          .isEqualTo(source.stream().toList());
      assertThat(ParamSources.latinHypercube(20, "2", units(2)).stream().toList())
          .isNotEqualTo(source.stream().toList());
    }

    @Test
    void ofABillionPointsIsComputedFromTheIndexAlone() {
      ParamSource source = ParamSources.latinHypercube(1_000_000_000, "1", units(1));
      assertThat(source.caseAt(999_999_999).params().getDouble("x1")).isBetween(0.0, 1.0);
    }

    /** Of 3 strata, each of the 6 orders is as likely: chi-squared with 5 degrees, 99.9 % point. */
    @Test
    void ordersStrataEvenly() {
      Map<String, Integer> counts = new LinkedHashMap<>();
      int draws = 6_000;
      for (int seed = 0; seed < draws; seed++) {
        ParamSource source = ParamSources.latinHypercube(3, "" + seed, units(1));
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 3; i++) {
          order.append((int) (3 * coordinates(source, i)[0]));
        }
        counts.merge(order.toString(), 1, Integer::sum);
      }
      double expected = draws / 6.0;
      double chiSquared =
          counts.values().stream().mapToDouble(n -> (n - expected) * (n - expected)).sum()
              / expected;
      assertThat(counts).hasSize(6);
      assertThat(chiSquared).isLessThan(20.5);
    }
  }
}
