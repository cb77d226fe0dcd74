package io.dymad.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.edmd.Dictionary;
import io.dymad.edmd.FourierProducts;
import io.dymad.edmd.JoinedDictionary;
import io.dymad.edmd.MixedProducts;
import io.dymad.edmd.Monomials;
import io.dymad.edmd.RadialFunctions;
import io.dymad.kernel.DiffusionKernel;
import io.dymad.kernel.Kernel;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Samples;
import io.dymad.transforms.Reconstruction.Linear;
import io.dymad.transforms.Reconstruction.LocalPolynomials;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformFilesTest {
  private static final LocalPolynomials LOCAL = new LocalPolynomials(6, 2, 1);

  @TempDir Path directory;

  private static List<TransformSpec> kinds() {
    return List.of(
        Identity.spec(),
        Identity.addOne(),
        Scaler.spec(Scaler.Mode.STANDARD),
        Delay.spec(3),
        Projection.spec(RankRule.of(1), true),
        Denoise.spec(new SavitzkyGolay(5, 2)),
        Lift.spec(Monomials.tensor(3, 2)),
        Lift.fitted(FourierProducts.ofAngles(2, 1)),
        Lift.fitted(new RadialFunctions(new Kernel.Gaussian(0.7), Samples.real(5, 2, 8))),
        Lift.fitted(new RadialFunctions(new Kernel.Polynomial(2, 1), Samples.real(5, 2, 8))),
        Lift.fitted(new RadialFunctions(new Kernel.Exponential(2), Samples.real(5, 2, 8))),
        Lift.fitted(
            new RadialFunctions(
                DiffusionKernel.of(Samples.real(7, 2, 9), 2, 0.5), Samples.real(5, 2, 8))),
        Lift.fitted(
            new MixedProducts(
                2, List.of(new MixedProducts.Powers(0, 3), new MixedProducts.Harmonics(1, 2)))),
        Lift.fitted(new MixedProducts(2, List.of(new MixedProducts.Polar(0, 1, 2, 1)))),
        Lift.fitted(JoinedDictionary.of(Monomials.tensor(2, 2), FourierProducts.ofAngles(1, 1))),
        DiffusionMap.spec(DiffusionMap.Config.of(2, LOCAL)),
        DiffusionMap.spec(DiffusionMap.Config.of(1, new Linear()).withGraph(Graph.nearest(30))),
        VariableBandwidthMap.spec(
            new VariableBandwidthMap.Config(
                2, 6, 1, VariableBandwidthMap.Generator.KOLMOGOROV, LOCAL)),
        Isomap.spec(new Isomap.Config(1, 12, LOCAL, LOCAL)),
        TransformChain.spec(
            Scaler.spec(Scaler.Mode.ZERO_TO_ONE),
            Delay.spec(2),
            Projection.spec(RankRule.of(3), false)));
  }

  @Test
  void everyKindIsTheSameAfterWritingAndReading() {
    Matrix series = Samples.real(40, 2, 3);
    for (TransformSpec spec : kinds()) {
      Transform fitted = spec.fit(List.of(series));
      Path file = directory.resolve("transform.json");
      TransformFiles.write(fitted, file);
      Transform read = TransformFiles.read(file);
      assertThat(read).isEqualTo(fitted);
      assertThat(read.apply(series)).isEqualTo(fitted.apply(series));
    }
  }

  /** A dictionary of the user's own code. */
  private static final class Own implements Dictionary {
    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public List<String> names() {
      return List.of("x0", "tanh(x0)");
    }

    @Override
    public Matrix evaluate(Matrix states) {
      return Matrix.generate(
          states.rows(), 2, (i, j) -> j == 0 ? states.get(i, 0) : Math.tanh(states.get(i, 0)));
    }

    @Override
    public Matrix derivative(Matrix states, Matrix directions) {
      return Matrix.generate(
          states.rows(),
          2,
          (i, j) ->
              directions.get(i, 0) * (j == 0 ? 1 : 1 - Math.pow(Math.tanh(states.get(i, 0)), 2)));
    }
  }

  @Test
  void functionsWrittenInCodeAreFoundByTheirNames() {
    Matrix series = Samples.real(20, 1, 3);
    Transform fitted = Lift.spec(new Own()).fit(List.of(series));
    Path file = directory.resolve("own.json");
    TransformFiles.write(fitted, file);
    Transform read = TransformFiles.read(file, new Own());
    assertThat(read.apply(series)).isEqualTo(fitted.apply(series));
    assertThatThrownBy(() -> TransformFiles.read(file))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("[x0, tanh(x0)]")
        .hasMessageContaining("Give the reader the dictionary");
  }

  @Test
  void aStateOfTheFirstVersionIsRead() {
    // Written by version 1; later versions must read it, too.
    Path sample = Path.of("src/test/resources/transforms/v1-chain.json");
    Transform read = TransformFiles.read(sample);
    assertThat(read.apply(Matrix.of(new double[] {1, 10}, new double[] {3, 30})).toRowMajor())
        .containsExactly(0, 0, 1, 1);
  }

  @Test
  void otherVersionsAndFormatsAreRefused() throws IOException {
    Path file = directory.resolve("scaler.json");
    Transform scaler = new Scaler(Matrix.zeros(1, 2), Matrix.of(new double[] {1, 2}));
    TransformFiles.write(scaler, file);
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"version\" : 1", "\"version\" : 2"));
    assertThatThrownBy(() -> TransformFiles.read(file))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("version 2 of its format, but this program reads version 1");
    Files.writeString(file, text.replace("dymad.transform", "other"));
    assertThatThrownBy(() -> TransformFiles.read(file))
        .hasMessageContaining("must have the format dymad.transform");
    Files.writeString(file, text.replace("scaler", "magic"));
    assertThatThrownBy(() -> TransformFiles.read(file)).hasMessageContaining("kind 'magic'");
    Files.writeString(file, text.replace("\"scale\"", "\"width\""));
    assertThatThrownBy(() -> TransformFiles.read(file)).hasMessageContaining("no matrix width");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> TransformFiles.read(file))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("scaler.json");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> TransformFiles.read(directory.resolve("none.json")))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("none.json cannot be read");
  }
}
