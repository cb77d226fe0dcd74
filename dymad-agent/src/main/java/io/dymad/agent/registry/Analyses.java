package io.dymad.agent.registry;

import io.dymad.agent.AgentProblem;
import io.metalab.core.registry.DidYouMean;
import io.metalab.core.registry.Operations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The analyses, by DyMAD's workflow keys. */
public final class Analyses {
  private final List<AnalysisCapability> all;

  Analyses(Operations operations) {
    all = List.of(spectral(operations), vortex(operations));
  }

  /** Returns all analyses. */
  public List<AnalysisCapability> all() {
    return all;
  }

  /**
   * Returns the analysis of a key.
   *
   * @throws io.dymad.agent.AgentException with {@code unknown_workflow_key} at {@code
   *     workflow_key}, listing the keys
   */
  public AnalysisCapability byKey(String key) {
    List<String> keys = all.stream().map(AnalysisCapability::key).toList();
    return all.stream()
        .filter(analysis -> analysis.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                AgentProblem.of(
                        "unknown_workflow_key",
                        "There is no analysis '%s'.%s There are %s."
                            .formatted(key, DidYouMean.hint(key, keys), String.join(", ", keys)))
                    .at("workflow_key")
                    .withHint("list_analysis_capabilities, or dymad registry list analyses")
                    .withDetail("known", keys)
                    .exception());
  }

  private static AnalysisCapability spectral(Operations operations) {
    return new AnalysisCapability(
        "spectral_koopman",
        "Spectrum of a learned Koopman operator",
        operations.byKey("dymad.spectral").spec(),
        true,
        Map.of("dataset_handle", "dataset"),
        Map.of());
  }

  private static AnalysisCapability vortex(Operations operations) {
    Map<String, String> datasets = new LinkedHashMap<>();
    datasets.put("train_dataset_handle", "dataset");
    datasets.put("test_dataset_handle", "test_dataset");
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("rank_rule", "energy");
    defaults.put("energy", 0.9999);
    return new AnalysisCapability(
        "vortex_transform_modes",
        "Modes of the transform of states to coordinates on a manifold",
        operations.byKey("dymad.modes").spec(),
        false,
        datasets,
        defaults);
  }
}
