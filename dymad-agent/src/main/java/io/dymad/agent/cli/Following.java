package io.dymad.agent.cli;

import io.dymad.agent.app.Agent;
import io.metalab.api.ErrorCode;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.Problem;
import io.metalab.cli.signal.Signals;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Shows what a training does until it is over or a signal comes. */
final class Following {
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final int BYTES = 64 << 10;

  private final CliContext context;
  private final Agent agent;
  private final String handle;
  private RunDirectory run;
  private long offset;
  private String told = "";

  Following(CliContext context, Agent agent, RunDirectory run) {
    this.context = context;
    this.agent = agent;
    this.run = run;
    this.handle = run.text(RunDirectory.RUN);
  }

  @SuppressWarnings("try") // signals work without being mentioned
  CommandResult run() {
    AtomicReference<Signals.@Nullable Kind> signal = new AtomicReference<>();
    try (Signals.Subscription signals =
        context.environment().signals().subscribe(kind -> signal.compareAndSet(null, kind))) {
      while (true) {
        Map<String, @Nullable Object> state =
            Maps.of(agent.trainings().describeRun(handle).get("training_run"));
        tell(state);
        if (RunView.isOver(state)) {
          run = run.withRun(state).save();
          context.terminal().clearStatus();
          return RunView.end(context, run);
        }
        await();
        Signals.Kind kind =
            Thread.currentThread().isInterrupted() ? Signals.Kind.INTERRUPT : signal.get();
        if (kind != null) {
          return stopped(kind);
        }
      }
    }
  }

  /** Shows the log's new lines, and on a terminal how far it is. */
  private void tell(Map<String, @Nullable Object> state) {
    if (context.quiet()) {
      return;
    }
    Map<String, @Nullable Object> part = agent.trainings().readLog(handle, offset, BYTES);
    if (part.get("next_offset") instanceof Number next) {
      offset = next.longValue();
    }
    String.valueOf(part.get("text"))
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(context.terminal()::err);
    String now = "%s  %s".formatted(state.get("status"), run.name());
    if (context.terminal().errRedraws()) {
      context.terminal().status(now);
    } else if (!now.equals(told)) {
      context.terminal().err(now);
    }
    told = now;
  }

  private void await() {
    try {
      context.environment().pause().await(INTERVAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CommandResult stopped(Signals.Kind kind) {
    String directory = context.shown(run.path()).toString();
    Problem problem =
        new Problem(
            ErrorCode.INTERRUPTED,
            "The training %s goes on; it is not followed any more.".formatted(run.name()),
            "dymad status %1$s  |  dymad cancel %1$s".formatted(directory),
            Map.of());
    context.terminal().clearStatus();
    context.terminal().errFolded(problem.message() + "  " + problem.hint());
    return new CommandResult.Stopped(kind.exitCode(), problem);
  }
}
