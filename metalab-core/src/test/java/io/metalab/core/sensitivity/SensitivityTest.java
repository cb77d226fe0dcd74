package io.metalab.core.sensitivity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRecordBuilder;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedPlan;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.Distribution;
import io.metalab.core.params.Distribution.LogUniform;
import io.metalab.core.params.Distribution.Uniform;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.plan.StudyPlan;
import io.metalab.testkit.InMemoryStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SensitivityTest {
  private static final double Z_95 = 1.96;

  private final InMemoryStore store = new InMemoryStore();

  private static StudyPlan plan(ParamSource source, int replicates) {
    return StudyPlan.of(
        Experiment.of("toy", "1")
            .operation(OperationSpec.open("f"), (context, params, seeds, runtime, capture) -> null)
            .params(ParamSources.constants(Params.of("fixed", 1), source))
            .seeds(SeedPlan.replicates(1, replicates))
            .build(),
        FileDigests.of(Path.of("")));
  }

  private static RunRecordBuilder record(PlannedRun run) {
    return RunRecord.builder()
        .runId(run.runId())
        .experimentId("toy:1")
        .params(run.point().params())
        .seeds(run.seeds())
        .attempt(1);
  }

  private StudyPlan run(ParamSource source, ToDoubleFunction<Params> f) {
    return run(source, f, Set.of());
  }

  private StudyPlan run(ParamSource source, ToDoubleFunction<Params> f, Set<Long> leftOut) {
    StudyPlan plan = plan(source, 0);
    for (PlannedRun run : plan.runs(0, plan.size())) {
      if (leftOut.contains(run.index())) {
        continue;
      }
      double value = f.applyAsDouble(run.point().params());
      put(record(run).status(RunStatus.SUCCESS).metrics(Map.of("y", value)).build());
    }
    return plan;
  }

  private void put(RunRecord record) {
    store.putRunRecord(record).join();
  }

  private static Estimate index(SensitivityReport report, String parameter, String index) {
    return report.parameters().stream()
        .filter(indices -> indices.parameter().equals(parameter))
        .map(indices -> requireNonNull(indices.indices().get(index)))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Distribution> axes(int count, Distribution axis) {
    Map<String, Distribution> axes = new LinkedHashMap<>();
    for (int i = 1; i <= count; i++) {
      axes.put("x" + i, axis);
    }
    return axes;
  }

  /** Four standard errors, as the interval has them. */
  private static void assertNear(Estimate estimate, double expected) {
    double standardError = (estimate.high() - estimate.low()) / (2 * Z_95);
    assertThat(estimate.value()).isCloseTo(expected, within(4 * standardError + 1e-12));
  }

  /** Ishigami and Homma (1990); the closed form is in Saltelli et al. (2008), Global SA, 5.6. */
  @Test
  void findsTheIndicesOfTheIshigamiFunction() {
    double a = 7;
    double b = 0.1;
    StudyPlan plan =
        run(
            ParamSources.saltelli(1024, "1", axes(3, new Uniform(-Math.PI, Math.PI))),
            p ->
                Math.sin(p.getDouble("x1"))
                    + a * Math.pow(Math.sin(p.getDouble("x2")), 2)
                    + b * Math.pow(p.getDouble("x3"), 4) * Math.sin(p.getDouble("x1")));
    double pi4 = Math.pow(Math.PI, 4);
    double v1 = 0.5 * Math.pow(1 + b * pi4 / 5, 2);
    double v2 = a * a / 8;
    double v13 = 8 * b * b * pi4 * pi4 / 225;
    double v = v1 + v2 + v13;

    SensitivityReport report = Sensitivity.of(plan, store, "y", Resampling.defaults());

    assertNear(index(report, "x1", "first"), v1 / v);
    assertNear(index(report, "x2", "first"), v2 / v);
    assertNear(index(report, "x3", "first"), 0);
    assertNear(index(report, "x1", "total"), (v1 + v13) / v);
    assertNear(index(report, "x2", "total"), v2 / v);
    assertNear(index(report, "x3", "total"), v13 / v);
    assertThat(index(report, "x1", "total").high() - index(report, "x1", "total").low())
        .isBetween(0.01, 0.2);
    assertThat(report.parameters())
        .extracting(ParameterIndices::parameter)
        .containsExactly("x1", "x2", "x3");
    assertThat(report.used()).isEqualTo(1024);
  }

  /** Saltelli and Sobol (1995): each variance is 1/3 (1+a)^-2, and the total one their product. */
  @Test
  void findsTheIndicesOfTheSobolFunction() {
    double[] a = {0, 1, 4.5, 9, 99};
    StudyPlan plan =
        run(
            ParamSources.saltelli(1024, "2", axes(5, new Uniform(0, 1))),
            p -> {
              double product = 1;
              for (int i = 0; i < a.length; i++) {
                product *= (Math.abs(4 * p.getDouble("x" + (i + 1)) - 2) + a[i]) / (1 + a[i]);
              }
              return product;
            });
    double[] v = new double[a.length];
    double product = 1;
    for (int i = 0; i < a.length; i++) {
      v[i] = 1 / (3 * (1 + a[i]) * (1 + a[i]));
      product *= 1 + v[i];
    }

    SensitivityReport report = Sensitivity.of(plan, store, "y", Resampling.defaults());

    for (int i = 0; i < a.length; i++) {
      assertNear(index(report, "x" + (i + 1), "first"), v[i] / (product - 1));
      assertNear(
          index(report, "x" + (i + 1), "total"), v[i] * product / (1 + v[i]) / (product - 1));
    }
  }

  @Test
  void findsTheSlopesOfALinearFunctionExactly() {
    Map<String, Distribution> axes = new LinkedHashMap<>();
    axes.put("b", new Uniform(-2, 2));
    axes.put("a", new Uniform(0, 1));
    axes.put("c", new LogUniform(1, Math.E));
    StudyPlan plan =
        run(
            ParamSources.morris(10, 4, "1", axes),
            p -> 3 * p.getDouble("a") - p.getDouble("b") + Math.log(p.getDouble("c")));

    SensitivityReport report = Sensitivity.of(plan, store, "y", Resampling.defaults());

    double rounding = 1e-13;
    Map<String, Double> slopes = Map.of("a", 3.0, "b", -4.0, "c", 1.0);
    slopes.forEach(
        (name, slope) -> {
          assertThat(index(report, name, "mu").value()).isCloseTo(slope, within(rounding));
          assertThat(index(report, name, "mu_star").value())
              .isCloseTo(Math.abs(slope), within(rounding));
          assertThat(index(report, name, "mu_star").high())
              .isCloseTo(Math.abs(slope), within(rounding));
          assertThat(index(report, name, "sigma").value()).isCloseTo(0, within(rounding));
        });
    assertThat(report.parameters())
        .extracting(ParameterIndices::parameter)
        .containsExactly("b", "a", "c");
  }

  /** x1 x2 has effects of x1 that are the levels of x2, whose mean is 1/2. */
  @Test
  void tellsAnInteractionByItsSpread() {
    StudyPlan plan =
        run(
            ParamSources.morris(400, 4, "1", axes(2, new Uniform(0, 1))),
            p -> p.getDouble("x1") * p.getDouble("x2"));

    SensitivityReport report = Sensitivity.of(plan, store, "y", Resampling.defaults());

    assertNear(index(report, "x1", "mu"), 0.5);
    double spread = Math.sqrt((0.25 + 0.25 / 9) / 2); // levels 0, 1/3, 2/3, 1 around 1/2
    assertNear(index(report, "x1", "sigma"), spread);
  }

  @Test
  void givesTheSameIntervalsForTheSameSeed() {
    StudyPlan plan =
        run(
            ParamSources.saltelli(64, "1", axes(2, new Uniform(0, 1))),
            p -> p.getDouble("x1") + p.getDouble("x1") * p.getDouble("x2"));
    SensitivityReport report = Sensitivity.of(plan, store, "y", Resampling.defaults());
    assertThat(Sensitivity.of(plan, store, "y", Resampling.defaults())).isEqualTo(report);
    assertThat(Sensitivity.of(plan, store, "y", new Resampling(1000, 0.95, "1")).parameters())
        .isNotEqualTo(report.parameters());
  }

  @Test
  void leavesRowsWithMissingPointsOutAndNamesThem() {
    StudyPlan plan =
        run(
            ParamSources.saltelli(16, "1", axes(2, new Uniform(0, 1))),
            p -> p.getDouble("x1") + p.getDouble("x2"),
            Set.of(5L, 40L));
    PlannedRun failed = plan.runAt(5);
    PlannedRun infinite = plan.runAt(40);
    put(record(failed).status(RunStatus.FAILED).error(RunError.of("E", "boom")).build());
    put(record(infinite).status(RunStatus.SUCCESS).metrics(Map.of("y", Double.NaN)).build());

    SensitivityReport report = Sensitivity.of(plan, store, "y", Resampling.defaults());

    assertThat(report.used()).isEqualTo(14);
    assertThat(report.planned()).isEqualTo(16);
    assertThat(report.missingPoints()).isEqualTo(2);
    assertThat(report.missing())
        .containsExactly(
            new MissingPoint("saltelli-1-A:x1", failed.runId(), "failed"),
            new MissingPoint("saltelli-10-A", infinite.runId(), "y is not finite"));
  }

  @Test
  void takesTheMeanOfReplicatesAndCountsThoseThatAreFewer() {
    StudyPlan plan = plan(ParamSources.morris(5, 100, "1", axes(2, new Uniform(0, 1))), 3);
    for (PlannedRun run : plan.runs(0, plan.size() - 1)) {
      Params params = run.point().params();
      double value =
          params.getDouble("x1") + 2 * params.getDouble("x2") + run.seeds().replicate() - 1;
      put(record(run).status(RunStatus.SUCCESS).metrics(Map.of("y", value)).build());
    }

    SensitivityReport report = Sensitivity.of(plan, store, "y", Resampling.defaults());

    assertThat(report.partialPoints()).isEqualTo(1);
    assertThat(report.missing()).isEmpty();
    assertThat(report.used()).isEqualTo(5);
    assertThat(index(report, "x2", "mu").value()).isCloseTo(2, within(0.25));
  }

  @Test
  void saysWhatIsMissing() {
    ParamSource saltelli = ParamSources.saltelli(4, "1", axes(2, new Uniform(0, 1)));
    StudyPlan plan = run(saltelli, p -> 1);

    assertProblem(plan, "y", ErrorCode.NOT_FOUND, "'y' has the same value at every point");
    assertProblem(plan, "z", ErrorCode.NOT_FOUND, "No successful run of toy:1 has");
    assertProblem(
        run(ParamSources.grid(Map.of("x", List.of(1, 2))), p -> 1),
        "y",
        ErrorCode.INVALID_STUDY,
        "The sweep of toy:1 is grid x(2), but indices are computed from a morris or a saltelli");
    assertProblem(
        plan(ParamSources.saltelli(4, "5", axes(1, new Uniform(0, 1))), 0),
        "y",
        ErrorCode.NOT_FOUND,
        "Only 0 of the rows are complete",
        "not run");
  }

  private void assertProblem(StudyPlan plan, String metric, ErrorCode code, String... parts) {
    assertThatThrownBy(() -> Sensitivity.of(plan, store, metric, Resampling.defaults()))
        .isInstanceOfSatisfying(MetalabException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(parts);
  }
}
