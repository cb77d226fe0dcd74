package io.metalab.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where an operation hands over its results; safe for use by the threads of one run.
 *
 * <p>Whatever is refused is refused at the call, with an error naming it. Nothing is handed over
 * after the run has ended: such calls fail with {@link ErrorCode#CAPTURE_CLOSED}.
 */
public interface Capture {
  /**
   * Captures a number; NaN and infinities are kept as themselves. A later value of the same name
   * replaces it.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if the name is blank
   */
  void metric(String name, double value);

  /** Captures an integer within ±(2<sup>53</sup>-1). */
  void metric(String name, long value);

  /** Captures a yes or no. */
  void metric(String name, boolean value);

  /** Captures a short text of at most 1,000 characters. */
  void metric(String name, String value);

  /**
   * Captures several metrics; either all or, if one is refused, none.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} naming the metric whose value is
   *     neither a finite or infinite number, a boolean nor a string
   */
  void metrics(Map<String, ?> values);

  /**
   * Captures one point of a series of numbers over steps; points are written as they come, not kept
   * in memory.
   */
  void metric(String name, double value, long step);

  /**
   * Captures structured data of {@link Values} or primitive arrays as a JSON artifact of this name.
   */
  void data(String name, Object value);

  /**
   * Captures an object by the serializer that takes it.
   *
   * @param name relative name of the artifact, such as {@code forecasts.csv}; its extension helps
   *     to choose
   * @throws MetalabException with {@link ErrorCode#SERIALIZATION} if no serializer takes the object
   */
  ArtifactDescriptor artifact(String name, Object value);

  /** Captures an object by a named serializer. */
  ArtifactDescriptor artifact(String name, Object value, String serializer);

  /** Captures a file, or every file below a directory under names that start with this one. */
  void file(String name, Path path);

  /** Appends one line at level INFO to the run's log. */
  void log(String message);

  /** Appends one line to the run's log. */
  void log(LogLevel level, String message);

  /**
   * Adds to the duration of a part of the run; durations are kept apart from metrics and are not
   * results.
   */
  void timing(String name, Duration duration);

  /** Starts to time a part of the run; closing it adds the duration. */
  Timer timing(String name);

  /** Adds a label to the record. */
  void tag(String tag);

  /** Adds a remark to the record. */
  void note(String text);

  /** The level of a line of a run's log. */
  enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /** A running stop watch. */
  interface Timer extends AutoCloseable {
    @Override
    void close();
  }
}
