package io.metalab.core.params;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.core.params.Distribution.Uniform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What tests of designs of experiments share. */
abstract class DesignFixture {
  static final Uniform UNIT = new Uniform(0, 1);

  static Map<String, Distribution> units(int count) {
    Map<String, Distribution> axes = new LinkedHashMap<>();
    for (int i = 1; i <= count; i++) {
      axes.put("x" + i, UNIT);
    }
    return axes;
  }

  static double[] coordinates(ParamSource source, long index) {
    Params params = source.caseAt(index).params();
    return params.names().stream().mapToDouble(params::getDouble).toArray();
  }

  static List<String[]> golden(String kind) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                requireNonNull(DesignsTest.class.getResourceAsStream("sequences.csv")),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.split(","))
          .filter(row -> row[0].equals(kind))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
