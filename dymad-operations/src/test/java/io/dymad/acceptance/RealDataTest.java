package io.dymad.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dymad.core.Trajectories;
import io.dymad.dmd.Dmd;
import io.dymad.dmd.HankelDmd;
import io.dymad.dmd.ModalModel;
import io.dymad.io.CsvColumns;
import io.dymad.io.CsvFiles;
import io.dymad.numerics.Assignment;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RealDataTest {
  private static Path resource(String name) throws URISyntaxException {
    URL url = Objects.requireNonNull(RealDataTest.class.getResource("/real/" + name), name);
    return Path.of(url.toURI());
  }

  /** Fits Hankel DMD without the mean, compares it with the expected figures, and returns it. */
  private static ModalModel check(String name, String column)
      throws IOException, URISyntaxException {
    JsonNode expected = new ObjectMapper().readTree(resource("expected.json").toFile()).get(name);
    Trajectories data = CsvFiles.read(resource(name + ".csv"), CsvColumns.states("", column));
    Matrix x = data.get(0).x();
    double mean = Arrays.stream(x.column(0)).average().orElseThrow();
    assertThat(mean).isCloseTo(expected.get("mean").asDouble(), within(1e-10));
    Trajectories centred =
        Trajectories.of(
            data.get(0).withX(Matrix.generate(x.rows(), 1, (k, j) -> x.get(k, 0) - mean)));
    Dmd projected = Dmd.of(RankRule.of(expected.get("rank").asInt())).with(Dmd.Modes.PROJECTED);
    HankelDmd method = new HankelDmd(expected.get("delay").asInt() + 1, projected);
    double[] singular = method.windows(centred).now().singularValues();
    double[] known = numbers(expected.get("singular_values"));
    for (int i = 0; i < known.length; i++) {
      assertThat(singular[i]).isCloseTo(known[i], within(1e-8 * known[i]));
    }
    ModalModel model = method.fit(centred);
    ComplexVector values =
        ComplexVector.ofParts(
            numbers(expected.get("eigenvalues_re")), numbers(expected.get("eigenvalues_im")));
    int[] partners = Assignment.match(values, model.eigenvalues());
    for (int j = 0; j < values.size(); j++) {
      assertThat(model.eigenvalues().get(partners[j]).minus(values.get(j)).abs()).isLessThan(1e-6);
    }
    return model;
  }

  private static double[] numbers(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static double nearestPeriod(ModalModel model, double period) {
    return model.exponents().stream()
        .filter(exponent -> exponent.im() > 0)
        .mapToDouble(exponent -> 2 * Math.PI / exponent.im())
        .reduce((a, b) -> Math.abs(a - period) <= Math.abs(b - period) ? a : b)
        .orElseThrow();
  }

  @Test
  void theSeaSurfaceHasAYearlyCycle() throws IOException, URISyntaxException {
    ModalModel model = check("nino12_monthly", "sst_celsius");
    assertThat(nearestPeriod(model, 12)).isCloseTo(12, within(0.01));
  }

  @Test
  void theSunHasACycleOfAboutElevenYears() throws IOException, URISyntaxException {
    ModalModel model = check("sunspots_yearly", "sunspots");
    assertThat(nearestPeriod(model, 10.7)).isBetween(10.0, 11.5);
  }
}
