package io.metalab.core.command;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Capture;
import io.metalab.api.Capture.LogLevel;
import io.metalab.api.ErrorCode;
import io.metalab.api.FrozenContext;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import io.metalab.capture.OutputLog;
import io.metalab.capture.RunLog;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One attempt at a run of a command. */
final class CommandRun {
  private static final String NOT_STARTED = "CommandNotStarted";
  private static final File NOTHING = new File("/dev/null");

  /** Bits of the seed that are dropped, so that what is left is no less than 0 and below 2^31. */
  private static final int SEED_SHIFT = 33;

  private final CommandOperation operation;
  private final FrozenContext context;
  private final Params params;
  private final RunRuntime runtime;
  private final Capture capture;
  private final String seed;
  private final Remarks remarks;
  private final OutputLog log;
  private final MetricLines metrics;
  private final Tail stderr = new Tail();

  CommandRun(
      CommandOperation operation,
      FrozenContext context,
      Params params,
      SeedBundle seeds,
      RunRuntime runtime,
      Capture capture) {
    this.operation = operation;
    this.context = context;
    this.params = params;
    this.runtime = runtime;
    this.capture = capture;
    this.seed = Long.toString(seeds.seed("command") >>> SEED_SHIFT);
    this.remarks = new Remarks(capture);
    this.log = new OutputLog(sink(capture));
    this.metrics = new MetricLines(capture, remarks);
  }

  private static BiConsumer<String, String> sink(Capture capture) {
    Optional<RunLog> runLog = RunLog.current();
    return runLog.isPresent()
        ? (source, line) -> runLog.get().append(LogLevel.INFO, source, line, null)
        : (source, line) -> capture.log(line);
  }

  RunRecord execute() throws IOException, InterruptedException {
    endLeftovers();
    RunFiles files = RunFiles.create(runtime.scratch(), params);
    ProcessMark mark = ProcessMark.next();
    ProcessBuilder builder =
        new ProcessBuilder(
                InterruptShield.around(operation.words(name -> value(name, files), remarks::add)))
            .directory(operation.directory().toFile())
            .redirectInput(Redirect.from(NOTHING));
    builder.environment().putAll(environment(files, mark));
    CommandProcess process;
    try {
      process = CommandProcess.start(builder, mark, this::stdout, this::stderr);
    } catch (IOException e) {
      return RunRecord.failed(RunError.of(NOT_STARTED, String.valueOf(e.getMessage())));
    }
    int exitCode;
    try (process) {
      exitCode = follow(process);
    }
    runtime.cancellation().throwIfCancelled();
    return collect(exitCode, files);
  }

  private int follow(CommandProcess process) throws IOException, InterruptedException {
    try {
      int exitCode = process.follow(runtime.cancellation(), operation.grace());
      List<String> survivors = process.endSurvivors();
      if (!survivors.isEmpty()) {
        remarks.add(
            "Processes that outlived the command were ended: %s."
                .formatted(String.join(", ", survivors)));
      }
      return exitCode;
    } finally {
      log.finish();
    }
  }

  private RunRecord collect(int exitCode, RunFiles files) throws IOException {
    files.captureArtifacts(capture, remarks);
    RunRecord draft = RunRecord.success();
    try {
      files.captureMetrics(capture, remarks);
    } catch (MetalabException e) {
      if (e.code() != ErrorCode.INVALID_VALUE) {
        throw e;
      }
      draft = RunRecord.failed(RunError.of("InvalidMetrics", String.valueOf(e.getMessage())));
    }
    if (exitCode != 0) {
      draft = RunRecord.failed(ExitStatus.error(exitCode, stderr));
    }
    remarks.finish();
    return draft.toBuilder().provenance(provenance()).build();
  }

  private void stdout(String line) {
    log.add("stdout", line);
    metrics.take(line);
  }

  private void stderr(String line) {
    log.add("stderr", line);
    stderr.add(line);
    metrics.take(line);
  }

  /** Ends what an attempt whose program is gone has left running. */
  private void endLeftovers() {
    if (runtime.attempt() == 1) {
      return;
    }
    for (ProcessHandle process : MarkedProcesses.all(ProcessMark.orphanOf(runtime.runId().hex()))) {
      remarks.add("A process of an earlier attempt was ended: " + ProcessTree.name(process) + ".");
      process.destroyForcibly();
    }
  }

  private String value(String name, RunFiles files) {
    return switch (name) {
      case CommandTemplate.SEED -> seed;
      case CommandTemplate.OUT -> files.out().toString();
      case CommandTemplate.PARAMS_FILE -> files.params().toString();
      default -> CommandValues.word(name, declared(name));
    };
  }

  private @Nullable Object declared(String name) {
    if (params.has(name)) {
      return params.get(name);
    }
    String inContext =
        name.startsWith(CommandTemplate.CONTEXT)
            ? name.substring(CommandTemplate.CONTEXT.length())
            : "";
    if (!context.values().has(inContext)) {
      throw new MetalabException(
          ErrorCode.INVALID_PARAMS,
          "The command needs a value for {%s}, but this run has the params %s."
              .formatted(name, params.names()));
    }
    return context.values().get(inContext);
  }

  private Map<String, String> environment(RunFiles files, ProcessMark mark) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put(ProcessMark.VARIABLE, mark.text());
    environment.put(ProcessMark.RUN_ID, runtime.runId().hex());
    environment.put("METALAB_ATTEMPT", Integer.toString(runtime.attempt()));
    environment.put("METALAB_SEED", seed);
    environment.put("METALAB_PARAMS", files.params().toString());
    environment.put("METALAB_OUT", files.out().toString());
    return environment;
  }

  /** The values of the variables that were declared; their names alone make up the identity. */
  private Provenance provenance() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String name : operation.template().environment()) {
      values.put(name, requireNonNull(System.getenv(name), name));
    }
    return values.isEmpty()
        ? Provenance.NONE
        : new Provenance(Map.of("command_environment", values));
  }
}
