package io.dymad.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dymad.kernel.DiffusionKernel;
import io.dymad.kernel.Kernel;
import io.dymad.kernel.KernelRegression;
import io.dymad.kernel.KernelRidge;
import io.dymad.kernel.SeparableKernelRidge;
import io.dymad.kernel.TangentKernelRidge;
import io.dymad.numerics.Matrix;
import io.metalab.capture.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What a regression is made of, as JSON with arrays beside it. */
final class RegressionState {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RegressionState() {}

  static ObjectNode write(KernelRegression regression, BiConsumer<String, Matrix> arrays) {
    ObjectNode node = NODES.objectNode();
    ArrayNode kernels = NODES.arrayNode();
    arrays.accept("samples", regression.samples());
    if (regression instanceof KernelRidge ridge) {
      node.put("type", "ridge");
      ridge.kernels().forEach(kernel -> kernels.add(write(kernel, kernels.size(), arrays)));
      arrays.accept("coefficients", ridge.coefficients());
    } else if (regression instanceof SeparableKernelRidge separable) {
      node.put("type", "separable");
      for (SeparableKernelRidge.Term term : separable.terms()) {
        arrays.accept("factor_" + kernels.size(), term.factor());
        kernels.add(write(term.kernel(), kernels.size(), arrays));
      }
      arrays.accept("coefficients", separable.coefficients());
    } else {
      TangentKernelRidge tangent = (TangentKernelRidge) regression;
      LocalManifold manifold = (LocalManifold) tangent.tangents();
      node.put("type", "tangent").put("dimension", manifold.dimension());
      node.put("neighbours", manifold.neighbours()).put("degree", manifold.degree());
      kernels.add(write(tangent.kernels().get(0), 0, arrays));
      arrays.accept("coefficients", tangent.vectors());
    }
    node.set("kernels", kernels);
    return node;
  }

  private static ObjectNode write(Kernel kernel, int index, BiConsumer<String, Matrix> arrays) {
    ObjectNode node = NODES.objectNode();
    if (kernel instanceof Kernel.Gaussian gaussian) {
      return node.put("type", "rbf").put("width", gaussian.width());
    }
    if (kernel instanceof Kernel.Exponential exponential) {
      return node.put("type", "exp").put("width", exponential.width());
    }
    if (kernel instanceof Kernel.Polynomial polynomial) {
      return node.put("type", "polynomial")
          .put("degree", polynomial.degree())
          .put("offset", polynomial.offset());
    }
    DiffusionKernel diffusion = (DiffusionKernel) kernel;
    arrays.accept("diffusion_" + index, diffusion.samples());
    return node.put("type", "dm")
        .put("epsilon", diffusion.epsilon())
        .put("alpha", diffusion.alpha());
  }

  static KernelRegression read(JsonNode node, Function<String, Matrix> arrays) {
    List<Kernel> kernels = new ArrayList<>();
    for (JsonNode kernel : node.path("kernels")) {
      kernels.add(readKernel(kernel, kernels.size(), arrays));
    }
    if (kernels.isEmpty()) {
      throw new IllegalArgumentException("it has no kernels.");
    }
    Matrix samples = arrays.apply("samples");
    Matrix coefficients = arrays.apply("coefficients");
    return switch (text(node, "type")) {
      case "ridge" -> new KernelRidge(kernels, samples, coefficients);
      case "separable" -> {
        List<SeparableKernelRidge.Term> terms = new ArrayList<>();
        for (int i = 0; i < kernels.size(); i++) {
          terms.add(new SeparableKernelRidge.Term(kernels.get(i), arrays.apply("factor_" + i)));
        }
        yield new SeparableKernelRidge(terms, samples, coefficients);
      }
      case "tangent" ->
          new TangentKernelRidge(
              kernels.get(0),
              new LocalManifold(
                  samples,
                  (int) number(node, "dimension"),
                  (int) number(node, "neighbours"),
                  (int) number(node, "degree")),
              samples,
              coefficients);
      default -> throw unknown("regression", node);
    };
  }

  private static Kernel readKernel(JsonNode node, int index, Function<String, Matrix> arrays) {
    return switch (text(node, "type")) {
      case "rbf" -> new Kernel.Gaussian(number(node, "width"));
      case "exp" -> new Kernel.Exponential(number(node, "width"));
      case "polynomial" ->
          new Kernel.Polynomial((int) number(node, "degree"), number(node, "offset"));
      case "dm" ->
          DiffusionKernel.of(
              arrays.apply("diffusion_" + index), number(node, "epsilon"), number(node, "alpha"));
      default -> throw unknown("kernel", node);
    };
  }

  private static IllegalArgumentException unknown(String what, JsonNode node) {
    return new IllegalArgumentException(
        "there is no %s of the type %s.".formatted(what, node.path("type")));
  }

  static String text(JsonNode node, String name) {
    if (!node.path(name).isTextual()) {
      throw new IllegalArgumentException(
          "%s must be text, not %s.".formatted(name, node.path(name)));
    }
    return node.path(name).asText();
  }

  static double number(JsonNode node, String name) {
    if (!node.path(name).isNumber()) {
      throw new IllegalArgumentException(
          "%s must be a number, not %s.".formatted(name, node.path(name)));
    }
    return node.path(name).asDouble();
  }

  static NdArray array(Map<String, NdArray> arrays, String name) {
    NdArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "there is no array %s, but %s.".formatted(name, arrays.keySet()));
    }
    return array;
  }
}
