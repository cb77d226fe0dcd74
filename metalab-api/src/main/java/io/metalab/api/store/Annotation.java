package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Something added to a run after the fact, see {@link AnnotationStore}. */
public sealed interface Annotation {
  /** Labels added and dropped. */
  record Tags(List<String> add, List<String> drop) implements Annotation {
    public Tags {
      add = List.copyOf(add);
      drop = List.copyOf(drop);
    }
  }

  /** A remark. */
  record Note(String text) implements Annotation {
    public Note {
      requireNonNull(text, "text");
    }
  }

  /** Derived metrics set. */
  record Derived(Map<String, Object> values) implements Annotation {
    public Derived {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** Returns the record with these annotations, applied in order. */
  static RunRecord apply(RunRecord record, List<Annotation> annotations) {
    if (annotations.isEmpty()) {
      return record;
    }
    Set<String> tags = new LinkedHashSet<>(record.tags());
    List<String> notes = new ArrayList<>(record.notes());
    Map<String, Object> derived = new LinkedHashMap<>(record.derived());
    for (Annotation annotation : annotations) {
      if (annotation instanceof Tags change) {
        change.drop().forEach(tags::remove);
        tags.addAll(change.add());
      } else if (annotation instanceof Note note) {
        notes.add(note.text());
      } else if (annotation instanceof Derived metrics) {
        derived.putAll(metrics.values());
      }
    }
    return record.toBuilder().tags(List.copyOf(tags)).notes(notes).derived(derived).build();
  }
}
