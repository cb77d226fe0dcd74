package io.metalab.core.controller;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.json.Json;
import io.metalab.core.provenance.Machine;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A program that executes, or has executed, what was left of a study.
 *
 * @param id names it among all controllers
 * @param study {@code name:version}
 * @param host name of its machine
 * @param pid its process
 * @param started when it started
 * @param executor name of what executes the runs
 * @param workers how many runs at once; 0 for one per processor
 * @param log the file that keeps what it prints if it runs detached from a terminal, else empty
 */
public record Controller(
    String id,
    String study,
    String host,
    long pid,
    Instant started,
    String executor,
    int workers,
    String log) {
  public Controller {
    requireNonNull(id, "id");
    requireNonNull(study, "study");
    requireNonNull(host, "host");
    requireNonNull(started, "started");
    requireNonNull(executor, "executor");
    requireNonNull(log, "log");
  }

  /** Returns this process as a controller with a new id. */
  public static Controller self(
      String study, Instant started, String executor, int workers, String log) {
    String id = UUID.randomUUID().toString().replace("-", "");
    long pid = ProcessHandle.current().pid();
    return new Controller(id, study, Machine.host(), pid, started, executor, workers, log);
  }

  /** Returns whether it runs without a terminal, and what it prints is kept. */
  public boolean isDetached() {
    return !log.isEmpty();
  }

  /** Returns the fields by name, as documents have them. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("controller", id);
    fields.put("study", study);
    fields.put("host", host);
    fields.put("pid", pid);
    fields.put("started", started.toString());
    fields.put("executor", executor);
    fields.put("workers", (long) workers);
    fields.put("log", log);
    return fields;
  }

  static Controller parse(String text) {
    Map<String, ?> fields = Json.parseObject(text);
    try {
      return new Controller(
          text(fields, "controller"),
          text(fields, "study"),
          text(fields, "host"),
          ((Number) requireNonNull(fields.get("pid"))).longValue(),
          Instant.parse(text(fields, "started")),
          text(fields, "executor"),
          ((Number) requireNonNull(fields.get("workers"))).intValue(),
          text(fields, "log"));
    } catch (ClassCastException | NullPointerException | DateTimeParseException e) {
      throw new MetalabException(
          ErrorCode.STORE_CORRUPT, "A document about a controller is malformed: " + text, e);
    }
  }

  private static String text(Map<String, ?> fields, String name) {
    return (String) requireNonNull(fields.get(name));
  }
}
