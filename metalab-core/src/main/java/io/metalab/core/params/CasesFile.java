package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.core.identity.ValueCodec;
import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads points from a CSV or JSON file. */
final class CasesFile {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private CasesFile() {}

  static ParamSource read(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return ListSource.ofParams(csv(file, text(file)));
    }
    if (name.endsWith(".json")) {
      return ListSource.ofParams(json(file, text(file)));
    }
    throw new MetalabException(
        ErrorCode.INVALID_STUDY, "The cases file %s must end in .csv or .json.".formatted(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "it does not exist", e);
    } catch (CharacterCodingException e) {
      throw unreadable(file, "it is not UTF-8 text", e);
    } catch (IOException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static List<Params> json(Path file, String text) {
    List<Params> points = new ArrayList<>();
    try {
      if (!(Json.parse(text) instanceof List<?> list)) {
        throw new MetalabException(ErrorCode.INVALID_STUDY, "It must be a list of objects.");
      }
      for (Object item : list) {
        if (!(item instanceof Map<?, ?> map)) {
          throw new MetalabException(
              ErrorCode.INVALID_STUDY,
              "Its item %d must be an object of parameters.".formatted(points.size()));
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.forEach((key, value) -> values.put((String) key, ValueCodec.decode(value)));
        points.add(Params.copyOf(values));
      }
      return points;
    } catch (MetalabException e) {
      throw invalid("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static List<Params> csv(Path file, String text) {
    List<CsvRows.Row> rows = CsvRows.parse(file, text);
    if (rows.isEmpty()) {
      throw invalid("%s:1: A cases file starts with a line of parameter names.".formatted(file));
    }
    List<String> names = rows.get(0).cells().stream().map(CsvRows.Cell::text).toList();
    if (names.stream().anyMatch(String::isBlank)
        || names.stream().distinct().count() < names.size()) {
      throw invalid(
          "%s:%d: The parameter names %s must not be blank or repeated."
              .formatted(file, rows.get(0).line(), names));
    }
    List<Params> points = new ArrayList<>(rows.size());
    for (CsvRows.Row row : rows.subList(1, rows.size())) {
      points.add(point(file, names, row));
    }
    return points;
  }

  private static Params point(Path file, List<String> names, CsvRows.Row row) {
    if (row.cells().size() != names.size()) {
      throw invalid(
          "%s:%d: The line has %d cells, but there are %d parameter names."
              .formatted(file, row.line(), row.cells().size(), names.size()));
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      CsvRows.Cell cell = row.cells().get(i);
      if (cell.quoted() || !cell.text().isEmpty()) {
        values.put(names.get(i), typed(file, row.line(), names.get(i), cell));
      }
    }
    return Params.copyOf(values);
  }

  private static Object typed(Path file, int line, String name, CsvRows.Cell cell) {
    String text = cell.text();
    if (cell.quoted()) {
      return text;
    }
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    if (!NUMBER.matcher(text).matches()) {
      return text;
    }
    double number = Double.parseDouble(text);
    boolean integral = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    if (Double.isInfinite(number) || (integral && Math.abs(number) >= 0x1p53)) {
      throw invalid(
          "%s:%d: The %s (%s) is beyond what numbers hold exactly. Maybe put it in quotes."
              .formatted(file, line, name, text));
    }
    return number;
  }

  private static MetalabException invalid(String message) {
    return new MetalabException(ErrorCode.INVALID_STUDY, message);
  }

  private static MetalabException invalid(String message, MetalabException cause) {
    return new MetalabException(ErrorCode.INVALID_STUDY, message, cause);
  }

  private static MetalabException unreadable(Path file, String reason, IOException cause) {
    return new MetalabException(
        ErrorCode.FILE_UNREADABLE, "Cannot read the cases %s: %s.".formatted(file, reason), cause);
  }
}
