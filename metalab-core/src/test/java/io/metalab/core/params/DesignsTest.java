package io.metalab.core.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamSource;
import io.metalab.core.json.Json;
import io.metalab.core.params.Distribution.Choice;
import io.metalab.core.params.Distribution.IntegerRange;
import io.metalab.core.params.Distribution.LogUniform;
import io.metalab.core.params.Distribution.Normal;
import io.metalab.core.params.Distribution.Uniform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DesignsTest extends DesignFixture {
  @Nested
  class Morris {
    private final MorrisDesign design = ParamSources.morris(50, 4, "3", units(4));

    @Test
    void hasTrajectoriesThatMoveEachParameterOnceByTheirStep() {
      assertThat(design.size()).isEqualTo(50 * 5);
      for (long t = 0; t < design.trajectories(); t++) {
        List<MorrisDesign.Step> steps = design.steps(t);
        assertThat(steps)
            .extracting(MorrisDesign.Step::parameter)
            .containsExactlyInAnyOrder("x1", "x2", "x3", "x4");
        for (int s = 0; s < 4; s++) {
          double[] before = coordinates(design, t * 5 + s);
          double[] after = coordinates(design, t * 5 + s + 1);
          for (int i = 0; i < 4; i++) {
            double change =
                steps.get(s).parameter().equals("x" + (i + 1)) ? steps.get(s).change() : 0;
            assertThat(after[i] - before[i]).isCloseTo(change, within(1e-15));
            assertThat(after[i] * 3).isIn(0.0, 1.0, 2.0, 3.0);
          }
        }
      }
    }

    @Test
    void reachesBothEndsExactly() {
      MorrisDesign log = ParamSources.morris(50, 4, "3", Map.of("x", new LogUniform(1e-3, 0.7)));
      assertThat(log.stream().map(point -> point.params().getDouble("x")))
          .contains(1e-3, 0.7)
          .hasSize(100);
    }

    @Test
    void refusesOddLevelsAndNormalAxes() {
      assertThatThrownBy(() -> ParamSources.morris(1, 5, "0", units(1)))
          .hasMessageContaining("levels (5)");
      assertThatThrownBy(() -> ParamSources.morris(1, 4, "0", Map.of("x", new Normal(0, 1))))
          .hasMessageContaining("The parameter x of a morris design is normal");
    }
  }

  @Nested
  class Saltelli {
    private final SaltelliDesign design = ParamSources.saltelli(16, "1", units(3));

    @Test
    void takesOneColumnAfterTheOtherFromTheSecondSample() {
      assertThat(design.size()).isEqualTo(16 * 5);
      for (int row = 0; row < 16; row++) {
        double[] a = coordinates(design, row * 5L);
        double[] b = coordinates(design, row * 5L + 4);
        for (int c = 1; c <= 3; c++) {
          double[] mixed = coordinates(design, row * 5L + c);
          for (int i = 0; i < 3; i++) {
            assertThat(mixed[i]).isEqualTo(i == c - 1 ? b[i] : a[i]);
          }
        }
      }
    }

    @Test
    void spreadsBothSamplesEvenly() {
      for (int sample : new int[] {0, 4}) {
        for (int axis = 0; axis < 3; axis++) {
          int coordinate = axis;
          assertThat(
                  LongStream.range(0, 16)
                      .mapToInt(
                          row -> (int) (16 * coordinates(design, row * 5 + sample)[coordinate])))
              .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 16).boxed().toList());
        }
      }
    }
  }

  @Nested
  class Quantiles {
    @Test
    void giveTheEndsOfRangesExactly() {
      assertThat(new Uniform(0.1, 0.7).quantile(0)).isEqualTo(0.1);
      assertThat(new Uniform(0.1, 0.7).quantile(1)).isEqualTo(0.7);
      assertThat(new LogUniform(0.1, 0.7).quantile(0)).isEqualTo(0.1);
      assertThat(new LogUniform(0.1, 0.7).quantile(1)).isEqualTo(0.7);
      assertThat(new IntegerRange(-2, 2).quantile(0)).isEqualTo(-2L);
      assertThat(new IntegerRange(-2, 2).quantile(1)).isEqualTo(2L);
      assertThat(new Choice(List.of("a", "b")).quantile(0)).isEqualTo("a");
      assertThat(new Choice(List.of("a", "b")).quantile(1)).isEqualTo("b");
    }

    @Test
    void cutIntegersAndChoicesIntoEqualParts() {
      assertThat(IntStream.range(0, 6).mapToObj(i -> new IntegerRange(1, 3).quantile(i / 6.0)))
          .containsExactly(1L, 1L, 2L, 2L, 3L, 3L);
      assertThat(
              IntStream.range(0, 4).mapToObj(i -> new Choice(List.of("a", "b")).quantile(i / 4.0)))
          .containsExactly("a", "a", "b", "b");
    }

    @Test
    void ofTheNormalDistributionAreThoseOfAnotherProgram() {
      for (String[] row : golden("normal")) {
        double expected = Double.parseDouble(row[3]);
        assertThat((double) new Normal(0, 1).quantile(Double.parseDouble(row[2])))
            .isCloseTo(expected, within(1e-15 + 4e-16 * Math.abs(expected)));
      }
    }
  }

  /** Points enter ids: one of these changing means that ids of stored studies change. */
  @Test
  void pointsNeverChange() {
    Map<String, Distribution> axes = new LinkedHashMap<>();
    axes.put("width", new IntegerRange(16, 64));
    axes.put("lr", new LogUniform(1e-4, 1e-1));
    axes.put("drop", new Uniform(0.1, 0.5));
    axes.put("act", new Choice(List.of("relu", "tanh", "gelu")));
    Map<String, ParamSource> sources = new LinkedHashMap<>();
    sources.put("latin", ParamSources.latinHypercube(8, "42", axes));
    sources.put("sobol", ParamSources.sobol(8, 0, "", axes));
    sources.put("sobol shifted", ParamSources.sobol(8, 0, "42", axes));
    sources.put("halton shifted", ParamSources.halton(8, 5, "42", axes));
    sources.put("morris", ParamSources.morris(2, 4, "42", axes));
    sources.put("saltelli", ParamSources.saltelli(4, "42", axes));
    List<String> lines = new ArrayList<>();
    sources.forEach(
        (name, source) ->
            lines.add(
                name + " " + Json.write(source.caseAt(5).params().asMap()).replace('"', '\'')));
    assertThat(lines)
        .containsExactly(
            "latin {'width':45,'lr':0.042871592772679226,'drop':0.26877315206638497,'act':'relu'}",
            "sobol"
                + " {'width':34,'lr':0.00023713737056616573,'drop':0.45000000000000007,'act':'gelu'}",
            "sobol shifted"
                + " {'width':49,'lr':0.004833456693328314,'drop':0.4643604610262636,'act':'tanh'}",
            "halton shifted"
                + " {'width':63,'lr':0.09694481698325752,'drop':0.4234443882222335,'act':'tanh'}",
            "morris {'width':32,'lr':0.010000000000000005,'drop':0.3666666666666667,'act':'tanh'}",
            "saltelli"
                + " {'width':59,'lr':0.0004078586151075931,'drop':0.34937699460368177,'act':'relu'}");
  }

  @Test
  void refuseWrongSizes() {
    assertThatThrownBy(() -> ParamSources.latinHypercube(0, "1", units(1)))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STUDY));
    assertThatThrownBy(() -> ParamSources.saltelli(1, "1", Map.of()))
        .hasMessageContaining("at least one parameter");
  }
}
