package io.dymad.agent.app;

import io.dymad.agent.exec.RunPhase;
import io.dymad.agent.exec.RunState;
import io.dymad.agent.facade.AgentRun;
import io.metalab.api.RunRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all runs are answered with, be they trainings, evaluations or analyses. */
final class RunAnswers {
  private RunAnswers() {}

  static Map<String, @Nullable Object> of(AgentRun run, RunState state) {
    Optional<RunRecord> record = state.record();
    Map<String, @Nullable Object> map = Answers.of("handle", run.handle().toString());
    map.put("compiled_request_handle", run.content().get("compiled_request_handle"));
    map.put("status", state.phase().name());
    map.put("run_id", run.runId().hex());
    map.put("created_at", run.created().toString());
    map.put("started_at", record.map(RunRecord::started).map(Object::toString).orElse(null));
    boolean over = state.phase().isOver() && record.isPresent();
    map.put(
        "finished_at",
        over && record.get().status().isFinished() ? record.get().finished().toString() : null);
    run.worker()
        .ifPresent(
            worker -> {
              map.put("run_root", worker.directory().toString());
              map.put("log_path", worker.output().toString());
              map.put("config_path", worker.directory().resolve("study.yaml").toString());
              map.put("pid", worker.pid());
            });
    map.put("metrics", record.map(RunRecord::metrics).orElse(Map.of()));
    boolean failed = state.phase() == RunPhase.FAILED;
    map.put("error_type", failed ? state.error().type() : null);
    map.put("error_message", failed ? state.error().message() : null);
    return map;
  }

  static Map<String, @Nullable Object> paths(Map<String, Path> files) {
    Map<String, @Nullable Object> paths = new LinkedHashMap<>();
    files.forEach((name, file) -> paths.put(name, file.toString()));
    return paths;
  }
}
