package io.metalab.core.provenance;

import static java.util.Objects.requireNonNull;

import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.Provenance;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the provenance of the runs that this process executes.
 *
 * <p>Gathering starts in the background, since hashing the class path and asking git take some tens
 * of milliseconds; {@link #collect} waits for it. What cannot be known is left out.
 */
public final class ProvenanceCollector {
  private final CompletableFuture<Provenance> gathered;

  private ProvenanceCollector(CompletableFuture<Provenance> gathered) {
    this.gathered = gathered;
  }

  /**
   * Starts to gather.
   *
   * @param directory where the study is; git is asked about it
   * @param operation what the runs execute
   * @param threads how many runs are executed at once
   */
  public static ProvenanceCollector start(Path directory, Operation operation, int threads) {
    requireNonNull(directory, "directory");
    requireNonNull(operation, "operation");
    return new ProvenanceCollector(
        CompletableFuture.supplyAsync(
            () -> gather(directory, operation, threads), BackgroundThread.EXECUTOR));
  }

  /**
   * Returns what was gathered, the same at every call.
   *
   * @throws MetalabException if the code of an external operation cannot be read
   */
  public Provenance collect() {
    try {
      return gathered.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MetalabException problem) {
        throw problem;
      }
      throw e;
    }
  }

  /**
   * Returns a provenance as it is in this process, which executes runs for the one that gathered
   * it.
   *
   * @param executor name of the executor
   */
  public static Provenance inWorker(Provenance gathered, String executor) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>(gathered.values());
    putPlace(values);
    values.put("executor", executor);
    values.put("environment", Machine.environment(System.getenv()));
    values.put("properties", Machine.threadProperties(System.getProperties()));
    return new Provenance(values);
  }

  private static void putPlace(Map<String, @Nullable Object> values) {
    values.put("java", Machine.java());
    values.put("os", Machine.os());
    values.put("cpu", Machine.cpu());
    values.put("host", Machine.host());
    values.put("user", System.getProperty("user.name", ""));
    values.put("pid", ProcessHandle.current().pid());
  }

  private static Provenance gather(Path directory, Operation operation, int threads) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("metalab", MetalabVersion.current());
    putPlace(values);
    values.put("command", Machine.command(System.getProperty("sun.java.command", "")));
    values.put("threads", threads);
    GitState.find(directory).ifPresent(git -> values.put("git", git.toMap()));
    values.put("environment", Machine.environment(System.getenv()));
    values.put("properties", Machine.threadProperties(System.getProperties()));
    List<Path> classPath = ClassPathDigest.entries(operation.getClass().getClassLoader());
    values.put("natives", Machine.natives(classPath));
    values.put("classpath", ClassPathDigest.of(classPath));
    CodeDigest.of(operation).ifPresent(code -> values.put("code", code));
    return new Provenance(values);
  }
}
