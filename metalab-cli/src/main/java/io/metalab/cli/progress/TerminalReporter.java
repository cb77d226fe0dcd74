package io.metalab.cli.progress;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Glyphs;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.params.SweptNames;
import io.metalab.core.run.FailureGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Keeps one status line up to date, at most ten times a second; failures scroll by above it. */
final class TerminalReporter extends ProgressReporter {
  private static final Duration LEAST_INTERVAL = Duration.ofMillis(100);
  private static final int BAR_CELLS = 20;
  private static final int NARROW = 70;
  private static final int RATE_DIGITS = 2;

  private Instant lastDrawn = Instant.EPOCH;
  private boolean started;
  private boolean ended;

  TerminalReporter(Terminal terminal, InstantSource clock) {
    super(terminal, clock);
  }

  @Override
  void showStart() {
    started = true;
    List<String> remarks = new ArrayList<>();
    if (start().elsewhere() > 0) {
      remarks.add("%d from other studies".formatted(start().elsewhere()));
    }
    if (start().stale() > 0) {
      remarks.add("%d by other code".formatted(start().stale()));
    }
    terminal()
        .errFolded(
            "%s  %s  %d reused%s  %d to run  %s  store %s"
                .formatted(
                    terminal().paintErr(Colour.BOLD, start().experimentId()),
                    Show.count(start().total(), "run"),
                    reused(),
                    remarks.isEmpty() ? "" : " (%s)".formatted(String.join(", ", remarks)),
                    start().todo(),
                    start().workers() == 0
                        ? "any workers"
                        : Show.count(start().workers(), "worker"),
                    start().store()));
  }

  @Override
  void showFailure(RunRecord record) {
    String id = record.runId().shortHex();
    StringBuilder point =
        new StringBuilder(Show.values(SweptNames.in(record.params(), start().swept())));
    record.seeds().findReplicate().ifPresent(replicate -> point.append(" rep=").append(replicate));
    String head = failed() + (failed().endsWith(" ") ? "" : " ") + id;
    String message = Show.firstLine(record.error().message());
    terminal()
        .errFolded(
            "%s  %s  %s: %s   (metalab log %s%s)"
                .formatted(
                    terminal().paintErr(Colour.RED, head),
                    point.toString().strip(),
                    record.error().type(),
                    message,
                    id,
                    start().storeFlag()));
  }

  @Override
  void showCourse() {
    if (!started || ended || start().todo() == 0) {
      return;
    }
    Instant now = now();
    if (Duration.between(lastDrawn, now).compareTo(LEAST_INTERVAL) < 0) {
      return;
    }
    lastDrawn = now;
    terminal().status(course());
  }

  private String course() {
    Glyphs glyphs = terminal().glyphs();
    StringBuilder line = new StringBuilder(" ");
    if (terminal().columns() >= NARROW) {
      double fraction = (double) tally().done() / start().todo();
      line.append(glyphs.bar(fraction, BAR_CELLS)).append("  ");
    }
    line.append("%d/%d  ".formatted(tally().done(), start().todo()));
    line.append(glyphs.ok()).append(tally().succeeded()).append(' ');
    line.append(failed()).append(tally().failed()).append(' ');
    line.append(glyphs.running()).append(running());
    double rate = tally().rate(elapsed());
    line.append("  ").append(rate <= 0 ? "?" : Show.number(rate, RATE_DIGITS)).append(" runs/s");
    Duration eta = tally().eta(start().todo(), elapsed());
    line.append("  ETA ").append(eta == null ? "?" : Show.clock(eta));
    String best = tally().bestRun();
    if (best != null) {
      line.append(
          "  best %s %s (%s)"
              .formatted(start().goal().metric(), Show.number(tally().best()), best));
    }
    return line.toString();
  }

  @Override
  void showStopping(Duration grace) {
    terminal()
        .errFolded(
            running() == 0
                ? "stopping: %d not started.".formatted(notStarted())
                : "stopping: %s (up to %d s), %d not started. Ctrl-C again cancels %s."
                    .formatted(
                        running() == 1 ? "1 run finishes" : running() + " runs finish",
                        grace.toSeconds(),
                        notStarted(),
                        running() == 1 ? "it" : "them"));
  }

  @Override
  void showEnd(StudyEnd end) {
    ended = true;
    terminal().clearStatus();
    String ok = spaced(terminal().glyphs().ok()) + (reused() + tally().succeeded());
    String failures = spaced(failed()) + tally().failed();
    if (end.why().isEmpty()) {
      String reused = reused() > 0 ? " (%d reused)".formatted(reused()) : "";
      terminal()
          .errFolded(
              "Done in %s.  %s%s  %s"
                  .formatted(
                      Show.clock(end.wall()),
                      terminal().paintErr(Colour.GREEN, ok),
                      reused,
                      tally().failed() > 0 ? terminal().paintErr(Colour.RED, failures) : failures));
    } else {
      terminal()
          .errFolded(
              "%s: %s  %s  %d left.%s"
                  .formatted(
                      end.why(),
                      ok,
                      failures,
                      left(),
                      end.next().isEmpty() ? "" : "  Continue with: " + end.next()));
    }
    for (FailureGroup group : end.failures()) {
      showGroup(group);
    }
    if (end.derived().updated() > 0) {
      terminal().err("  derived metrics of %d runs stored".formatted(end.derived().updated()));
    }
    if (end.why().isEmpty() && !end.next().isEmpty()) {
      terminal().errFolded("  next: " + end.next());
    }
  }

  private void showGroup(FailureGroup group) {
    String place = group.place().isEmpty() ? "" : "   " + group.place();
    String runs = group.examples().stream().map(RunId::shortHex).collect(Collectors.joining(" "));
    String more = group.count() > group.examples().size() ? " ..." : "";
    terminal()
        .errFolded(
            "  %dx %s: %s%s   %s%s"
                .formatted(
                    group.count(),
                    group.type(),
                    Show.firstLine(group.message()),
                    place,
                    runs,
                    more));
  }

  private String failed() {
    return terminal().glyphs().failed();
  }

  private static String spaced(String glyph) {
    return glyph.endsWith(" ") ? glyph : glyph + " ";
  }
}
