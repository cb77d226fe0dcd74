package io.metalab;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.Resources;
import io.metalab.cli.Cli;
import io.metalab.cli.CliEnvironment;
import io.metalab.cli.study.DeclaredStudy;
import io.metalab.cli.study.MainMethods;
import io.metalab.core.run.RunOptions;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Declares a study in Java; the counterpart of a study file. Not safe for use by several threads.
 *
 * <p>A study is one experiment, which this declares, or several stages, each declared by {@link
 * #stage}; then goal and tags that are given here are those of all stages.
 */
public final class StudyBuilder extends ExperimentBuilder<StudyBuilder> {
  private final String name;
  private final String version;
  private final Map<String, StageBuilder> stages = new LinkedHashMap<>();
  private Resources resources = Resources.DEFAULT;

  StudyBuilder(String name, String version) {
    this.name = requireNonNull(name, "name");
    this.version = requireNonNull(version, "version");
  }

  @Override
  StudyBuilder self() {
    return this;
  }

  /**
   * Returns the stage of a name, to be declared; a new one at the first call. What it takes of
   * other stages decides which comes first, not the order of these calls.
   */
  public StageBuilder stage(String stage) {
    return stages.computeIfAbsent(requireNonNull(stage, "stage"), StageBuilder::new);
  }

  /** Says what one run takes up; no part of any id, and not in force if options say otherwise. */
  public StudyBuilder resources(Resources newResources) {
    resources = requireNonNull(newResources, "newResources");
    return this;
  }

  /**
   * Returns the declaration; of a study of several stages that of the last one.
   *
   * @throws io.metalab.api.MetalabException if something is missing or breaks a rule
   */
  public Experiment build() {
    return pipeline().last();
  }

  private Pipeline pipeline() {
    if (stages.isEmpty()) {
      return Pipeline.of(build(Experiment.of(name, version)));
    }
    if (declaresRuns()) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The study %s has stages (%s), so that operation, params and context belong to a stage, not to the study."
              .formatted(name, String.join(", ", stages.keySet())));
    }
    List<Stage> declared =
        stages.values().stream().map(stage -> stage.build(name, version, goal(), tags())).toList();
    return Pipeline.of(declared);
  }

  /** Returns the declaration with what one run takes up; see {@link #build}. */
  public DeclaredStudy declared() {
    return new DeclaredStudy(pipeline(), resources);
  }

  /**
   * Runs the study as the command {@code metalab run} does, with all its options, and ends this
   * program with its exit code.
   */
  @SuppressWarnings("IncorrectMainMethod") // what a program's own main ends with
  public void main(String... args) {
    MainMethods.declare(this);
    String caller =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .getCallerClass()
            .getName();
    System.exit(Cli.runDeclared(CliEnvironment.ofProcess(), this::declared, caller, args));
  }

  /**
   * Runs what a store does not hold yet of the study, on threads, and waits for the end.
   *
   * @param store path or URI of the store, such as {@code ./runs} or {@code memory:}
   * @throws io.metalab.api.MetalabException if the declaration or the store is at fault; failed
   *     runs are results
   */
  public StudyRun run(String store) {
    return run(store, RunOptions.defaults());
  }

  /** Runs the study with other options; see the other method of this name. */
  public StudyRun run(String store, RunOptions options) {
    return StudyLaunch.run(declared(), store, options);
  }

  /**
   * Starts to run what a store does not hold yet of the study, and returns at once.
   *
   * @param store path or URI of the store, such as {@code ./runs} or {@code memory:}
   * @throws io.metalab.api.MetalabException if the declaration or the store is at fault, or no run
   *     could ever be given what the options ask for
   */
  public StudyHandle start(String store, RunOptions options) {
    return StudyLaunch.start(declared(), store, options);
  }
}
