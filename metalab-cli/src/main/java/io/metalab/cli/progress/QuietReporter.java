package io.metalab.cli.progress;

import io.metalab.api.RunRecord;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import java.time.Duration;
import java.time.InstantSource;

/** Tells of failures and of how to go on, and of nothing else. */
final class QuietReporter extends ProgressReporter {
  QuietReporter(Terminal terminal, InstantSource clock) {
    super(terminal, clock);
  }

  @Override
  void showStart() {}

  @Override
  void showFailure(RunRecord record) {
    terminal()
        .errFolded(
            "%s%s  %s: %s"
                .formatted(
                    terminal().glyphs().failed(),
                    record.runId().shortHex(),
                    record.error().type(),
                    Show.firstLine(record.error().message())));
  }

  @Override
  void showCourse() {}

  @Override
  void showStopping(Duration grace) {}

  @Override
  void showEnd(StudyEnd end) {
    if (!end.why().isEmpty()) {
      terminal()
          .errFolded(
              end.why() + "." + (end.next().isEmpty() ? "" : " Continue with: " + end.next()));
    }
  }
}
