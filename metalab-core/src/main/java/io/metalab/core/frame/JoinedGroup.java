package io.metalab.core.frame;

import io.metalab.core.where.SortKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Groups of two questions that have one key.
 *
 * @param key the values by full name of the field, null where missing
 * @param left the group of the first question, empty if it has none
 * @param right the group of the second question, empty if it has none
 */
public record JoinedGroup(
    Map<String, @Nullable Object> key, Optional<Group> left, Optional<Group> right) {
  private static final Comparator<@Nullable Object> ORDER = new SortKey("", false).order();

  public JoinedGroup {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
  }

  static List<JoinedGroup> of(List<Group> left, List<Group> right) {
    Map<List<@Nullable Object>, JoinedGroup> joined = new TreeMap<>(JoinedGroup::compare);
    for (Group group : left) {
      joined.put(
          new ArrayList<>(group.key().values()),
          new JoinedGroup(group.key(), Optional.of(group), Optional.empty()));
    }
    for (Group group : right) {
      joined.merge(
          new ArrayList<>(group.key().values()),
          new JoinedGroup(group.key(), Optional.empty(), Optional.of(group)),
          (known, other) -> new JoinedGroup(known.key(), known.left(), other.right()));
    }
    return List.copyOf(joined.values());
  }

  private static int compare(List<@Nullable Object> a, List<@Nullable Object> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = ORDER.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
