package io.dymad.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DynamicTest;

/** One case of {@code resources/reference}: its data, and its checks as tests. */
final class ReferenceCase {
  private final String id;
  private final JsonNode document;

  private ReferenceCase(String id, JsonNode document) {
    this.id = id;
    this.document = document;
  }

  static ReferenceCase load(String id) {
    return new ReferenceCase(id, parse(id + ".json"));
  }

  private static JsonNode parse(String name) {
    try (InputStream in = open(name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(
        ReferenceCase.class.getResourceAsStream("/reference/" + name), name);
  }

  /** Returns a CSV file of the case. */
  Matrix file(String name) {
    String path = document.at("/files/" + name + "/path").asText();
    try (InputStream in = open(path)) {
      List<double[]> rows = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        rows.add(Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray());
      }
      return Matrix.of(rows.toArray(double[][]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the node at a dotted path, such as {@code truth.omega}. */
  private JsonNode node(String path) {
    JsonNode node = document.at("/" + path.replace('.', '/'));
    assertThat(node.isMissingNode()).as("%s has %s", id, path).isFalse();
    return node;
  }

  double number(String path) {
    return node(path).asDouble();
  }

  double[] numbers(String path) {
    return values(node(path)).re();
  }

  ComplexVector complex(String path) {
    return values(node(path));
  }

  Matrix matrix(String path) {
    JsonNode rows = node(path);
    return Matrix.generate(
        rows.size(), rows.get(0).size(), (i, j) -> rows.get(i).get(j).asDouble());
  }

  /** Returns the numbers of nested arrays in their order. */
  private static ComplexVector values(JsonNode node) {
    List<Complex> values = new ArrayList<>();
    if (node.has("re")) {
      double[] re = values(node.get("re")).re();
      double[] im = values(node.get("im")).re();
      return ComplexVector.ofParts(re, im);
    }
    addReals(node, values);
    return ComplexVector.of(values);
  }

  private static void addReals(JsonNode node, List<Complex> values) {
    if (node.isArray()) {
      node.forEach(child -> addReals(child, values));
    } else {
      assertThat(node.isNumber()).as("%s is a number", node).isTrue();
      values.add(Complex.of(node.asDouble()));
    }
  }

  /**
   * Returns a test for every check of the case.
   *
   * @param computed what was computed, by name of the check; in the forms of {@link Deviation}
   */
  List<DynamicTest> checks(Map<String, Object> computed) {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode check : document.get("checks")) {
      String name = check.get("name").asText();
      tests.add(
          DynamicTest.dynamicTest(
              id + " " + name,
              () -> {
                assertThat(computed).as("what was computed").containsKey(name);
                JsonNode expected = check.get("expected");
                double deviation =
                    Deviation.of(
                        check.get("compare").asText(),
                        Deviation.flatten(computed.get(name)),
                        values(expected.isTextual() ? node(expected.asText()) : expected));
                assertThat(deviation)
                    .as("deviation of %s", check.get("how").asText())
                    .isLessThanOrEqualTo(check.get("tol").asDouble());
              }));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  /** Returns normal numbers of the generator that the cases use. */
  static double[] gaussians(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i += 2) {
      double u1 = random.nextDouble();
      double u2 = random.nextDouble();
      double r = Math.sqrt(-2 * Math.log(1 - u1));
      numbers[i] = r * Math.cos(2 * Math.PI * u2);
      if (i + 1 < count) {
        numbers[i + 1] = r * Math.sin(2 * Math.PI * u2);
      }
    }
    return numbers;
  }
}
