package io.metalab.core.frame;

import io.metalab.api.RunStatus;
import io.metalab.core.where.Kind;
import io.metalab.core.where.RecordFields;
import io.metalab.core.where.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields that are wanted from stored records, without building the records; says the same
 * as {@link io.metalab.core.where.RecordFields} says of a record. For one page and one thread.
 */
final class RecordDecoder {
  static final String RECORD = "record.";
  static final String ID = "record.id";
  static final String STATUS = "record.status";
  static final String STUDY = "record.study";

  private static final double NANOS_PER_SECOND = 1e9;

  private final PageBuffer page;
  private final Map<String, PageBuffer.Field> record;
  private final Map<String, PageBuffer.Field> params;
  private final Map<String, PageBuffer.Field> metrics;
  private final Map<String, PageBuffer.Field> derived;
  private final Set<String> wanted;
  private final JsonCursor cursor = new JsonCursor();
  private final KeyOrder<String> keys = new KeyOrder<>(key -> key);
  private final KeyOrder<PageBuffer.Field> paramKeys;
  private final KeyOrder<PageBuffer.Field> metricKeys;
  private final KeyOrder<PageBuffer.Field> derivedKeys;
  private @Nullable String started;
  private @Nullable String finished;

  RecordDecoder(PageBuffer page) {
    this.page = page;
    this.record = page.space(RECORD);
    this.params = page.space("params.");
    this.metrics = page.space("metrics.");
    this.derived = page.space("derived.");
    this.paramKeys = fieldKeys("params.", params);
    this.metricKeys = fieldKeys("metrics.", metrics);
    this.derivedKeys = fieldKeys("derived.", derived);
    this.wanted =
        RecordFields.fixedNames().stream()
            .filter(page::isWanted)
            .map(name -> name.substring(RECORD.length()))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Adds the records that a block holds.
   *
   * @throws IllegalArgumentException if one is not a record
   */
  void read(RecordBlock block) {
    for (int row = 0; row < block.rows(); row++) {
      cursor.reset(block.json(), block.start(row), block.length(row));
      page.addRow();
      read(block.status(row), block.statusName(row));
      if (!cursor.isAtEnd()) {
        throw new IllegalArgumentException("There is text behind a stored record.");
      }
    }
  }

  private KeyOrder<PageBuffer.Field> fieldKeys(
      String namespace, Map<String, PageBuffer.Field> space) {
    return new KeyOrder<>(
        key -> page.field(namespace, space, key.startsWith("$$") ? key.substring(1) : key));
  }

  private void read(RunStatus status, String statusName) {
    started = null;
    finished = null;
    put("status", statusName);
    keys.begin();
    cursor.enter('{');
    while (cursor.next('}')) {
      cursor.key();
      switch (keys.next(cursor)) {
        case "id" -> cursor.runId(page.ids(), page.rows() - 1);
        case "attempt" -> integer("attempt");
        case "experiment" -> text("study");
        case "stage" -> text("stage");
        case "operation" -> text("operation");
        case "case" -> text("case");
        case "started" -> started = time();
        case "finished" -> finished = time();
        case "seed" -> seed();
        case "params" -> values("params.", params, paramKeys);
        case "metrics" -> values("metrics.", metrics, metricKeys);
        case "derived" -> values("derived.", derived, derivedKeys);
        case "tags" -> tags();
        case "notes" -> text("notes");
        case "error" -> error();
        default -> cursor.skip();
      }
    }
    putDefaults();
    putTimes(status);
  }

  private void values(
      String namespace, Map<String, PageBuffer.Field> space, KeyOrder<PageBuffer.Field> fields) {
    int row = page.rows() - 1;
    fields.begin();
    cursor.enter('{');
    while (cursor.next('}')) {
      cursor.key();
      PageBuffer.Field field = fields.next(cursor);
      ColumnBuffer values = field.values;
      if (cursor.isNumber()) {
        boolean whole = cursor.readNumber();
        if (values == null) {
          field.kinds |= Kind.NUMBER.bit();
        } else if (whole) {
          values.put(row, cursor.integer());
        } else {
          values.put(row, cursor.number());
        }
      } else if (values == null && cursor.peek() == '"') {
        field.kinds |= Kind.STRING.bit();
        cursor.skip();
      } else {
        page.put(namespace, space, field.name.substring(namespace.length()), cursor.value());
      }
    }
  }

  private void seed() {
    cursor.enter('{');
    while (cursor.next('}')) {
      cursor.key();
      switch (cursor.text()) {
        case "root" -> text("seed");
        case "replicate" -> integer("replicate");
        default -> cursor.skip();
      }
    }
  }

  private void tags() {
    List<String> names = new ArrayList<>();
    cursor.enter('[');
    while (cursor.next(']')) {
      cursor.string();
      names.add(cursor.text());
    }
    put("tags", new Tags(names));
  }

  private void error() {
    String type = "";
    String message = "";
    String fingerprint = "";
    cursor.enter('{');
    while (cursor.next('}')) {
      cursor.key();
      switch (cursor.text()) {
        case "type" -> type = string();
        case "message" -> message = string();
        case "fingerprint" -> fingerprint = string();
        default -> cursor.skip();
      }
    }
    put("error", message.isEmpty() ? type : type + ": " + message);
    put("error_type", type);
    put("fingerprint", fingerprint);
  }

  private String string() {
    cursor.string();
    return cursor.text();
  }

  private @Nullable String time() {
    if (needsTimes()) {
      return string();
    }
    cursor.skip();
    return null;
  }

  /** What a stored record leaves out because it is empty. */
  private void putDefaults() {
    for (String name : List.of("operation", "case")) {
      putIfMissing(name, "");
    }
    putIfMissing("notes", List.of());
    putIfMissing("tags", new Tags(List.of()));
  }

  private void putIfMissing(String name, Object value) {
    if (isWanted(name)) {
      PageBuffer.Field field = page.field(RECORD, record, name);
      if (field.values != null && !field.values.has(page.rows() - 1)) {
        put(name, value);
      }
    }
  }

  private boolean needsTimes() {
    return isWanted("started") || isWanted("finished") || isWanted("duration");
  }

  private void putTimes(RunStatus status) {
    if (started == null || finished == null) {
      return;
    }
    Instant from = Instant.parse(started);
    put("started", from);
    if (status.isFinished()) {
      Instant to = Instant.parse(finished);
      put("finished", to);
      put("duration", Duration.between(from, to).toNanos() / NANOS_PER_SECOND);
    }
  }

  private void text(String name) {
    if (isWanted(name)) {
      put(name, cursor.value());
    } else {
      cursor.skip();
    }
  }

  private void integer(String name) {
    if (!isWanted(name)) {
      cursor.skip();
    } else if (!cursor.isNumber() || !cursor.readNumber()) {
      throw new IllegalArgumentException("The %s of a record is no integer.".formatted(name));
    } else {
      ColumnBuffer values = page.field(RECORD, record, name).values;
      Objects.requireNonNull(values, name).put(page.rows() - 1, cursor.integer());
    }
  }

  private void put(String name, @Nullable Object value) {
    if (isWanted(name)) {
      page.put(RECORD, record, name, value);
    }
  }

  private boolean isWanted(String name) {
    return wanted.contains(name);
  }
}
