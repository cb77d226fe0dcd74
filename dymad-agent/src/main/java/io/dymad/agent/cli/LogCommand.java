package io.dymad.agent.cli;

import io.dymad.agent.app.Agent;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.signal.Signals;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the log of a training. */
@Command(
    name = "log",
    description = "Print what a training logs.",
    footer = {"dymad log pendulum", "dymad log pendulum --follow"})
final class LogCommand implements AgentCommand {
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final int BYTES = 64 << 10;

  @Mixin RunChoice choice = new RunChoice();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the training is over or Ctrl-C.")
  boolean follow;

  @Override
  @SuppressWarnings("try") // signals work without being mentioned
  public CommandResult ask(CliContext context) {
    RunDirectory run = choice.open(context);
    String handle = Started.handle(run);
    StringBuilder all = new StringBuilder();
    AtomicBoolean stop = new AtomicBoolean();
    try (Agent agent = Agents.open(context, run);
        Signals.Subscription signals =
            context.environment().signals().subscribe(kind -> stop.set(true))) {
      long offset = 0;
      while (true) {
        Map<String, @Nullable Object> part = agent.trainings().readLog(handle, offset, BYTES);
        String text = String.valueOf(part.get("text"));
        print(context, text, all);
        long next = part.get("next_offset") instanceof Number number ? number.longValue() : offset;
        boolean over = Boolean.TRUE.equals(part.get("eof")) || stop.get();
        if (over || (!follow && next == offset) || (next == offset && !await(context))) {
          return end(context, all.toString(), next);
        }
        offset = next;
      }
    }
  }

  private static void print(CliContext context, String text, StringBuilder all) {
    if (context.json()) {
      all.append(text);
    } else {
      text.lines().forEach(context.terminal()::out);
      context.terminal().flush();
    }
  }

  private static CommandResult end(CliContext context, String text, long next) {
    Object data = context.json() ? Map.of("text", text, "next_offset", next) : Map.of();
    return new CommandResult.Document(ExitCode.OK, data, terminal -> {});
  }

  private static boolean await(CliContext context) {
    try {
      context.environment().pause().await(INTERVAL);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
