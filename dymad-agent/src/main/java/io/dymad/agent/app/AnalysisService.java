package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.compiler.AnalysisCompiler;
import io.dymad.agent.compiler.AnalysisRequest;
import io.dymad.agent.exec.InputPlans;
import io.dymad.agent.exec.RunPlan;
import io.dymad.agent.facade.AgentRun;
import io.dymad.agent.facade.CompiledRequest;
import io.dymad.agent.facade.CompiledRequests;
import io.dymad.agent.facade.SpectralSnapshots;
import io.dymad.agent.registry.Analyses;
import io.dymad.agent.registry.AnalysisCapability;
import io.dymad.agent.store.Handle;
import io.metalab.core.registry.Operations;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Analyses trained models and data, in processes of their own, and waits for what comes of it. */
public final class AnalysisService {
  private static final String REQUEST = "compiled_request_handle";

  private final Analyses analyses;
  private final Operations operations;
  private final AnalysisCompiler compiler;
  private final CompiledRequests requests;
  private final InputPlans plans;
  private final SpectralSnapshots snapshots;
  private final Execution execution;
  private final Jobs jobs;

  AnalysisService(
      Analyses analyses,
      Operations operations,
      AnalysisCompiler compiler,
      CompiledRequests requests,
      InputPlans plans,
      SpectralSnapshots snapshots,
      Execution execution,
      Jobs jobs) {
    this.analyses = requireNonNull(analyses, "analyses");
    this.operations = requireNonNull(operations, "operations");
    this.compiler = requireNonNull(compiler, "compiler");
    this.requests = requireNonNull(requests, "requests");
    this.plans = requireNonNull(plans, "plans");
    this.snapshots = requireNonNull(snapshots, "snapshots");
    this.execution = requireNonNull(execution, "execution");
    this.jobs = requireNonNull(jobs, "jobs");
  }

  /** Returns the analyses. */
  public Map<String, @Nullable Object> capabilities() {
    return Answers.of(
        "capabilities", analyses.all().stream().map(AnalysisCapability::toMap).toList());
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

  /**
   * Carries a compiled request out and waits for it. What was analysed before is not analysed
   * again.
   *
   * @param artifactRoot directory for what it leaves, relative to the agent's or absolute
   * @throws io.dymad.agent.AgentException with {@code unknown_handle} or {@code handle_kind}, or
   *     {@code run_failed}
   */
  public Map<String, @Nullable Object> run(String request, String artifactRoot, Told told) {
    CompiledRequest compiled = requests.get(request, REQUEST);
    String workflow = String.valueOf(compiled.content().get("workflow_key"));
    AnalysisCapability analysis = analyses.byKey(workflow);
    RunPlan plan =
        plans.of(
            operations.byKey(analysis.spec().key()),
            texts(compiled.content().get("inputs")),
            values(compiled.content().get("parameters")));
    AgentRun run = execution.runs().of(compiled, plan.runId());
    Path place = Path.of(artifactRoot, "analyses", compiled.handle().toString());
    Jobs.Done done = jobs.run(run, plan, place, "The analysis " + workflow, told);
    Map<String, @Nullable Object> result = Answers.of("workflow_key", workflow);
    result.put(REQUEST, compiled.handle().toString());
    if (analysis.requiresCheckpoint()) {
      Handle snapshot = snapshots.put(compiled, done.record());
      result.put("snapshot_handle", snapshot.toString());
    }
    Path pairs = done.files().get(KeptPairs.TABLE);
    if (pairs != null) {
      result.put("kept_pairs", KeptPairs.of(pairs));
    }
    result.put("artifacts", RunAnswers.paths(done.files()));
    result.put("summary", done.record().metrics());
    result.put("run_id", done.record().runId().hex());
    return Answers.of("result", result);
  }

  private static Map<String, String> texts(@Nullable Object map) {
    Map<String, String> texts = new LinkedHashMap<>();
    values(map).forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }

  private static Map<String, @Nullable Object> values(@Nullable Object map) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (map instanceof Map<?, ?> given) {
      given.forEach((name, value) -> values.put(String.valueOf(name), value));
    }
    return values;
  }
}
