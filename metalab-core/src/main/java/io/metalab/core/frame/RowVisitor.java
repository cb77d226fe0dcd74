package io.metalab.core.frame;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes rows one after the other. */
public interface RowVisitor {
  /**
   * Takes a row.
   *
   * @param cells one value for each column, null where it is null or missing
   */
  void row(List<@Nullable Object> cells) throws IOException;
}
