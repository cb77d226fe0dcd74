package io.dymad.reference;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.sako.MomentFilter;
import io.dymad.sako.RationalKernel;
import io.dymad.sako.Resolvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MeasureReferenceTest {
  @TestFactory
  List<DynamicTest> rationalKernels() {
    ReferenceCase data = ReferenceCase.load("o24_rational_kernels");
    Map<String, Object> computed = new HashMap<>();
    double[] theta = data.numbers("system.theta");
    double[] mass = new double[6];
    for (int m = 1; m <= 6; m++) {
      RationalKernel kernel = RationalKernel.of(m, data.number("system.eps"));
      computed.put("kernel.c_m" + m, kernel.c());
      computed.put("kernel.d_m" + m, kernel.d());
      computed.put("kernel.K_m" + m, Arrays.stream(theta).map(kernel::value).toArray());
      mass[m - 1] =
          IntStream.range(0, 4000).mapToDouble(i -> kernel.value(2 * Math.PI * i / 4000)).sum()
              * (2 * Math.PI / 4000);
    }
    computed.put("kernel.exact_c_m3", computed.get("kernel.c_m3"));
    computed.put("kernel.exact_d_m3", computed.get("kernel.d_m3"));
    computed.put("kernel.unit_mass", mass);
    return data.checks(computed);
  }

  @TestFactory
  List<DynamicTest> momentFilters() {
    ReferenceCase data = ReferenceCase.load("o30_moment_filters");
    double angle = Math.PI * (Math.sqrt(5) - 1);
    ComplexVector correlations =
        ComplexVector.generate(
            41, n -> Complex.polar(1, n * angle).plus(Complex.polar(0.25, -n * angle)));
    double[] circle = IntStream.range(0, 4096).mapToDouble(i -> 2 * Math.PI * i / 4096).toArray();
    Map<String, Object> computed = new HashMap<>();
    List<Double> mass = new ArrayList<>();
    for (MomentFilter filter : MomentFilter.values()) {
      computed.put(
          "moments." + filter.name().toLowerCase(Locale.ROOT),
          filter.density(correlations, data.numbers("system.theta")));
      mass.add(
          Arrays.stream(filter.density(correlations, circle)).sum()
              * (2 * Math.PI / 4096)
              / correlations.get(0).re());
    }
    computed.put("moments.mass", mass.stream().mapToDouble(Double::doubleValue).toArray());
    return data.checks(computed);
  }

  @TestFactory
  List<DynamicTest> resolvent() {
    ReferenceCase data = ReferenceCase.load("o25_resolvent");
    Matrix a = data.matrix("system.A");
    double[] omega = data.numbers("system.omega");
    Resolvent full = Resolvent.of(a);
    Resolvent weighted = Resolvent.weighted(a, data.numbers("system.weights"));
    Eigen eigen = a.eigen();
    int[] leastStable =
        IntStream.range(0, 12)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> -eigen.values().get(j).re()))
            .limit(6)
            .mapToInt(Integer::intValue)
            .toArray();
    Resolvent modal = Resolvent.modal(eigen.select(leastStable));
    double identity = 0;
    for (double o : omega) {
      Resolvent.Amplification top = full.strongest(new Complex(0, o));
      double image = a.toComplex().shifted(new Complex(0, o)).times(top.response()).norm();
      identity = Math.max(identity, Math.abs(image - 1 / top.gain()));
    }
    return data.checks(
        Map.of(
            "resolvent.gains",
            Matrix.generate(7, 3, (i, j) -> full.gains(new Complex(0, omega[i]))[j]),
            "resolvent.weighted",
            Arrays.stream(omega).map(o -> weighted.gains(new Complex(0, o))[0]).toArray(),
            "resolvent.lowrank",
            Arrays.stream(omega).map(o -> modal.gains(new Complex(0, o))[0]).toArray(),
            "resolvent.identity",
            identity));
  }

  @TestFactory
  List<DynamicTest> rankRules() {
    ReferenceCase data = ReferenceCase.load("o27_rank_rules");
    double[] values = data.numbers("system.singular_values");
    double[] betas = data.numbers("data.betas");
    double[] noise = ReferenceCase.gaussians(27, 2400);
    Matrix noisy =
        Matrix.generate(
            60,
            40,
            (r, c) -> {
              double i = r + 1;
              double k = c + 1;
              return 0.4 * Math.sin(0.1 * i) * Math.cos(0.2 * k)
                  + 0.3 * Math.cos(0.23 * i) * Math.sin(0.31 * k)
                  + 0.2 * Math.sin(0.4 * i) * Math.sin(0.05 * k)
                  + 0.05 * noise[r * 40 + c];
            });
    double[] singular = noisy.singularValues();
    return data.checks(
        Map.of(
            "rank.energy",
            Arrays.stream(data.numbers("system.taus"))
                .map(tau -> RankRule.energy(tau).rank(values, 8, 8))
                .toArray(),
            "rank.svht_omega",
            Arrays.stream(betas).map(RankRule.GavishDonoho::omega).toArray(),
            "rank.svht_known_noise",
            Arrays.stream(betas).map(RankRule.KnownNoise::lambda).toArray(),
            "rank.svht_noisy",
            RankRule.gavishDonoho().rank(singular, 60, 40),
            "rank.noisy_singular_values",
            Arrays.copyOf(singular, 5)));
  }
}
