package io.metalab.core.run;

import io.metalab.api.DescribedOperation;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.RunEventListener;
import io.metalab.api.executor.WorkerManifest;
import io.metalab.api.store.Store;
import io.metalab.capture.OperationPrints;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.provenance.CodeDigest;
import io.metalab.core.provenance.ProvenanceCollector;
import io.metalab.core.registry.Operations;
import io.metalab.core.registry.UserClassPath;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a study's run body in a worker, from plain data. */
public final class WorkerBody {
  private WorkerBody() {}

  /**
   * Makes the body; its operations are created here, its contexts are built by the first runs that
   * need them. The classes of the user are loaded from the manifest's class path, over the class
   * path of this program. From now on, what runs print goes into their logs.
   *
   * @param manifest what {@link DefaultRunBody#manifest()} or {@link StageBodies#manifest()} gave
   * @param store where the results go, and what is asked for the attempts and artifacts of earlier
   *     runs that are inputs
   * @param events is told of attempts, progress and artifacts, on the threads where they happen
   * @param executor name of the executor, for the provenance
   * @throws MetalabException with {@code UNKNOWN_OPERATION} or {@code NOT_AN_OPERATION} if the
   *     operation cannot be made here, with {@code FILE_UNREADABLE} if an entry of the class path
   *     is not here
   */
  public static StageBodies of(
      WorkerManifest manifest, Store store, RunEventListener events, String executor) {
    OperationPrints.capture();
    Map<String, DefaultRunBody> bodies = new LinkedHashMap<>();
    bodies.put(manifest.operation(), one(manifest, store, events, executor));
    manifest
        .others()
        .forEach(other -> bodies.put(other.operation(), one(other, store, events, executor)));
    return new StageBodies(bodies);
  }

  private static DefaultRunBody one(
      WorkerManifest manifest, Store store, RunEventListener events, String executor) {
    ClassLoader loader = loader(manifest);
    return new DefaultRunBody(
        RunBodyConfig.builder(spec(manifest.operation()), operation(manifest, loader), store)
            .loader(loader)
            .files(files(manifest))
            .stage(manifest.stage())
            .tags(manifest.tags())
            .provenance(ProvenanceCollector.inWorker(manifest.provenance(), executor))
            .events(events)
            .build());
  }

  /**
   * Refuses an operation whose version or code is another here than where the study was started;
   * where either digest of the code is unknown, only the version counts.
   *
   * @param place what this process is, for the message
   * @throws MetalabException with {@code NOT_LOADABLE}, or as {@link #of} does
   */
  public static void requireSameCode(WorkerManifest manifest, String place) {
    manifest.others().forEach(other -> requireSameCode(other, place));
    Operation operation = operation(manifest, loader(manifest));
    if (operation instanceof DescribedOperation described
        && !described.spec().qualifiedKey().equals(manifest.operation())) {
      throw new MetalabException(
          ErrorCode.NOT_LOADABLE,
          "The operation of the study is %s, but %s has %s. Start it again with the classes of the study, or name their jar in run.classpath."
              .formatted(manifest.operation(), place, described.spec().qualifiedKey()));
    }
    if (!(manifest.provenance().values().get("code") instanceof String expected)) {
      return;
    }
    Optional<String> here = CodeDigest.of(operation);
    if (here.isPresent() && !here.get().equals(expected)) {
      throw new MetalabException(
          ErrorCode.NOT_LOADABLE,
          "The code of the operation %s of %s (%s) is not that of the study (%s). Give both the same classes and the same version of Java."
              .formatted(manifest.operation(), place, shortened(here.get()), shortened(expected)));
    }
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(8, digest.length()));
  }

  private static ClassLoader loader(WorkerManifest manifest) {
    ClassLoader own = WorkerBody.class.getClassLoader();
    return manifest.classPath().isEmpty()
        ? own
        : UserClassPath.resolve(manifest.classPath(), Path.of(manifest.directory())).open(own);
  }

  private static Operation operation(WorkerManifest manifest, ClassLoader loader) {
    Operations operations = new Operations(loader);
    return manifest.definition().isEmpty()
        ? operations.byClassName(manifest.operationClass()).operation()
        : operations.ofDefinition(manifest.operationClass(), manifest.definition());
  }

  private static FileDigests files(WorkerManifest manifest) {
    Path directory = Path.of(manifest.directory());
    return manifest.digestCache().isEmpty()
        ? FileDigests.of(directory)
        : FileDigests.of(directory, Path.of(manifest.digestCache()), InstantSource.system());
  }

  /** The planner has checked the params; here only the name counts. */
  private static OperationSpec spec(String qualifiedKey) {
    int at = qualifiedKey.indexOf('@');
    OperationSpec open = OperationSpec.open(qualifiedKey.substring(0, at));
    return new OperationSpec(
        open.key(),
        qualifiedKey.substring(at + 1),
        open.doc(),
        true,
        List.of(),
        open.metrics(),
        open.artifacts());
  }
}
