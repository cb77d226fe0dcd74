package io.metalab.core.command;

import io.metalab.api.Capture;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds metrics in the lines that a command prints: {@code metric {"loss": 0.5}}, alone or after
 * what a logger puts before it. With a {@code step} or an {@code epoch} the numbers are points of
 * series.
 */
final class MetricLines {
  private static final String WORD = "metric ";
  private static final List<String> STEPS = List.of("step", "epoch");
  private static final int SHOWN = 80;

  private final Capture capture;
  private final Remarks remarks;

  MetricLines(Capture capture, Remarks remarks) {
    this.capture = capture;
    this.remarks = remarks;
  }

  /** Captures what a line tells, if it tells anything. */
  void take(String line) {
    int start = line.indexOf(WORD + '{');
    if (start < 0 || (start > 0 && Character.isLetterOrDigit(line.charAt(start - 1)))) {
      return;
    }
    String json = line.substring(start + WORD.length()).strip();
    try {
      capture(MetricJson.read(json, what -> remarks.add("A metric was left out: " + what + ".")));
    } catch (MetalabException e) {
      if (e.code() != ErrorCode.INVALID_VALUE) {
        throw e;
      }
      remarks.add(
          "A metric line was left out: %s It starts: %s"
              .formatted(e.getMessage(), json.substring(0, Math.min(SHOWN, json.length()))));
    }
  }

  private void capture(Map<String, Object> metrics) {
    for (String key : STEPS) {
      Object step = metrics.get(key);
      if (step != null) {
        Map<String, Object> values = new LinkedHashMap<>(metrics);
        values.remove(key);
        points(key, step, values);
        return;
      }
    }
    capture.metrics(metrics);
  }

  private void points(String key, Object step, Map<String, Object> values) {
    double number = step instanceof Number value ? value.doubleValue() : Double.NaN;
    if (Math.rint(number) != number || Double.isInfinite(number)) {
      remarks.add("A metric line was left out: its %s (%s) is no integer.".formatted(key, step));
      return;
    }
    values.forEach(
        (name, value) -> {
          if (value instanceof Number point) {
            capture.metric(name, point.doubleValue(), (long) number);
          } else {
            remarks.add(
                "The series %s was left out: its values (%s) are no numbers."
                    .formatted(name, value));
          }
        });
  }
}
