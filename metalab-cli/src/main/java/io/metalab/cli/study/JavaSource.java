package io.metalab.cli.study;

import static java.util.Objects.requireNonNull;

import io.metalab.StudyBuilder;
import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.cli.output.CliException;
import io.metalab.core.run.RunOptions;
import io.metalab.core.study.StudyManifest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A study that Java code declares.
 *
 * @param experiment the declaration
 * @param mainClass name of the class that declares it
 * @param baseDirectory directory that relative paths are relative to
 * @param command the command that starts the program, or empty
 * @param classLoader sees the operation
 * @param resumeCommand the command that continues it
 */
public record JavaSource(
    Experiment experiment,
    String mainClass,
    String command,
    Path baseDirectory,
    ClassLoader classLoader,
    String resumeCommand)
    implements StudySource {
  private static final String METHOD = "study";

  public JavaSource {
    requireNonNull(experiment, "experiment");
    requireNonNull(mainClass, "mainClass");
    requireNonNull(command, "command");
    requireNonNull(baseDirectory, "baseDirectory");
    requireNonNull(classLoader, "classLoader");
    requireNonNull(resumeCommand, "resumeCommand");
  }

  /**
   * Returns the study that the method {@code public static StudyBuilder study()} of a class
   * declares.
   *
   * @throws MetalabException with {@code INVALID_STUDY} if there is no such class or method
   */
  public static JavaSource load(String className, ClassLoader loader, Path baseDirectory) {
    try {
      Class<?> type = Class.forName(className, true, loader);
      Method method = type.getMethod(METHOD);
      if (!Modifier.isStatic(method.getModifiers())
          || !StudyBuilder.class.isAssignableFrom(method.getReturnType())) {
        throw noMethod(className);
      }
      Experiment experiment = ((StudyBuilder) requireNonNull(method.invoke(null))).build();
      String resume = "metalab resume " + experiment.name();
      return new JavaSource(experiment, className, "", baseDirectory, loader, resume);
    } catch (ClassNotFoundException e) {
      throw new CliException(
          ErrorCode.INVALID_STUDY,
          "There is no study file and no class '%s'.".formatted(className),
          "a class is looked for on the class path; --classpath adds to it");
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw noMethod(className);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof MetalabException problem) {
        throw problem;
      }
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The method study() of %s failed: %s".formatted(className, e.getCause()),
          e);
    }
  }

  private static CliException noMethod(String className) {
    return new CliException(
        ErrorCode.INVALID_STUDY,
        "The class %s declares no study.".formatted(className),
        "it needs a method: public static io.metalab.StudyBuilder study()");
  }

  @Override
  public RunOptions options(RunOptions base) {
    return base;
  }

  @Override
  public Set<String> settingNames() {
    return Set.of();
  }

  @Override
  public String manifest(Optional<Path> storeDirectory) {
    return StudyManifest.ofJava(experiment, mainClass, command, baseDirectory, storeDirectory)
        .toJson();
  }
}
