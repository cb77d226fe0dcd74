package io.metalab.cli.output;

import static java.util.Objects.requireNonNull;

import io.metalab.cli.terminal.Terminal;
import io.metalab.core.results.Results;
import io.metalab.core.results.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a command hands out, in one of several forms, and an exit code. */
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
   * A short list, printed in any {@link Format}.
   *
   * @param exitCode the exit code
   * @param table all rows and columns there are
   * @param forPeople the same rows for people; the table itself unless they are better off with
   *     other columns
   */
  record Rows(int exitCode, Table table, Table forPeople) implements CommandResult {
    public Rows {
      requireNonNull(table, "table");
      requireNonNull(forPeople, "forPeople");
    }

    /** Creates a list whose columns are the same for people. */
    public Rows(int exitCode, Table table) {
      this(exitCode, table, table);
    }
  }

  /**
   * A list, printed in any {@link Format}, that people read better as text than as a table.
   *
   * @param exitCode the exit code
   * @param table all rows and columns there are
   * @param text prints the same for people, unless they ask for columns
   */
  record Listing(int exitCode, Table table, Consumer<Terminal> text) implements CommandResult {
    public Listing {
      requireNonNull(table, "table");
      requireNonNull(text, "text");
    }
  }

  /**
   * Bytes, printed as they are.
   *
   * @param exitCode the exit code
   * @param bytes writes them to a stream that it does not close
   */
  record Content(int exitCode, Bytes bytes) implements CommandResult {
    public Content {
      requireNonNull(bytes, "bytes");
    }
  }

  /** Something that writes bytes. */
  interface Bytes {
    /** Writes all bytes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Runs of a store, printed in any {@link Format}; only formats for people and {@code --json} hold
   * them in memory.
   *
   * @param results the runs and columns asked for
   * @param skip how many of the first runs to leave out
   * @param limit the most runs to hand out, or 0 for the format's choice
   */
  record Runs(Results results, long skip, long limit) implements CommandResult {
    public Runs {
      requireNonNull(results, "results");
    }

    @Override
    public int exitCode() {
      return ExitCode.OK;
    }
  }

  /**
   * The end of a command that was stopped and has told people so.
   *
   * @param exitCode the exit code
   * @param problem what {@code --json} prints
   */
  record Stopped(int exitCode, Problem problem) implements CommandResult {
    public Stopped {
      requireNonNull(problem, "problem");
    }
  }

  /** Returns a document with exit code 0. */
  static CommandResult of(@Nullable Object data, Consumer<Terminal> text) {
    return new Document(ExitCode.OK, data, text);
  }

  /** Returns a list with exit code 0. */
  static CommandResult of(List<String> columns, List<List<@Nullable Object>> rows) {
    return new Rows(ExitCode.OK, Table.of(columns, rows));
  }
}
