package io.dymad.agent.registry;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The losses that criteria name. */
public final class Losses {
  private Losses() {}

  /** Returns key, summary and params of each loss, by key. */
  public static List<Map<String, Object>> all() {
    return List.of(
        loss("mae", "Mean modulus of the error.", Map.of()),
        loss("mse", "Mean square of the error.", Map.of()),
        loss(
            "vpt",
            "1 over a soft count of the samples for which the error stays below gamma.",
            Map.of("gamma", 0.1)),
        loss(
            "wmse",
            "Mean square of the error, with weights that fall as exp(-alpha k) over samples k.",
            Map.of("alpha", 0.1)));
  }

  private static Map<String, Object> loss(String key, String summary, Map<String, Double> params) {
    return new TreeMap<>(Map.of("key", key, "params", params, "summary", summary));
  }
}
