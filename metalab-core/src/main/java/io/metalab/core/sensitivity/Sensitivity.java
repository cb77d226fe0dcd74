package io.metalab.core.sensitivity;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamSource;
import io.metalab.api.store.Store;
import io.metalab.core.params.MorrisDesign;
import io.metalab.core.params.ParamSources;
import io.metalab.core.params.SaltelliDesign;
import io.metalab.core.plan.StudyPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Computes which parameters of a study matter, from the results of its design. */
public final class Sensitivity {
  private static final int FEWEST_ROWS = 2;

  private Sensitivity() {}

  /**
   * Computes the indices of a study whose sweep is a Morris or a Saltelli design.
   *
   * <p>The value at a point is the mean over its successful replicates. Trajectories or rows with a
   * point that has no value are left out, and the report says so.
   *
   * @param metric name of a metric
   * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} if the sweep is no such design,
   *     with {@link ErrorCode#NOT_FOUND} if there are too few results or the metric is constant
   */
  public static SensitivityReport of(
      StudyPlan plan, Store store, String metric, Resampling resampling) {
    ParamSource design = ParamSources.withoutConstants(plan.experiment().params());
    if (design instanceof MorrisDesign morris) {
      return morris(morris, PointValues.read(plan, store, metric), metric, resampling);
    }
    if (design instanceof SaltelliDesign saltelli) {
      return saltelli(saltelli, PointValues.read(plan, store, metric), metric, resampling);
    }
    throw new MetalabException(
        ErrorCode.INVALID_STUDY,
        "The sweep of %s is %s, but indices are computed from a morris or a saltelli design that is not filtered or combined with another sweep."
            .formatted(plan.experiment().id(), design.describe()));
  }

  private static SensitivityReport morris(
      MorrisDesign design, PointValues values, String metric, Resampling resampling) {
    MorrisIndices indices = MorrisIndices.of(design, values);
    checkEnough(indices.trajectories(), "trajectories", values);
    Estimate[] estimates = Bootstrap.estimates(indices, indices.trajectories(), resampling);
    return new SensitivityReport(
        "morris",
        metric,
        "trajectories",
        indices.trajectories(),
        design.trajectories(),
        values.missingPoints(),
        values.missing(),
        values.partialPoints(),
        resampling,
        parameters(design.parameters(), MorrisIndices.NAMES, estimates));
  }

  private static SensitivityReport saltelli(
      SaltelliDesign design, PointValues values, String metric, Resampling resampling) {
    List<double[]> rows = values.completeGroups(design.parameters().size() + 2);
    checkEnough(rows.size(), "rows", values);
    SobolIndices indices = SobolIndices.of(rows, design.parameters().size());
    if (!(indices.variance(IntStream.range(0, rows.size()).toArray()) > 0)) {
      throw new MetalabException(
          ErrorCode.NOT_FOUND,
          "The metric '%s' has the same value at every point, so that there is no variance to share."
              .formatted(metric));
    }
    Estimate[] estimates = Bootstrap.estimates(indices, rows.size(), resampling);
    return new SensitivityReport(
        "saltelli",
        metric,
        "rows",
        rows.size(),
        design.rows(),
        values.missingPoints(),
        values.missing(),
        values.partialPoints(),
        resampling,
        parameters(design.parameters(), SobolIndices.NAMES, estimates));
  }

  private static void checkEnough(int complete, String unit, PointValues values) {
    if (complete < FEWEST_ROWS) {
      throw new MetalabException(
          ErrorCode.NOT_FOUND,
          "Only %d of the %s are complete, but at least %d must be: %d points have no value, the first is %s (%s). Maybe resume the study."
              .formatted(
                  complete,
                  unit,
                  FEWEST_ROWS,
                  values.missingPoints(),
                  values.missing().isEmpty() ? "none" : values.missing().get(0).caseId(),
                  values.missing().isEmpty() ? "" : values.missing().get(0).reason()));
    }
  }

  private static List<ParameterIndices> parameters(
      List<String> names, List<String> indexNames, Estimate[] estimates) {
    List<ParameterIndices> parameters = new ArrayList<>();
    for (int p = 0; p < names.size(); p++) {
      Map<String, Estimate> indices = new LinkedHashMap<>();
      for (int k = 0; k < indexNames.size(); k++) {
        indices.put(indexNames.get(k), estimates[p * indexNames.size() + k]);
      }
      parameters.add(new ParameterIndices(names.get(p), indices));
    }
    parameters.sort(
        Comparator.comparingDouble(
                (ParameterIndices of) -> -of.indices().values().iterator().next().value())
            .thenComparing(ParameterIndices::parameter));
    return parameters;
  }
}
