package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.Printer;
import io.metalab.cli.output.Problem;
import io.metalab.cli.signal.Signals;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Looks at studies until they are done or a signal comes: on a terminal one picture that is drawn
 * anew, elsewhere one line a change. Other formats than that for people are printed once, at the
 * end.
 */
final class StatusWatch {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** More might not fit on the screen, where they could not be drawn again. */
  private static final int MOST_LINES = 20;

  /** A look that takes long is followed by a pause that is longer by this factor. */
  private static final int PAUSE_PER_LOOK = 4;

  private final CliContext context;
  private final StatusReader reader;
  private List<String> told = List.of();
  private List<String> drawn = List.of();

  StatusWatch(CliContext context, StatusReader reader) {
    this.context = context;
    this.reader = reader;
  }

  @SuppressWarnings("try") // signals work without being mentioned
  CommandResult run() {
    AtomicReference<Signals.@Nullable Kind> signal = new AtomicReference<>();
    try (Signals.Subscription signals =
        context.environment().signals().subscribe(kind -> signal.compareAndSet(null, kind))) {
      while (true) {
        Instant begin = context.environment().clock().instant();
        StatusLook look = reader.look();
        if (context.forPeople()) {
          show(look);
        }
        if (look.done()) {
          return context.forPeople() ? CommandResult.of(null, terminal -> {}) : look.result();
        }
        Duration took = Duration.between(begin, context.environment().clock().instant());
        await(took.multipliedBy(PAUSE_PER_LOOK));
        Signals.Kind kind =
            Thread.currentThread().isInterrupted() ? Signals.Kind.INTERRUPT : signal.get();
        if (kind != null) {
          return new CommandResult.Stopped(
              kind.exitCode(),
              new Problem(
                  ErrorCode.INTERRUPTED,
                  "The watch was interrupted; what it watched goes on.",
                  "",
                  Map.of()));
        }
      }
    }
  }

  private void await(Duration atLeast) {
    try {
      context.environment().pause().await(atLeast.compareTo(INTERVAL) > 0 ? atLeast : INTERVAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(StatusLook look) {
    Terminal terminal = context.terminal();
    if (terminal.outTerminal()) {
      draw(look.result(), terminal);
      return;
    }
    tellChanges(look.lines(), terminal);
  }

  private void draw(CommandResult result, Terminal terminal) {
    List<String> lines =
        terminal.lines(copy -> new Printer(copy, null, context.columns(), List.of()).print(result));
    if (lines.size() > MOST_LINES) {
      int more = lines.size() - MOST_LINES;
      lines = new ArrayList<>(lines.subList(0, MOST_LINES));
      lines.add("%s %d more".formatted(terminal.glyphs().ellipsis(), more));
    }
    if (!lines.equals(drawn)) {
      terminal.redraw(lines);
      drawn = lines;
    }
  }

  private void tellChanges(List<String> lines, Terminal terminal) {
    List<String> news = new ArrayList<>(lines);
    news.removeAll(told);
    told = lines;
    String time = Show.time(context.environment().clock().instant());
    news.forEach(line -> terminal.out(time + " " + line));
    terminal.flush();
  }
}
