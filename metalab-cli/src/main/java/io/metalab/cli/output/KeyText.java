package io.metalab.cli.output;

import io.metalab.core.json.ValueText;
import io.metalab.core.where.FieldNames;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What tells a group of runs from others, as one line. */
public final class KeyText {
  private KeyText() {}

  /** Returns values by full name of their field as text, such as {@code lr=0.1 width=16}. */
  public static String of(Map<String, @Nullable Object> key) {
    return key.entrySet().stream()
        .map(
            entry ->
                FieldNames.bare(entry.getKey())
                    + "="
                    + (entry.getValue() == null ? "-" : ValueText.plain(entry.getValue())))
        .collect(Collectors.joining(" "));
  }
}
