package io.metalab.executor.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the queue has answered last, kept beside the submissions, so that those who look at a study
 * need not ask it again.
 */
final class QueueNote {
  private final Path file;

  QueueNote(Path root) {
    this.file = root.resolve("queue");
  }

  void write(List<QueueEntry> entries) {
    String text = entries.stream().map(entry -> entry.line() + "\n").collect(Collectors.joining());
    Path draft = file.resolveSibling("queue-" + ProcessHandle.current().pid());
    try {
      Files.writeString(draft, text, UTF_8);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what was answered, unless that is longer ago. */
  Optional<List<QueueEntry>> read(Duration longest, Instant now) {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      if (Duration.between(written, now).abs().compareTo(longest) > 0) {
        return Optional.empty();
      }
      return Optional.of(
          Files.readString(file, UTF_8)
              .lines()
              .map(QueueEntry::parse)
              .flatMap(Optional::stream)
              .toList());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
