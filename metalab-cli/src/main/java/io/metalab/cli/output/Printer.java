package io.metalab.cli.output;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.json.Json;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what commands hand out in the format that was asked for. */
public final class Printer {
  private final Terminal terminal;
  private final Format format;
  private final boolean chosen;
  private final List<String> columns;

  /**
   * Creates a printer.
   *
   * @param format the format asked for, or null for what suits people
   * @param columns the columns asked for, or empty for all
   */
  public Printer(Terminal terminal, @Nullable Format format, List<String> columns) {
    this.terminal = requireNonNull(terminal, "terminal");
    this.format = format == null ? Format.TABLE : format;
    this.chosen = format != null;
    this.columns = List.copyOf(columns);
  }

  /** Returns whether the output is one JSON document. */
  public boolean isJson() {
    return format == Format.JSON;
  }

  /** Prints what a command hands out. */
  public void print(CommandResult result) {
    if (result instanceof CommandResult.Rows rows) {
      Listing listing = columns.isEmpty() ? rows.listing() : rows.listing().select(columns);
      if (isJson()) {
        json(Envelope.success(Plain.of(listing.asMaps()), null, listing.truncated()));
      } else {
        list(listing);
        if (format == Format.TABLE) {
          rows.footer().accept(terminal);
        }
      }
    } else if (result instanceof CommandResult.Document document) {
      if (isJson()) {
        json(Envelope.success(Plain.of(document.data()), null, false));
      } else if (chosen && format != Format.TABLE) {
        throw CliException.usage(
            "This command prints no list, so --format %s does not apply.".formatted(format),
            "--json prints a document");
      } else {
        document.text().accept(terminal);
      }
    }
    terminal.flush();
  }

  /** Prints why a command failed: to {@code out} as JSON, or to {@code err} for people. */
  public void print(Problem problem) {
    if (isJson()) {
      json(Envelope.failure(problem));
      return;
    }
    terminal.err(terminal.paintErr(Colour.RED, "error:") + " " + problem.message());
    if (!problem.hint().isEmpty()) {
      terminal.err(terminal.paintErr(Colour.DIM, "hint:") + " " + problem.hint());
    }
  }

  private void json(Map<String, @Nullable Object> document) {
    write(writer -> writer.append(Json.pretty(Plain.of(document))).append('\n'));
  }

  private void list(Listing listing) {
    switch (format) {
      case TABLE -> TextTable.print(listing, terminal);
      case NDJSON ->
          write(
              writer -> {
                for (Map<String, @Nullable Object> row : listing.asMaps()) {
                  writer.append(Json.write(Plain.of(row))).append('\n');
                }
              });
      case CSV -> write(writer -> Separated.write(listing, ',', writer));
      case TSV -> write(writer -> Separated.write(listing, '\t', writer));
      case JSON -> throw new IllegalStateException("JSON is one document.");
    }
  }

  /** Writes machine-readable data. */
  private void write(Output output) {
    terminal.flush();
    try {
      Writer writer = terminal.data();
      output.to(writer);
      writer.flush();
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.INTERNAL, "The output cannot be written: " + Show.firstLine(e.toString()), e);
    }
  }

  private interface Output {
    void to(Writer writer) throws IOException;
  }
}
