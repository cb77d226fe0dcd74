package io.metalab.capture;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.metalab.api.store.StreamKey;
import io.metalab.capture.internal.JsonNumbers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Buffers points of series and appends them as lines {@code
 * {"name":"loss","steps":[0,1],"values":[0.5,"NaN"]}}, one for each series with points.
 */
final class SeriesWriter {
  private static final int MAX_POINTS = 4096;
  private static final int MAX_SERIES = 16;
  private static final long MAX_AGE_MILLIS = 1_000;

  private final AttemptStore store;
  private final InstantSource clock;
  private final Map<String, Points> buffered = new LinkedHashMap<>();
  private int count;
  private long oldestMillis;
  private boolean closed;

  SeriesWriter(AttemptStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  synchronized void add(String name, double value, long step) {
    if (closed) {
      throw store.closed("series '" + name + "'");
    }
    Points points = buffered.get(name);
    if (points == null) {
      points = new Points(Metrics.checkName("series", name));
      buffered.put(name, points);
    }
    points.add(Metrics.checkStep(name, step), value);
    long now = clock.millis();
    if (count++ == 0) {
      oldestMillis = now;
    }
    if (count >= MAX_POINTS || now - oldestMillis >= MAX_AGE_MILLIS) {
      flush();
    }
  }

  synchronized void close() {
    if (!closed) {
      closed = true;
      flush();
    }
  }

  private void flush() {
    if (count == 0) {
      return;
    }
    StringBuilder lines = new StringBuilder(count * 24);
    buffered.values().forEach(points -> points.drainTo(lines));
    count = 0;
    if (buffered.size() > MAX_SERIES) {
      // Else each of very many series would keep the largest buffer it ever needed.
      buffered.clear();
    }
    store.append(StreamKey.Kind.SERIES, lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The buffered points of one series. */
  private static final class Points {
    private final String prefix;
    private long[] steps = new long[16];
    private double[] values = new double[16];
    private int count;

    private Points(String name) {
      this.prefix =
          "{\"name\":\""
              + new String(JsonStringEncoder.getInstance().quoteAsString(name))
              + "\",\"steps\":[";
    }

    private void add(long step, double value) {
      if (count == steps.length) {
        steps = Arrays.copyOf(steps, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
      }
      steps[count] = step;
      values[count] = value;
      count++;
    }

    private void drainTo(StringBuilder lines) {
      if (count == 0) {
        return;
      }
      lines.append(prefix);
      for (int i = 0; i < count; i++) {
        lines.append(i == 0 ? "" : ",").append(steps[i]);
      }
      lines.append("],\"values\":[");
      for (int i = 0; i < count; i++) {
        lines.append(i == 0 ? "" : ",").append(JsonNumbers.print(values[i]));
      }
      lines.append("]}\n");
      count = 0;
    }
  }
}
