package io.metalab.api.executor;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Provenance;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a worker in another process makes a study's run body from; plain data, a few kilobytes as
 * JSON.
 *
 * @param operation {@code key@version}
 * @param operationClass name of the operation's class
 * @param definition what an {@link io.metalab.api.ExternalOperation} is made of; empty for an
 *     operation that is made by its class's constructor
 * @param classPath the user's own directories and jars, absolute, in order; the worker has the
 *     class path of this program besides
 * @param directory the absolute directory that relative paths of files are relative to
 * @param digestCache the file in which digests of files are remembered, or empty for none
 * @param stage the stage of the study that the runs are of, or empty
 * @param tags labels that every record gets
 * @param provenance where, by what and on what the study was started; a worker adds what differs
 * @param others the same of further stages, of other operations, whose runs the worker may be given
 *     besides
 */
public record WorkerManifest(
    String operation,
    String operationClass,
    Map<String, Object> definition,
    List<String> classPath,
    String directory,
    String digestCache,
    String stage,
    List<String> tags,
    Provenance provenance,
    List<WorkerManifest> others) {
  public WorkerManifest {
    requireNonNull(operation, "operation");
    requireNonNull(operationClass, "operationClass");
    definition = Collections.unmodifiableMap(new LinkedHashMap<>(definition));
    classPath = List.copyOf(classPath);
    requireNonNull(directory, "directory");
    requireNonNull(digestCache, "digestCache");
    requireNonNull(stage, "stage");
    tags = List.copyOf(tags);
    requireNonNull(provenance, "provenance");
    others = List.copyOf(others);
  }

  /** Creates the manifest of the runs of one operation. */
  public WorkerManifest(
      String operation,
      String operationClass,
      Map<String, Object> definition,
      List<String> classPath,
      String directory,
      String digestCache,
      String stage,
      List<String> tags,
      Provenance provenance) {
    this(
        operation,
        operationClass,
        definition,
        classPath,
        directory,
        digestCache,
        stage,
        tags,
        provenance,
        List.of());
  }

  /** Returns this for the runs of further stages, too. */
  public WorkerManifest withOthers(List<WorkerManifest> newOthers) {
    return new WorkerManifest(
        operation,
        operationClass,
        definition,
        classPath,
        directory,
        digestCache,
        stage,
        tags,
        provenance,
        newOthers);
  }
}
