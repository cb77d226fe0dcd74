package io.metalab.core.stats;

import io.metalab.core.frame.MetricCells;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A configuration without a value for units that others have one for.
 *
 * @param key the configuration
 * @param units what its values are missing for, by the fields that differ between units
 */
public record MissingCells(
    Map<String, @Nullable Object> key, List<Map<String, @Nullable Object>> units) {
  public MissingCells {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    List<Map<String, @Nullable Object>> copies = new ArrayList<>();
    units.forEach(unit -> copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(unit))));
    units = Collections.unmodifiableList(copies);
  }

  /** Returns the incomplete configurations, in their order. */
  public static List<MissingCells> of(MetricCells cells) {
    List<MissingCells> incomplete = new ArrayList<>();
    for (int i = 0; i < cells.configurations().size(); i++) {
      List<Map<String, @Nullable Object>> units = new ArrayList<>();
      for (int unit = 0; unit < cells.units().size(); unit++) {
        if (cells.values().get(i).get(unit) == null) {
          units.add(distinctive(cells.units(), unit));
        }
      }
      if (!units.isEmpty()) {
        incomplete.add(new MissingCells(cells.configurations().get(i), units));
      }
    }
    return incomplete;
  }

  private static Map<String, @Nullable Object> distinctive(
      List<Map<String, @Nullable Object>> units, int unit) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>(units.get(unit));
    kept.keySet()
        .removeIf(
            field ->
                units.stream()
                    .allMatch(other -> Objects.equals(other.get(field), units.get(0).get(field))));
    return kept;
  }
}
