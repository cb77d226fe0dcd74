package io.metalab.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.metalab.api.store.ChangeReader;
import io.metalab.core.codec.RunRecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what has changed since a mark, which names the store and a position among its changes. The
 * position is taken before the rows are read, so what is committed meanwhile is told again next
 * time rather than never.
 */
final class RunChanges {
  private static final Pattern MARK = Pattern.compile("([0-9a-f]+) ([0-9]+)");

  private final Database database;
  private final String store;
  private final RunPages pages;

  RunChanges(Database database, String store, RunPages pages) {
    this.database = database;
    this.store = store;
    this.pages = pages;
  }

  /** Numbers of runs, both included. */
  private record Range(long low, long high) {}

  String read(String mark, ChangeReader reader) {
    Matcher known = MARK.matcher(mark);
    boolean isOwn = known.matches() && known.group(1).equals(store);
    if (!isOwn && !mark.isEmpty()) {
      reader.restart();
    }
    long position = database.read(database::position);
    List<Range> ranges =
        isOwn ? since(Long.parseLong(known.group(2))) : List.of(new Range(0, Long.MAX_VALUE));
    for (Range range : ranges) {
      tell(range, isOwn, reader);
    }
    return store + ' ' + position;
  }

  /** Returns which runs came or changed, none of them twice. */
  private List<Range> since(long position) {
    List<Range> sorted =
        database.read(
            sql ->
                sql.list(
                    "SELECT low, high FROM changes WHERE position >= ? ORDER BY low, high",
                    row -> new Range(row.getLong(1), row.getLong(2)),
                    position));
    List<Range> joined = new ArrayList<>();
    for (Range range : sorted) {
      Range last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && range.low() <= last.high() + 1) {
        joined.set(joined.size() - 1, new Range(last.low(), Math.max(last.high(), range.high())));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }

  private void tell(Range range, boolean withRemoved, ChangeReader reader) {
    long number = range.low() - 1;
    while (number < range.high()) {
      RunPages.Page page = pages.after(number, range.high());
      number = page.last();
      for (RunPages.Run run : page.runs()) {
        if (run.status() != null) {
          byte[] json =
              run.annotations().isEmpty()
                  ? run.record().array()
                  : RunRecordCodec.encode(pages.record(run));
          reader.record(requireNonNull(run.status()), json, 0, json.length);
        } else if (withRemoved) {
          reader.removed(run.runId());
        }
      }
    }
  }
}
