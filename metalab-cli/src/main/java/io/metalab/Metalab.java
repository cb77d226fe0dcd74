package io.metalab;

import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.FileValue;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.StageValue;
import io.metalab.api.store.OpenOptions;
import io.metalab.cli.Manifests;
import io.metalab.core.connect.Declaration;
import io.metalab.core.connect.StudyConnection;
import io.metalab.core.params.ParamSources;
import io.metalab.core.registry.BoundOperation;
import io.metalab.core.registry.Stores;
import io.metalab.core.study.StudyManifest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * The quick start: declares a study in a few lines of Java.
 *
 * <pre>{@code
 * import static io.metalab.Metalab.*;
 *
 * var op = operation("square", (p, seeds, capture) -> {
 *   long n = p.getLong("n");
 *   capture.metric("square", n * n);
 * });
 * study("squares", "1").operation(op).grid("n", 1, 2, 3).main(args);
 * }</pre>
 */
public final class Metalab {
  private static final OpenOptions EXISTING =
      new OpenOptions(false, false, OpenOptions.readWrite().lease());

  private Metalab() {}

  /**
   * Returns an operation of params, seeds and capture. A lambda is no class that could be loaded by
   * name, so it runs on threads only.
   *
   * @param key the name that enters the ids; its version is {@code 1}
   */
  public static BoundOperation operation(String key, SimpleOperation body) {
    return new BoundOperation(OperationSpec.open(key), body);
  }

  /** Returns an operation of all that an operation may use; see the other method of this name. */
  public static BoundOperation operation(String key, Operation body) {
    return new BoundOperation(OperationSpec.open(key), body);
  }

  /** Starts the declaration of a study. */
  public static StudyBuilder study(String name, String version) {
    return new StudyBuilder(name, version);
  }

  /**
   * Connects to a study that another program executes, on whatever machine, or that was executed
   * before; closing the handle leaves the study alone.
   *
   * <pre>{@code
   * try (StudyHandle study = connect("./runs", "squares")) {
   *   study.result(Duration.ofMinutes(5)).ifPresent(result -> System.out.println(result.counts()));
   * }
   * }</pre>
   *
   * @param store path or URI of the store, which must be there
   * @param study its name, or {@code name:version}
   * @throws io.metalab.api.MetalabException with {@code NOT_FOUND} if there is no such store or
   *     study, with {@code AMBIGUOUS_ID} if the store holds several versions of the name
   */
  public static StudyHandle connect(String store, String study) {
    return StudyLaunch.inStore(
        store,
        EXISTING,
        opened -> {
          Manifests manifests = Manifests.of(opened);
          StudyManifest manifest = manifests.find(study);
          Declaration declaration =
              new Declaration(
                  manifest,
                  manifests.duplicates(manifest.study()),
                  Stores.directory(store, Path.of("")),
                  StudyLaunch.loader());
          return new StudyHandle(
              StudyConnection.of(opened, declaration, InstantSource.system()), opened, false);
        });
  }

  /**
   * Returns numbers with equal ratios, both ends exactly as given, as {@code log} in a study file.
   */
  public static List<Double> log(double low, double high, int count) {
    return ParamSources.logGrid(low, high, count);
  }

  /** Returns a file as a value: its content counts, not its path. */
  public static FileValue file(String path) {
    return FileValue.of(path);
  }

  /** Returns a directory as a value: names and contents of its files count, not its path. */
  public static DirValue dir(String path) {
    return DirValue.of(path);
  }

  /** Returns the artifact that each run of an earlier stage wrote under a name, as a value. */
  public static StageValue artifactOf(String stage, String name) {
    return new StageValue(StageValue.Kind.ARTIFACT, stage, name);
  }

  /** Returns the param that each run of an earlier stage was given, as a value. */
  public static StageValue paramOf(String stage, String name) {
    return new StageValue(StageValue.Kind.PARAM, stage, name);
  }

  /** Returns the metric that each run of an earlier stage came to, as a value. */
  public static StageValue metricOf(String stage, String name) {
    return new StageValue(StageValue.Kind.METRIC, stage, name);
  }

  /**
   * Returns an artifact of an earlier run as a value: its content counts, not the run. It is looked
   * up in the store that the study runs in.
   *
   * @param run the run's id or its first digits
   * @param name the artifact's name, or that of a directory that the run captured
   */
  public static ArtifactValue artifact(String run, String name) {
    return ArtifactValue.of(run, name);
  }
}
