package io.metalab.core.study;

import io.metalab.core.study.Item.Entry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 with the core schema and keeps the place of every item.
 *
 * <p>One departure: digits with a leading zero, such as {@code 010}, are text, since YAML 1.1 and
 * 1.2 read them as different numbers.
 */
final class YamlItems {
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9].*");
  private static final int MAX_DEPTH = 64;

  private final SourceText source;

  private YamlItems(SourceText source) {
    this.source = source;
  }

  /**
   * Reads one document.
   *
   * @return the document, or empty if there is none
   * @throws StudyFileException if it is not YAML, a key stands twice or is no string, or a tag is
   *     unknown
   */
  static Optional<Item> read(String name, String text) {
    SourceText source = SourceText.of(name, text);
    LoadSettings settings =
        LoadSettings.builder().setLabel(name).setSchema(new CoreSchema()).build();
    try {
      return new Compose(settings)
          .composeString(text)
          .map(node -> new YamlItems(source).item(node, 0));
    } catch (MarkedYamlEngineException e) {
      Place place =
          e.getProblemMark()
              .map(mark -> new Place(source, mark.getLine() + 1, mark.getColumn() + 1, 1))
              .orElse(source.start());
      throw place.error(
          "this is not YAML: " + String.valueOf(e.getProblem()) + ".", "", quoteHint(place));
    } catch (YamlEngineException e) {
      throw source.start().error("this is not YAML: " + e.getMessage());
    }
  }

  private static String quoteHint(Place place) {
    if (place.line() > place.source().lines().size()) {
      return "";
    }
    return place.source().lines().get(place.line() - 1).indexOf('\t') >= 0
        ? "indent with blanks, not tabs"
        : "quote text that holds any of : # { } [ ] , & * ! |";
  }

  private Item item(Node node, int depth) {
    Place place = place(node);
    if (depth > MAX_DEPTH) {
      throw place.error("values nest at most %d levels.".formatted(MAX_DEPTH));
    }
    if (node instanceof ScalarNode scalar) {
      return new Item.Scalar(value(scalar, place), scalar.getValue(), place);
    }
    if (node instanceof SequenceNode sequence && node.getTag().equals(Tag.SEQ)) {
      List<Item> items = new ArrayList<>();
      for (Node inner : sequence.getValue()) {
        items.add(item(inner, depth + 1));
      }
      return new Item.Items(items, place);
    }
    if (node instanceof MappingNode mapping && node.getTag().equals(Tag.MAP)) {
      return new Item.Dict(entries(mapping, depth), place);
    }
    throw unknownTag(node, place);
  }

  private Map<String, Entry> entries(MappingNode mapping, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place keyPlace = place(tuple.getKeyNode());
      String key = key(tuple.getKeyNode(), keyPlace);
      Entry before = entries.get(key);
      if (before != null) {
        throw keyPlace.error(
            "the key '%s' stands twice; first on line %d."
                .formatted(key, before.keyPlace().line()));
      }
      entries.put(key, new Entry(keyPlace, item(tuple.getValueNode(), depth + 1)));
    }
    return entries;
  }

  private String key(Node node, Place place) {
    if (node instanceof ScalarNode scalar) {
      if (value(scalar, place) instanceof String text) {
        return text;
      }
      throw place.error(
          "keys are text, but '%s' is read as something else.".formatted(scalar.getValue()),
          "",
          "quote it: \"%s\"".formatted(scalar.getValue()));
    }
    throw place.error("keys are text, not lists or maps.");
  }

  private static @Nullable Object value(ScalarNode scalar, Place place) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.STR) || (scalar.isPlain() && LEADING_ZERO.matcher(text).matches())) {
      return text;
    }
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.parseBoolean(text);
    }
    try {
      if (tag.equals(Tag.INT)) {
        return integer(text);
      }
      if (tag.equals(Tag.FLOAT)) {
        return real(text, place);
      }
    } catch (NumberFormatException e) {
      throw place.error("'%s' is not a number.".formatted(text));
    }
    throw unknownTag(scalar, place);
  }

  private static Object integer(String text) {
    BigInteger value;
    if (text.startsWith("0x")) {
      value = new BigInteger(text.substring(2), 16);
    } else if (text.startsWith("0o")) {
      value = new BigInteger(text.substring(2), 8);
    } else {
      value = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
    }
    return value.bitLength() < Long.SIZE ? (Object) value.longValueExact() : value;
  }

  private static double real(String text, Place place) {
    String lower = text.toLowerCase(java.util.Locale.ROOT);
    if (lower.endsWith(".nan")) {
      return Double.NaN;
    }
    if (lower.endsWith(".inf")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw place.error("%s is beyond the range of doubles.".formatted(text));
    }
    return value;
  }

  private static StudyFileException unknownTag(Node node, Place place) {
    return place.error(
        "the tag %s does not fit here; values are text, numbers, booleans, null, lists and maps."
            .formatted(node.getTag().getValue()));
  }

  private Place place(Node node) {
    Optional<Mark> start = node.getStartMark();
    Optional<Mark> end = node.getEndMark();
    if (start.isEmpty()) {
      return source.start();
    }
    int line = start.get().getLine();
    int column = start.get().getColumn();
    int length = 1;
    if (node instanceof ScalarNode || !(node instanceof MappingNode)) {
      length =
          end.filter(mark -> mark.getLine() == line)
              .map(mark -> mark.getColumn() - column)
              .orElseGet(() -> restOfLine(line, column));
    }
    return new Place(source, line + 1, column + 1, Math.max(1, length));
  }

  private int restOfLine(int line, int column) {
    if (line >= source.lines().size()) {
      return 1;
    }
    String text = source.lines().get(line).stripTrailing();
    return text.codePointCount(0, text.length()) - column;
  }
}
