package io.dymad.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EigenpairMatchingTest {
  private static int[] match(
      ComplexVector values, ComplexMatrix vectors, ComplexVector others, ComplexMatrix theirs) {
    return EigenpairMatching.ofValues(values, vectors)
        .match(EigenpairMatching.ofValues(others, theirs));
  }

  private static ComplexMatrix functions(SplittableRandom random, int size) {
    return ComplexMatrix.generate(
        size, size, (i, j) -> new Complex(random.nextGaussian(), random.nextGaussian()));
  }

  @Test
  void aPairThatBothFitsHaveIsItsOwnPartnerWhateverTheOthersAre() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int size = 6;
      ComplexMatrix first = functions(random, size);
      ComplexMatrix second = functions(random, size);
      double[] moduli = random.doubles(2L * size, 0.8, 1).toArray();
      // The first three are common, at other places, with other scales and phases.
      ComplexVector values = ComplexVector.generate(size, j -> Complex.of(moduli[j]));
      ComplexVector others =
          ComplexVector.generate(
              size, j -> Complex.of(j < 3 ? moduli[size + j] : moduli[size - 1 - j]));
      ComplexMatrix otherFunctions =
          ComplexMatrix.generate(
              size,
              size,
              (i, j) ->
                  j < 3
                      ? second.get(i, j)
                      : first.get(i, size - 1 - j).times(new Complex(-0.3, 2 + j)));
      int[] match = match(values, first, others, otherFunctions);
      assertThat(match).startsWith(5, 4, 3);
      assertThat(IntStream.of(match).distinct().count()).isEqualTo(size);
    }
  }

  @Test
  void anEigenvalueBetweenTwoOthersDoesNotTradePlacesWithThem() {
    // 0.95 is exact; the other one is 0.9 in one fit, 0.97 in the other. By value alone 0.9 to 0.95
    // and 0.95 to 0.97 costs the same 0.07.
    ComplexVector values = ComplexVector.ofReal(0.95, 0.9);
    ComplexVector others = ComplexVector.ofReal(0.97, 0.95);
    ComplexMatrix functions = ComplexMatrix.identity(2);
    ComplexMatrix otherFunctions =
        ComplexMatrix.generate(2, 2, (i, j) -> Complex.of(i + j == 1 ? 1 : j == 0 ? 0.5 : 0));
    assertThat(match(values, functions, others, otherFunctions)).containsExactly(1, 0);
  }

  @Test
  void equalFunctionsAreToldApartByTheirEigenvalues() {
    ComplexMatrix functions = ComplexMatrix.generate(3, 2, (i, j) -> Complex.ONE);
    ComplexVector values = ComplexVector.of(new Complex(0.9, 0.1), new Complex(0.9, -0.1));
    assertThat(match(values, functions, values.conjugate(), functions)).containsExactly(1, 0);
  }

  @Test
  void equalEigenvaluesAreToldApartByTheirFunctions() {
    ComplexMatrix functions = ComplexMatrix.identity(3);
    ComplexVector values = ComplexVector.ofReal(1, 1, 1);
    assertThat(match(values, functions, values, functions.selectColumns(2, 0, 1)))
        .containsExactly(1, 2, 0);
  }
}
