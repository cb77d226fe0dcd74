package io.metalab.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where an operation hands over its results; safe for use by the threads of one run.
 *
 * <p>Whatever is refused is refused at the call, by a {@link MetalabException} naming it: with
 * {@link ErrorCode#CAPTURE_CLOSED} after the run has ended, with {@link ErrorCode#INVALID_VALUE}
 * for a blank or unreadable name, with {@link ErrorCode#STORE_UNUSABLE} if the store cannot keep
 * it. A run whose store has failed does not succeed, whatever its operation does about the
 * exception.
 */
public interface Capture {
  /**
   * Captures a number; NaN and infinities are kept as themselves. A later value of the same name
   * replaces it, in its place.
   */
  void metric(String name, double value);

  /**
   * Captures an integer.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if it lies outside
   *     ±(2<sup>53</sup>-1)
   */
  void metric(String name, long value);

  /** Captures a yes or no. */
  void metric(String name, boolean value);

  /**
   * Captures a short text, such as the name of what was found best.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if it is longer than 1,000
   *     characters
   */
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
   *
   * @param value NaN and infinities are kept as themselves
   * @param step such as an epoch, an iteration or a year
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if the step lies outside
   *     ±(2<sup>53</sup>-1)
   */
  void metric(String name, double value, long step);

  /**
   * Captures structured data of {@link Values} or primitive arrays as a JSON artifact of this name.
   *
   * @throws MetalabException with {@link ErrorCode#SERIALIZATION} and the path of what JSON does
   *     not hold
   */
  void data(String name, Object value);

  /**
   * Captures an object by the serializer that takes it.
   *
   * @param name relative name of the artifact, such as {@code forecasts.csv}; its extension helps
   *     to choose; a later artifact of the same name replaces it
   * @return what the record says of it
   * @throws MetalabException with {@link ErrorCode#SERIALIZATION} if no serializer takes the object
   */
  ArtifactDescriptor artifact(String name, Object value);

  /**
   * Captures an object by a named serializer.
   *
   * @throws MetalabException with {@link ErrorCode#SERIALIZATION} if it does not take the object,
   *     with {@link ErrorCode#UNKNOWN_PLUGIN} if there is none of this name
   */
  ArtifactDescriptor artifact(String name, Object value, String serializer);

  /**
   * Captures a file, or every file below a directory under names that start with this one.
   *
   * @param path read before the call returns; it may change or go afterwards
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if it is missing or cannot be
   *     read
   */
  void file(String name, Path path);

  /** Appends one line at level INFO to the run's log. */
  void log(String message);

  /** Appends one line to the run's log. */
  void log(LogLevel level, String message);

  /**
   * Adds to the duration of a part of the run; durations are kept apart from metrics and are not
   * results.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if it is negative
   */
  void timing(String name, Duration duration);

  /** Starts to time a part of the run; closing it adds the duration. */
  Timer timing(String name);

  /** Adds a label to the record; one that it has already is not added again. */
  void tag(String tag);

  /** Adds a remark to the record. */
  void note(String text);

  /** The level of a line of a run's log. */
  enum LogLevel {
    /** For whoever looks for a fault. */
    DEBUG,
    /** What happens. */
    INFO,
    /** What may be wrong. */
    WARN,
    /** What is wrong. */
    ERROR
  }

  /** A running stop watch. */
  interface Timer extends AutoCloseable {
    /** Adds the time since it was started; later calls change nothing. */
    @Override
    void close();
  }
}
