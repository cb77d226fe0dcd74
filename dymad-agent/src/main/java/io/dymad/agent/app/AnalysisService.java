package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.compiler.AnalysisCompiler;
import io.dymad.agent.compiler.AnalysisRequest;
import io.dymad.agent.facade.CompiledRequest;
import io.dymad.agent.registry.AnalysisCapability;
import io.dymad.agent.registry.Registry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Analyses trained models and data. */
public final class AnalysisService {
  private final Registry registry;
  private final AnalysisCompiler compiler;

  AnalysisService(Registry registry, AnalysisCompiler compiler) {
    this.registry = requireNonNull(registry, "registry");
    this.compiler = requireNonNull(compiler, "compiler");
  }

  /** Returns the analyses. */
  public Map<String, @Nullable Object> capabilities() {
    return Answers.of(
        "capabilities", registry.analyses().all().stream().map(AnalysisCapability::toMap).toList());
  }

  /**
   * Checks a request and keeps it compiled.
   *
   * @throws io.dymad.agent.AgentException with the field at fault; nothing is kept
   */
  public Map<String, @Nullable Object> compile(Map<String, ? extends @Nullable Object> request) {
    CompiledRequest compiled = compiler.compile(AnalysisRequest.of(request));
    return Answers.compiled(
        "Compiled %s as %s.".formatted(compiled.content().get("workflow_key"), compiled.handle()),
        compiled);
  }
}
