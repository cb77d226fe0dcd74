package io.metalab.cli.output;

import static java.util.Objects.requireNonNull;

import io.metalab.cli.terminal.Terminal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a command hands out: one of the two forms, and an exit code. */
public sealed interface CommandResult {
  /** Returns the exit code. */
  int exitCode();

  /**
   * A document.
   *
   * @param exitCode the exit code
   * @param data what {@code --json} prints
   * @param text prints the same for people
   */
  record Document(int exitCode, @Nullable Object data, Consumer<Terminal> text)
      implements CommandResult {
    public Document {
      requireNonNull(text, "text");
    }
  }

  /**
   * A list, printed in any {@link Format}.
   *
   * @param exitCode the exit code
   * @param listing the rows
   * @param footer prints, for people, what stands below the table
   */
  record Rows(int exitCode, Listing listing, Consumer<Terminal> footer) implements CommandResult {
    public Rows {
      requireNonNull(listing, "listing");
      requireNonNull(footer, "footer");
    }
  }

  /** Returns a document with exit code 0. */
  static CommandResult of(@Nullable Object data, Consumer<Terminal> text) {
    return new Document(ExitCode.OK, data, text);
  }

  /** Returns a list with exit code 0. */
  static CommandResult of(Listing listing) {
    return new Rows(ExitCode.OK, listing, terminal -> {});
  }
}
