package io.dymad.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dymad.core.Network.Edge;
import io.dymad.models.Convolution.Kind;
import io.dymad.numerics.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three nodes with edges 0 → 1 of weight 2, 2 → 1 of weight 3 and 1 → 2 of weight 1. */
class ConvolutionTest {
  private static final io.dymad.core.Network NETWORK =
      new io.dymad.core.Network(3, List.of(edge(0, 1, 2), edge(2, 1, 3), edge(1, 2, 1)));

  private static Edge edge(int from, int to, double weight) {
    return new Edge(from, to, weight, List.of());
  }

  private static void assertOperators(Kind kind, int order, Matrix... expected) {
    List<Matrix> operators = new Convolution(kind, order, NETWORK).operators();
    assertThat(operators).hasSize(expected.length);
    for (int k = 0; k < expected.length; k++) {
      assertThat(operators.get(k).minus(expected[k]).maxAbs()).isLessThan(1e-15);
    }
  }

  private static Matrix matrix(double... elements) {
    return Matrix.ofRowMajor(3, 3, elements);
  }

  @Test
  void sageTakesTheMeanOfTheNodesWhoseEdgesEnter() {
    assertOperators(Kind.SAGE, 1, Matrix.identity(3), matrix(0, 0, 0, 0.5, 0, 0.5, 0, 1, 0));
  }

  @Test
  void gcnvTakesTheWeightedSum() {
    assertOperators(Kind.GCNV, 1, Matrix.identity(3), matrix(0, 0, 0, 2, 0, 3, 0, 1, 0));
  }

  @Test
  void gcnDividesByTheRootsOfBothSums() {
    double first = 2 / Math.sqrt(6);
    double last = 1 / Math.sqrt(12);
    assertOperators(Kind.GCN, 1, matrix(1, 0, 0, first, 1 / 6.0, 3 * last, 0, last, 0.5));
  }

  @Test
  void anEdgeFromANodeToItselfStandsInPlaceOfThatOfGcn() {
    io.dymad.core.Network loop = new io.dymad.core.Network(1, List.of(edge(0, 0, 4)));
    assertThat(new Convolution(Kind.GCN, 1, loop).operators()).containsExactly(Matrix.identity(1));
  }

  /** The argument A has A_12 = -3 / √5 and A_21 = -1 / √5; the square has 3/5 on the diagonal. */
  @Test
  void chebHasAsManyPolynomialsAsItsOrder() {
    double root = Math.sqrt(5);
    assertOperators(Kind.CHEB, 1, Matrix.identity(3));
    assertOperators(
        Kind.CHEB,
        3,
        Matrix.identity(3),
        matrix(0, 0, 0, 0, 0, -3 / root, 0, -1 / root, 0),
        matrix(-1, 0, 0, 0, 0.2, 0, 0, 0, 0.2));
  }

  @Test
  void refusesWeightsWhoseSumHasNoRoot() {
    io.dymad.core.Network negative = new io.dymad.core.Network(2, List.of(edge(0, 1, -2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Convolution(Kind.GCN, 1, negative).operators())
        .withMessageContainingAll("node 1", "-1.0", "gcn", "sage or gcnv");
    assertThat(new Convolution(Kind.GCNV, 1, negative).operators()).hasSize(2);
  }
}
