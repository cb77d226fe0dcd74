package io.metalab.core.frame;

import io.metalab.api.RunId;
import io.metalab.api.RunStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the runs whose status may change without a record. */
final class Unfinished {
  private Unfinished() {}

  /** Returns the statuses of runs that are running or lost. */
  static Map<RunId, String> of(FrameData data) {
    Map<RunId, String> found = new LinkedHashMap<>();
    FrameColumn status = data.column(RecordDecoder.STATUS);
    FrameColumn ids = data.column(RecordDecoder.ID);
    @Nullable Object[] names = status.dictionary();
    boolean[] open = new boolean[status.codes()];
    boolean any = false;
    for (int code = 1; code < open.length; code++) {
      open[code] =
          RunStatus.RUNNING.wireName().equals(names[code])
              || RunStatus.LOST.wireName().equals(names[code]);
      any |= open[code];
    }
    for (int page = 0; any && page < data.pages(); page++) {
      if (status.cells(page) instanceof Cells.Codes codes) {
        long[] live = data.liveOf(page);
        for (int row = 0; row < data.rowsOf(page); row++) {
          if (open[codes.code(row)] && Bits.get(live, row)) {
            found.put(
                new RunId((String) java.util.Objects.requireNonNull(ids.value(page, row))),
                (String) java.util.Objects.requireNonNull(names[codes.code(row)]));
          }
        }
      }
    }
    return found;
  }
}
