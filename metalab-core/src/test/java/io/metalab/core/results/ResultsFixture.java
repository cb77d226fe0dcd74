package io.metalab.core.results;

import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.core.json.ValueText;
import java.util.List;
import java.util.Map;

/** Makes records that results are asked about. */
abstract class ResultsFixture {
  static RunRecord run(int number, Params params, double loss) {
    return Records.success(number, params, Map.of("loss", loss)).build();
  }

  static List<String> losses(Results results) {
    return results.select("loss").table().rows().stream()
        .map(row -> ValueText.plain(row.get(0)))
        .toList();
  }
}
