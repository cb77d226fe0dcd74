package io.metalab.core.study;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Experiment;
import io.metalab.core.artifact.ArtifactResolver;
import io.metalab.core.run.RunOptions;
import io.metalab.core.stage.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A study that was read from a declaration. Immutable. */
public final class LoadedStudy {
  private final Pipeline pipeline;
  private final Path baseDirectory;
  private final List<String> classPath;
  private final String source;
  private final Item.Dict declaration;
  private final UnaryOperator<RunOptions> settings;
  private final Set<String> settingNames;
  private final ClassLoader classLoader;

  LoadedStudy(
      Pipeline pipeline,
      Path baseDirectory,
      List<String> classPath,
      ClassLoader classLoader,
      String source,
      Item.Dict declaration,
      Section run) {
    this.pipeline = requireNonNull(pipeline, "pipeline");
    this.baseDirectory = baseDirectory.toAbsolutePath().normalize();
    this.classPath = List.copyOf(classPath);
    this.classLoader = requireNonNull(classLoader, "classLoader");
    this.source = requireNonNull(source, "source");
    this.declaration = requireNonNull(declaration, "declaration");
    this.settings = base -> RunReader.options(run, base);
    this.settingNames = run.entries().keySet();
  }

  /** Returns the experiment; of a study of several stages that of the last one. */
  public Experiment experiment() {
    return pipeline.last();
  }

  /** Returns the stages; one without a name for a study that has none. */
  public Pipeline pipeline() {
    return pipeline;
  }

  /** Returns the defaults with what the study sets under {@code run} in their place. */
  public RunOptions options() {
    return options(RunOptions.defaults());
  }

  /**
   * Returns other options with what the study sets under {@code run} in their place.
   *
   * @throws StudyFileException if they do not go together
   */
  public RunOptions options(RunOptions base) {
    return settings.apply(base);
  }

  /** Returns the keys that the study sets under {@code run}, in order. */
  public Set<String> settingNames() {
    return settingNames;
  }

  /** Returns the absolute directory that relative paths of the study are relative to. */
  public Path baseDirectory() {
    return baseDirectory;
  }

  /**
   * Returns the class path of the user's own operations as it was written, relative to the base
   * directory.
   */
  public List<String> classPath() {
    return classPath;
  }

  /** Returns the class loader that sees the user's own operations. */
  public ClassLoader classLoader() {
    return classLoader;
  }

  /** Returns the name of the file it was read from, without directory. */
  public String source() {
    return source;
  }

  /** Returns a resolver whose errors tell where the declaration names the artifact. */
  public ArtifactResolver located(ArtifactResolver resolver) {
    return new LocatedArtifacts(resolver, declaration);
  }

  /** Returns the declaration, with overrides in place. */
  Item.Dict declaration() {
    return declaration;
  }
}
