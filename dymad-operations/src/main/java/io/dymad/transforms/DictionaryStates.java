package io.dymad.transforms;

import io.dymad.edmd.Dictionary;
import io.dymad.edmd.FourierProducts;
import io.dymad.edmd.JoinedDictionary;
import io.dymad.edmd.MixedProducts;
import io.dymad.edmd.Monomials;
import io.dymad.edmd.RadialFunctions;
import io.dymad.kernel.DiffusionKernel;
import io.dymad.kernel.Kernel;
import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * States of dictionaries. One that is written in code is kept by the names of its functions, and
 * found again among those that the reader is given.
 */
final class DictionaryStates {
  private DictionaryStates() {}

  static TransformState of(Dictionary dictionary) {
    if (dictionary instanceof Monomials monomials) {
      return TransformState.of("monomials")
          .with("exponents", integers(monomials.exponents()))
          .with("center", monomials.center())
          .with("scale", monomials.scale());
    }
    if (dictionary instanceof FourierProducts fourier) {
      return TransformState.of("fourier")
          .with("periods", fourier.periods())
          .with("harmonics", integers(List.of(fourier.harmonics())));
    }
    if (dictionary instanceof RadialFunctions radial) {
      return kernel(radial.kernel()).with("centers", radial.centers());
    }
    if (dictionary instanceof MixedProducts mixed) {
      TransformState state = TransformState.of("mixed").with("size", mixed.stateSize());
      for (MixedProducts.Factor factor : mixed.factors()) {
        state = state.with(factor(factor));
      }
      return state;
    }
    if (dictionary instanceof JoinedDictionary joined) {
      TransformState state = TransformState.of("joined");
      for (Dictionary part : joined.parts()) {
        state = state.with(of(part));
      }
      return state;
    }
    return TransformState.of("code").with("functions", String.join(", ", dictionary.names()));
  }

  private static TransformState kernel(Kernel kernel) {
    if (kernel instanceof Kernel.Gaussian gaussian) {
      return TransformState.of("radial_gaussian").with("width", gaussian.width());
    }
    if (kernel instanceof Kernel.Exponential exponential) {
      return TransformState.of("radial_exponential").with("width", exponential.width());
    }
    if (kernel instanceof DiffusionKernel diffusion) {
      return TransformState.of("radial_diffusion")
          .with("epsilon", diffusion.epsilon())
          .with("alpha", diffusion.alpha())
          .with("samples", diffusion.samples());
    }
    Kernel.Polynomial polynomial = (Kernel.Polynomial) kernel;
    return TransformState.of("radial_polynomial")
        .with("degree", polynomial.degree())
        .with("offset", polynomial.offset());
  }

  private static TransformState factor(MixedProducts.Factor factor) {
    if (factor instanceof MixedProducts.Powers powers) {
      return TransformState.of("m")
          .with("variable", powers.variable())
          .with("count", powers.count());
    }
    if (factor instanceof MixedProducts.Harmonics harmonics) {
      return TransformState.of("f")
          .with("variable", harmonics.variable())
          .with("count", harmonics.count());
    }
    MixedProducts.Polar polar = (MixedProducts.Polar) factor;
    return TransformState.of("p")
        .with("x", polar.x())
        .with("y", polar.y())
        .with("powers", polar.powers())
        .with("harmonics", polar.harmonics());
  }

  static Dictionary restore(TransformState state, List<Dictionary> known) {
    return switch (state.type()) {
      case "monomials" ->
          new Monomials(
              lists(state.array("exponents")), state.array("center"), state.array("scale"));
      case "fourier" ->
          new FourierProducts(state.array("periods"), lists(state.array("harmonics")).get(0));
      case "radial_gaussian" ->
          new RadialFunctions(new Kernel.Gaussian(state.number("width")), state.array("centers"));
      case "radial_exponential" ->
          new RadialFunctions(
              new Kernel.Exponential(state.number("width")), state.array("centers"));
      case "radial_diffusion" ->
          new RadialFunctions(
              DiffusionKernel.of(
                  state.array("samples"), state.number("epsilon"), state.number("alpha")),
              state.array("centers"));
      case "radial_polynomial" ->
          new RadialFunctions(
              new Kernel.Polynomial(state.integer("degree"), state.number("offset")),
              state.array("centers"));
      case "mixed" ->
          new MixedProducts(
              state.integer("size"),
              state.parts().stream().map(DictionaryStates::restoreFactor).toList());
      case "joined" ->
          new JoinedDictionary(state.parts().stream().map(part -> restore(part, known)).toList());
      case "code" -> find(state.text("functions"), known);
      default ->
          throw new IllegalArgumentException(
              "There is no dictionary of the kind '%s'.".formatted(state.type()));
    };
  }

  private static MixedProducts.Factor restoreFactor(TransformState state) {
    return switch (state.type()) {
      case "m" -> new MixedProducts.Powers(state.integer("variable"), state.integer("count"));
      case "f" -> new MixedProducts.Harmonics(state.integer("variable"), state.integer("count"));
      case "p" ->
          new MixedProducts.Polar(
              state.integer("x"),
              state.integer("y"),
              state.integer("powers"),
              state.integer("harmonics"));
      default ->
          throw new IllegalArgumentException(
              "There is no factor of the kind '%s'.".formatted(state.type()));
    };
  }

  private static Dictionary find(String functions, List<Dictionary> known) {
    return known.stream()
        .filter(dictionary -> String.join(", ", dictionary.names()).equals(functions))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The transform was fitted with the functions [%s], which are written in code. Give the reader the dictionary that has them."
                        .formatted(functions)));
  }

  private static Matrix integers(List<List<Integer>> rows) {
    return Matrix.generate(rows.size(), rows.get(0).size(), (i, j) -> rows.get(i).get(j));
  }

  private static List<List<Integer>> lists(Matrix integers) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < integers.rows(); i++) {
      rows.add(Arrays.stream(integers.row(i)).mapToObj(value -> (int) value).toList());
    }
    return rows;
  }
}
