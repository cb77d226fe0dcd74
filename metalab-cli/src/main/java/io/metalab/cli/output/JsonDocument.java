package io.metalab.cli.output;

import io.metalab.core.results.Results;
import io.metalab.core.results.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one JSON document of what a command hands out, for {@code --json} and for servers. */
public final class JsonDocument {
  private JsonDocument() {}

  /**
   * Returns the document.
   *
   * @param columns the columns that a list keeps, all for none
   * @param fields the fields that an object keeps, all for none
   * @throws CliException with {@code USAGE} if there is no such column or field, or the command
   *     hands out bytes
   */
  public static Map<String, @Nullable Object> of(
      CommandResult result, List<String> columns, List<String> fields) {
    if (result instanceof CommandResult.Document document) {
      return Envelope.success(Fields.keep(document.data(), fields), null, false);
    }
    if (result instanceof CommandResult.Rows rows) {
      return list(rows.table(), columns);
    }
    if (result instanceof CommandResult.Listing listing) {
      return list(listing.table(), columns);
    }
    if (result instanceof CommandResult.Runs runs) {
      return runs(runs, columns);
    }
    if (result instanceof CommandResult.Stopped stopped) {
      return Envelope.failure(stopped.problem());
    }
    throw CliException.usage("This command prints bytes, so that they are no document.", "");
  }

  private static Map<String, @Nullable Object> list(Table table, List<String> columns) {
    Table kept = columns.isEmpty() ? table : Tables.select(table, columns);
    return Envelope.success(Tables.maps(kept), null, false);
  }

  private static Map<String, @Nullable Object> runs(CommandResult.Runs runs, List<String> columns) {
    Results behind = runs.results().skip(runs.skip());
    Results results = columns.isEmpty() ? behind : behind.select(columns);
    if (runs.limit() == 0) {
      return Envelope.success(Tables.maps(results.table()), null, false);
    }
    List<Map<String, @Nullable Object>> rows = Tables.maps(results.limit(runs.limit() + 1).table());
    return rows.size() > runs.limit()
        ? Envelope.success(
            rows.subList(0, (int) runs.limit()), Long.toString(runs.skip() + runs.limit()), true)
        : Envelope.success(rows, null, false);
  }
}
