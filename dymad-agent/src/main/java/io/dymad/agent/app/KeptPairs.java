package io.dymad.agent.app;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The eigenpairs that a spectral analysis kept, out of the table that it left. */
final class KeptPairs {
  /** The name of the table among the artifacts. */
  static final String TABLE = "residuals.csv";

  private static final int MOST = 50;
  private static final Splitter COMMAS = Splitter.on(',');
  private static final List<String> COLUMNS =
      List.of("re", "im", "growth", "angular_frequency", "residual_train", "residual_held_out");

  private KeptPairs() {}

  /** Returns the first pairs of a table that are kept: eigenvalue, exponent and residuals. */
  static List<Map<String, Double>> of(Path table) {
    try {
      List<String> lines = Files.readAllLines(table);
      List<String> header = COMMAS.splitToList(lines.get(0));
      return lines.stream()
          .skip(1)
          .map(COMMAS::splitToList)
          .filter(row -> row.get(header.indexOf("kept")).equals("true"))
          .limit(MOST)
          .map(row -> pair(header, row))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Double> pair(List<String> header, List<String> row) {
    Map<String, Double> pair = new LinkedHashMap<>();
    for (String column : COLUMNS) {
      pair.put(column, Double.valueOf(row.get(header.indexOf(column))));
    }
    return pair;
  }
}
