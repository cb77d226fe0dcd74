package io.metalab.core.frame;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.metalab.api.RunStatus;
import io.metalab.core.codec.JsonTree;
import io.metalab.core.where.RecordFields;
import io.metalab.core.where.Tags;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
  private static final double NANOS_PER_SECOND = 1e9;

  private final PageBuffer page;
  private final Map<String, PageBuffer.Field> record;
  private final Map<String, PageBuffer.Field> params;
  private final Map<String, PageBuffer.Field> metrics;
  private final Map<String, PageBuffer.Field> derived;
  private final Set<String> wanted;
  private @Nullable String started;
  private @Nullable String finished;

  RecordDecoder(PageBuffer page) {
    this.page = page;
    this.record = page.space(RECORD);
    this.params = page.space("params.");
    this.metrics = page.space("metrics.");
    this.derived = page.space("derived.");
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
    try (JsonParser parser = FACTORY.createParser(block.json(), 0, block.length())) {
      for (int row = 0; row < block.rows(); row++) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw new IllegalArgumentException("A stored record is not a JSON object.");
        }
        page.addRow();
        read(parser, block.status(row), block.statusName(row));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("A stored record is not JSON: " + e.getMessage(), e);
    }
  }

  private void read(JsonParser parser, RunStatus status, String statusName) throws IOException {
    started = null;
    finished = null;
    put("status", statusName);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "id" -> page.id(parser.getText());
        case "attempt" -> text(parser, "attempt");
        case "experiment" -> text(parser, "study");
        case "operation" -> text(parser, "operation");
        case "case" -> text(parser, "case");
        case "started" -> started = needsTimes() ? parser.getText() : null;
        case "finished" -> finished = needsTimes() ? parser.getText() : null;
        case "seed" -> seed(parser);
        case "params" -> values(parser, "params.", params);
        case "metrics" -> values(parser, "metrics.", metrics);
        case "derived" -> values(parser, "derived.", derived);
        case "tags" -> tags(parser);
        case "notes" -> text(parser, "notes");
        case "error" -> error(parser);
        default -> {
          if (token.isStructStart()) {
            parser.skipChildren();
          }
        }
      }
    }
    putDefaults();
    putTimes(status);
  }

  private void values(JsonParser parser, String namespace, Map<String, PageBuffer.Field> space)
      throws IOException {
    int row = page.rows() - 1;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String bare = name.startsWith("$$") ? name.substring(1) : name;
      switch (parser.nextToken()) {
        case VALUE_NUMBER_FLOAT -> {
          ColumnBuffer values = page.field(namespace, space, bare).values;
          if (values == null) {
            page.put(namespace, space, bare, 0.0);
          } else {
            values.put(row, parser.getDoubleValue());
          }
        }
        case VALUE_NUMBER_INT -> {
          ColumnBuffer values = page.field(namespace, space, bare).values;
          if (values == null) {
            page.put(namespace, space, bare, 0L);
          } else {
            values.put(row, parser.getLongValue());
          }
        }
        default -> page.put(namespace, space, bare, JsonTree.value(parser));
      }
    }
  }

  private void seed(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("root")) {
        text(parser, "seed");
      } else if (name.equals("replicate")) {
        text(parser, "replicate");
      } else if (token.isStructStart()) {
        parser.skipChildren();
      }
    }
  }

  private void tags(JsonParser parser) throws IOException {
    List<String> names = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      names.add(parser.getText());
    }
    put("tags", new Tags(names));
  }

  private void error(JsonParser parser) throws IOException {
    String type = "";
    String message = "";
    String fingerprint = "";
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "type" -> type = parser.getText();
        case "message" -> message = parser.getText();
        case "fingerprint" -> fingerprint = parser.getText();
        default -> {}
      }
    }
    put("error", message.isEmpty() ? type : type + ": " + message);
    put("error_type", type);
    put("fingerprint", fingerprint);
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

  private void text(JsonParser parser, String name) throws IOException {
    if (isWanted(name)) {
      put(name, JsonTree.value(parser));
    } else if (parser.currentToken().isStructStart()) {
      parser.skipChildren();
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
