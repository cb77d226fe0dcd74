package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.registry.Registry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges trained models. */
public final class EvaluationService {
  private final Registry registry;

  EvaluationService(Registry registry) {
    this.registry = requireNonNull(registry, "registry");
  }

  /** Returns the evaluations; they are the same for all kinds of datasets. */
  public Map<String, @Nullable Object> capabilities() {
    return Answers.of("capabilities", registry.evaluations().all());
  }
}
