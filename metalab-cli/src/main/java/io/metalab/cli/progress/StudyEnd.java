package io.metalab.cli.progress;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a study ended.
 *
 * @param wall how long it took
 * @param exitCode what the command will exit with
 * @param why empty if the study came to its end, else what stopped it, such as {@code Interrupted}
 * @param next the command that goes on, or empty
 */
public record StudyEnd(Duration wall, int exitCode, String why, String next) {
  public StudyEnd {
    requireNonNull(wall, "wall");
    requireNonNull(why, "why");
    requireNonNull(next, "next");
  }
}
