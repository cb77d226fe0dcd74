package io.metalab.cli.output;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.json.Json;
import io.metalab.core.results.Results;
import io.metalab.core.results.RowFormat;
import io.metalab.core.results.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prints what commands hand out in the format that was asked for. */
public final class Printer {
  private static final long TABLE_LIMIT = 100;
  private static final Pattern EXCERPT = Pattern.compile(" *[0-9]+ \\| ");

  private final Terminal terminal;
  private final @Nullable Format chosen;
  private final List<String> columns;
  private final List<String> fields;

  /**
   * Creates a printer.
   *
   * @param chosen the format asked for, or null for what suits people
   * @param columns the columns asked for, or empty for all
   * @param fields the fields that a JSON document keeps, or empty for all
   */
  public Printer(
      Terminal terminal, @Nullable Format chosen, List<String> columns, List<String> fields) {
    if (!columns.isEmpty() && !fields.isEmpty()) {
      throw CliException.usage("--cols and --json=FIELD,.. exclude each other.", "");
    }
    this.terminal = requireNonNull(terminal, "terminal");
    this.chosen = chosen;
    this.columns = List.copyOf(fields.isEmpty() ? columns : fields);
    this.fields = List.copyOf(fields);
  }

  /** Prints what a command hands out. */
  public void print(CommandResult result) {
    if (chosen == Format.JSON && !(result instanceof CommandResult.Content)) {
      json(JsonDocument.of(result, columns, fields));
    } else if (result instanceof CommandResult.Document document) {
      requireForPeople();
      document.text().accept(terminal);
    } else if (result instanceof CommandResult.Rows rows) {
      rows(rows);
    } else if (result instanceof CommandResult.Listing listing) {
      listing(listing);
    } else if (result instanceof CommandResult.Content content) {
      content(content);
    } else if (result instanceof CommandResult.Runs runs) {
      Results results = runs.results().skip(runs.skip());
      runs(columns.isEmpty() ? results : results.select(columns), runs.limit());
    }
    terminal.flush();
  }

  /** Prints why a command failed: to {@code out} as JSON, or to {@code err} for people. */
  public void print(Problem problem) {
    if (chosen == Format.JSON) {
      json(Envelope.failure(problem));
      return;
    }
    String message = terminal.paintErr(Colour.RED, "error:") + " " + problem.message();
    message.lines().forEach(this::problemLine);
    if (!problem.hint().isEmpty()) {
      terminal.errFolded(terminal.paintErr(Colour.DIM, "hint:") + " " + problem.hint());
    }
  }

  /** Lines of the text that is at fault stay whole: a caret below them points at something. */
  private void problemLine(String line) {
    if (EXCERPT.matcher(line).lookingAt()) {
      terminal.err(line);
    } else {
      terminal.errFolded(line);
    }
  }

  private boolean isForPeople() {
    return chosen == null || chosen == Format.TABLE;
  }

  private void requireForPeople() {
    if (!isForPeople()) {
      throw CliException.usage(
          "This command prints no list, so --format %s does not apply.".formatted(chosen),
          "--json prints a document");
    }
  }

  private void listing(CommandResult.Listing listing) {
    if (isForPeople() && columns.isEmpty()) {
      listing.text().accept(terminal);
    } else {
      table(columns.isEmpty() ? listing.table() : Tables.select(listing.table(), columns));
    }
  }

  private void content(CommandResult.Content content) {
    requireForPeople();
    terminal.flush();
    try {
      OutputStream out = terminal.bytes();
      content.bytes().writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void rows(CommandResult.Rows rows) {
    boolean people = isForPeople() || (chosen != null && Tables.markup(chosen).isPresent());
    if (columns.isEmpty()) {
      table(people ? rows.forPeople() : rows.table());
    } else {
      Table all = people ? Tables.joined(rows.forPeople(), rows.table()) : rows.table();
      table(Tables.select(all, columns));
    }
  }

  private void runs(Results results, long limit) {
    if (chosen == null || chosen == Format.TABLE) {
      long most = limit > 0 ? limit : TABLE_LIMIT;
      Table table = results.limit(most + 1).table();
      boolean truncated = table.rows().size() > most;
      table(truncated ? Table.of(table.columnNames(), table.rows().subList(0, (int) most)) : table);
      if (truncated) {
        terminal.err("(the first %d runs; --limit N shows others)".formatted(most));
      }
      return;
    }
    Results limited = limit > 0 ? results.limit(limit) : results;
    if (Tables.markup(chosen).isPresent()) {
      table(limited.table());
      return;
    }
    RowFormat format = rowFormat(chosen);
    write(writer -> limited.export(format, writer));
  }

  private void table(Table table) {
    if (chosen == null || chosen == Format.TABLE) {
      Tables.withShortIds(table).toConsole(Tables.style(terminal)).lines().forEach(terminal::out);
    } else if (Tables.markup(chosen).isPresent()) {
      String text = Tables.document(table, Tables.markup(chosen).orElseThrow());
      write(writer -> writer.append(text));
    } else {
      RowFormat format = rowFormat(chosen);
      write(writer -> table.write(format, writer));
    }
  }

  private static RowFormat rowFormat(Format format) {
    return switch (format) {
      case CSV -> RowFormat.CSV;
      case TSV -> RowFormat.TSV;
      case NDJSON -> RowFormat.NDJSON;
      case TABLE, JSON, MARKDOWN, LATEX ->
          throw new IllegalArgumentException("no format of rows: " + format);
    };
  }

  private void json(Map<String, @Nullable Object> document) {
    write(writer -> writer.append(Json.pretty(Plain.of(document))).append('\n'));
  }

  private void write(Output output) {
    terminal.flush();
    try {
      Writer writer = terminal.data();
      output.to(writer);
      writer.flush();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static MetalabException unwritable(IOException e) {
    return new MetalabException(
        ErrorCode.INTERNAL, "The output cannot be written: " + e.getMessage(), e);
  }

  private interface Output {
    void to(Writer writer) throws IOException;
  }
}
