package io.metalab.cli.progress;

import io.metalab.api.RunRecord;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Writes lines for a log: the start, failures, half time, every minute, and the end. */
final class PlainReporter extends ProgressReporter {
  private static final Duration HEARTBEAT = Duration.ofSeconds(60);

  private boolean halfTold;
  private Instant lastTold = Instant.MAX;

  PlainReporter(Terminal terminal, InstantSource clock) {
    super(terminal, clock);
  }

  @Override
  void showStart() {
    lastTold = now();
    line(
        "run %s total=%d reused=%d%s%s todo=%d workers=%s store=%s"
            .formatted(
                start().experimentId(),
                start().total(),
                reused(),
                start().elsewhere() > 0 ? " from_other_studies=" + start().elsewhere() : "",
                start().stale() > 0 ? " stale=" + start().stale() : "",
                start().todo(),
                start().workers() == 0 ? "any" : start().workers(),
                start().store()));
  }

  @Override
  void showFailure(RunRecord record) {
    line(
        "fail %s %s \"%s\""
            .formatted(
                record.runId().shortHex(),
                record.error().type(),
                Show.firstLine(record.error().message()).replace("\"", "\\\"")));
  }

  @Override
  void showCourse() {
    boolean half = !halfTold && start().todo() > 1 && tally().done() * 2 >= start().todo();
    boolean minute = Duration.between(lastTold, now()).compareTo(HEARTBEAT) >= 0;
    if (!half && !minute) {
      return;
    }
    halfTold |= half;
    lastTold = now();
    Duration eta = tally().eta(start().todo(), elapsed());
    line(
        "progress %d/%d ok=%d failed=%d running=%d eta=%s"
            .formatted(
                tally().done(),
                start().todo(),
                tally().succeeded(),
                tally().failed(),
                running(),
                eta == null ? "?" : eta.toSeconds() + "s"));
  }

  @Override
  void showStopping(Duration grace) {
    line(
        "stopping running=%d not_started=%d grace=%ds"
            .formatted(running(), notStarted(), grace.toSeconds()));
  }

  @Override
  void showEnd(StudyEnd end) {
    if (end.derived().updated() > 0) {
      line("derived runs=%d".formatted(end.derived().updated()));
    }
    line(
        "end ok=%d failed=%d reused=%d wall=%ds exit=%d"
            .formatted(
                tally().succeeded(),
                tally().failed(),
                reused(),
                end.wall().toSeconds(),
                end.exitCode()));
    if (!end.why().isEmpty()) {
      line(
          "%s left=%d%s"
              .formatted(
                  end.why(), left(), end.next().isEmpty() ? "" : " continue: " + end.next()));
    }
  }

  private void line(String text) {
    terminal().err(Show.time(now()) + " " + text);
  }
}
