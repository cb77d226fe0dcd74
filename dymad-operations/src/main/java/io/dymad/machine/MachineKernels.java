package io.dymad.machine;

import io.dymad.kernel.Kernel;
import io.dymad.kernel.KernelRegression;
import io.dymad.kernel.KernelRidge;
import io.dymad.kernel.Ridge;
import io.dymad.kernel.SeparableKernelRidge;
import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Which kernels the values of a regression have. */
public sealed interface MachineKernels {
  /**
   * Fits a regression.
   *
   * @param samples shape {@code [n, state]}
   * @param values shape {@code [n, values]}
   * @throws ArithmeticException if the ridge is lost in rounding
   * @throws IllegalArgumentException if the kernels do not fit the number of values
   */
  KernelRegression fit(Matrix samples, Matrix values, Ridge ridge);

  /** Returns one Gaussian for all values, of a width found from the samples. */
  static MachineKernels gaussian() {
    return new Shared(new KernelChoice.Gaussian(OptionalDouble.empty()));
  }

  /**
   * One kernel for all values.
   *
   * @param kernel the kernel
   */
  record Shared(KernelChoice kernel) implements MachineKernels {
    @Override
    public KernelRegression fit(Matrix samples, Matrix values, Ridge ridge) {
      return KernelRidge.fit(List.of(kernel.fit(samples)), samples, values, ridge);
    }
  }

  /**
   * A kernel of its own for each value.
   *
   * @param kernels one for each value
   */
  record Independent(List<KernelChoice> kernels) implements MachineKernels {
    public Independent {
      kernels = List.copyOf(kernels);
    }

    @Override
    public KernelRegression fit(Matrix samples, Matrix values, Ridge ridge) {
      if (kernels.size() != values.columns()) {
        throw new IllegalArgumentException(
            "%d kernels do not belong to %d values: each has its own."
                .formatted(kernels.size(), values.columns()));
      }
      List<Kernel> fitted = kernels.stream().map(kernel -> kernel.fit(samples)).toList();
      return KernelRidge.fit(fitted, samples, values, ridge);
    }
  }

  /**
   * Kernels that move several values together, {@code Σ_i k_i L_i L_iᵀ}.
   *
   * @param kernels k, at least one
   * @param factors L, one for each kernel, with a row for each value
   */
  record Separable(List<KernelChoice> kernels, List<Matrix> factors) implements MachineKernels {
    public Separable {
      kernels = List.copyOf(kernels);
      factors = List.copyOf(factors);
      if (kernels.size() != factors.size()) {
        throw new IllegalArgumentException(
            "%d kernels have %d factors: there is one for each."
                .formatted(kernels.size(), factors.size()));
      }
    }

    @Override
    public KernelRegression fit(Matrix samples, Matrix values, Ridge ridge) {
      List<SeparableKernelRidge.Term> terms = new ArrayList<>();
      for (int i = 0; i < kernels.size(); i++) {
        terms.add(new SeparableKernelRidge.Term(kernels.get(i).fit(samples), factors.get(i)));
      }
      return SeparableKernelRidge.fit(terms, samples, values, ridge);
    }
  }
}
