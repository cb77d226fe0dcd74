package io.metalab.core.plan;

import io.metalab.api.Experiment;
import io.metalab.api.SeedPlan;
import io.metalab.api.search.AdaptiveParamSource;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.Json;
import io.metalab.core.params.DecidedPoints;
import io.metalab.core.params.SourceCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A digest of what makes up a plan, equal in every process that plans the same study.
 *
 * <p>It covers the experiment, operation, context, seeds and size, the source's stored form, and
 * ids of runs: all of a small plan, evenly spaced ones of a large plan, which also tell apart what
 * the stored form cannot show, such as resolvers.
 */
final class PlanDigest {
  private static final int SAMPLES = 256;

  private PlanDigest() {}

  static String of(StudyPlan plan) {
    Experiment experiment = plan.experiment();
    SeedPlan seeds = experiment.seeds();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("v", 1);
    map.put("experiment", experiment.id());
    map.put("operation", experiment.operationSpec().qualifiedKey());
    map.put("context", plan.contextFingerprint());
    map.put("seed", List.of(seeds.root(), seeds.replicates()));
    map.put("size", Long.toString(plan.size()));
    map.put("source", source(experiment));
    map.put("samples", samples(plan));
    return CanonicalJson.sha256(Json.write(map));
  }

  private static Object source(Experiment experiment) {
    if (experiment.params() instanceof DecidedPoints points) {
      return points.search();
    }
    if (experiment.params() instanceof AdaptiveParamSource search) {
      return search.configuration();
    }
    return SourceCodec.encode(experiment.params())
        .<Object>map(form -> form)
        .orElseGet(() -> experiment.params().describe());
  }

  private static List<String> samples(StudyPlan plan) {
    if (isSearch(plan.experiment())) {
      return List.of(); // Its runs come to be known, its digest stays.
    }
    long count = Math.min(plan.size(), SAMPLES);
    List<String> ids = new ArrayList<>();
    for (long k = 0; k < count; k++) {
      double share = count == 1 ? 0 : (double) k / (count - 1);
      long index = plan.size() <= SAMPLES ? k : (long) (share * (plan.size() - 1));
      ids.add(plan.runAt(index).runId().hex());
    }
    return ids;
  }

  private static boolean isSearch(Experiment experiment) {
    return experiment.params() instanceof DecidedPoints
        || experiment.params() instanceof AdaptiveParamSource;
  }
}
