package io.metalab.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.Capture;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A capture that keeps in memory what an operation hands over; safe for use by many threads.
 *
 * <p>Artifacts are kept as the digest of a plain text of the object: arrays, collections, maps and
 * numbers by value, records and enums by their text, anything else by its class name alone. A test
 * that wants to react extends it; every way to log ends in {@link #log(LogLevel, String)}.
 */
public class RecordingCapture implements Capture {
  private final Map<String, Object> metrics = new LinkedHashMap<>();
  private final Map<String, List<String>> series = new TreeMap<>();
  private final Map<String, String> artifacts = new TreeMap<>();
  private final List<String> log = new ArrayList<>();
  private final Map<String, Duration> timings = new LinkedHashMap<>();
  private final List<String> tags = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Returns the metrics by name, in order. */
  public synchronized Map<String, Object> metrics() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** Returns the points of each series, as texts of step and bits, in order. */
  public synchronized Map<String, List<String>> series() {
    Map<String, List<String>> copy = new TreeMap<>();
    series.forEach((name, points) -> copy.put(name, List.copyOf(points)));
    return copy;
  }

  /** Returns a digest of the content of each artifact, by name. */
  public synchronized Map<String, String> artifacts() {
    return Collections.unmodifiableMap(new TreeMap<>(artifacts));
  }

  /** Returns the lines of the log. */
  public synchronized List<String> log() {
    return List.copyOf(log);
  }

  /** Returns the durations by name. */
  public synchronized Map<String, Duration> timings() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(timings));
  }

  /** Returns the labels, in order. */
  public synchronized List<String> tags() {
    return List.copyOf(tags);
  }

  /** Returns the remarks, in order. */
  public synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void metric(String name, double value) {
    put(name, value);
  }

  @Override
  public void metric(String name, long value) {
    put(name, value);
  }

  @Override
  public void metric(String name, boolean value) {
    put(name, value);
  }

  @Override
  public void metric(String name, String value) {
    put(name, value);
  }

  @Override
  public void metrics(Map<String, ?> values) {
    Map<String, Object> checked = new LinkedHashMap<>();
    values.forEach((name, value) -> checked.put(name, metricValue(name, value)));
    checked.forEach(this::put);
  }

  private static Object metricValue(String name, @Nullable Object value) {
    if (value instanceof Double || value instanceof Boolean || value instanceof String) {
      return value;
    }
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return ((Number) value).longValue();
    }
    throw new MetalabException(
        ErrorCode.INVALID_VALUE,
        "The metric %s (%s) must be a number, a boolean or a string.".formatted(name, value));
  }

  private synchronized void put(String name, Object value) {
    if (name.isBlank()) {
      throw new MetalabException(
          ErrorCode.INVALID_VALUE, "The name of a metric must not be blank.");
    }
    metrics.put(name, value);
  }

  @Override
  public synchronized void metric(String name, double value, long step) {
    series
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(step + ":" + Long.toHexString(Double.doubleToLongBits(value)));
  }

  @Override
  public void data(String name, Object value) {
    store(name, text(value).getBytes(UTF_8));
  }

  @Override
  public ArtifactDescriptor artifact(String name, Object value) {
    return artifact(name, value, "");
  }

  @Override
  public ArtifactDescriptor artifact(String name, Object value, String serializer) {
    byte[] bytes = value instanceof byte[] raw ? raw.clone() : text(value).getBytes(UTF_8);
    store(name, bytes);
    return new ArtifactDescriptor(
        name,
        Digests.sha256(bytes),
        bytes.length,
        "application/octet-stream",
        serializer,
        Map.of());
  }

  @Override
  public void file(String name, Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String below = path.relativize(file).toString();
        store(below.isEmpty() ? name : name + "/" + below, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void store(String name, byte[] bytes) {
    artifacts.put(ArtifactDescriptor.checkName(name), Digests.sha256(bytes));
  }

  /** Returns a text that is equal for equal values of the usual types. */
  private static String text(@Nullable Object value) {
    if (value == null || value instanceof CharSequence || value instanceof Enum<?>) {
      return "'" + value + "'";
    }
    if (value instanceof Double number) {
      return "d" + Long.toHexString(Double.doubleToLongBits(number));
    }
    if (value instanceof Float number) {
      return "f" + Integer.toHexString(Float.floatToIntBits(number));
    }
    if (value instanceof Number || value instanceof Boolean || value instanceof Record) {
      return value.toString();
    }
    if (value instanceof Map<?, ?> map) {
      List<String> members = new ArrayList<>();
      map.forEach((key, member) -> members.add(text(key) + "=" + text(member)));
      return members.toString();
    }
    if (value instanceof Iterable<?> elements) {
      List<String> members = new ArrayList<>();
      elements.forEach(element -> members.add(text(element)));
      return members.toString();
    }
    if (value.getClass().isArray()) {
      List<String> members = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        members.add(text(Array.get(value, i)));
      }
      return members.toString();
    }
    return value.getClass().getName();
  }

  @Override
  public void log(String message) {
    log(LogLevel.INFO, message);
  }

  @Override
  public synchronized void log(LogLevel level, String message) {
    log.add(level + " " + message);
  }

  @Override
  public synchronized void timing(String name, Duration duration) {
    timings.merge(name, duration, Duration::plus);
  }

  @Override
  public Timer timing(String name) {
    long start = System.nanoTime();
    AtomicBoolean stopped = new AtomicBoolean();
    return () -> {
      if (!stopped.getAndSet(true)) {
        timing(name, Duration.ofNanos(System.nanoTime() - start));
      }
    };
  }

  @Override
  public synchronized void tag(String tag) {
    tags.add(tag);
  }

  @Override
  public synchronized void note(String text) {
    notes.add(text);
  }
}
