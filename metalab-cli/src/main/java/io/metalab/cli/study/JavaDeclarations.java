package io.metalab.cli.study;

import static java.util.Objects.requireNonNull;

import io.metalab.StudyBuilder;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.output.CliException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** Finds the study that a class declares: in its method {@code study()}, else in its main. */
final class JavaDeclarations {
  private static final String METHOD = "study";
  private static final String MAIN = "main";
  private static final String HINT =
      "its main method must end with study(..).main(args),"
          + " or it needs a method: public static io.metalab.StudyBuilder study()";

  private JavaDeclarations() {}

  /** Returns the class of this name, if the loader finds it. */
  static Optional<Class<?>> find(String className, ClassLoader loader) {
    try {
      return Optional.of(Class.forName(className, false, loader));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the study of a class.
   *
   * @param mayCallMain whether its main method may be called if it has no method study()
   * @throws MetalabException with {@code INVALID_STUDY} if it declares none, or fails to
   */
  static DeclaredStudy load(Class<?> type, boolean mayCallMain) {
    Optional<Method> method = find(type, METHOD).filter(JavaDeclarations::declaresStudy);
    if (method.isPresent()) {
      return call(method.get(), study -> (StudyBuilder) requireNonNull(study.invoke(null)))
          .declared();
    }
    return find(type, MAIN, String[].class)
        .filter(main -> mayCallMain)
        .flatMap(main -> call(main, MainMethods::call))
        .orElseThrow(
            () ->
                new CliException(
                    ErrorCode.INVALID_STUDY,
                    "The class %s declares no study.".formatted(type.getName()),
                    HINT))
        .declared();
  }

  private static boolean declaresStudy(Method method) {
    return StudyBuilder.class.isAssignableFrom(method.getReturnType());
  }

  private static Optional<Method> find(Class<?> type, String name, Class<?>... parameters) {
    try {
      Method method = type.getMethod(name, parameters);
      method.setAccessible(true); // The class of a main method need not be public.
      return Optional.of(method).filter(found -> Modifier.isStatic(found.getModifiers()));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  private interface Call<T> {
    T of(Method method) throws InvocationTargetException, IllegalAccessException;
  }

  private static <T> T call(Method method, Call<T> call) {
    try {
      return call.of(method);
    } catch (InvocationTargetException e) {
      throw failed(method, e.getCause() == null ? e : e.getCause());
    } catch (IllegalAccessException | LinkageError e) {
      throw failed(method, e);
    }
  }

  private static MetalabException failed(Method method, Throwable cause) {
    if (cause instanceof MetalabException problem) {
      return problem;
    }
    String className = method.getDeclaringClass().getName();
    return new MetalabException(
        ErrorCode.INVALID_STUDY,
        "The method %s of %s failed before it declared a study: %s (%s)"
            .formatted(method.getName(), className, cause, place(className, cause)),
        cause);
  }

  private static String place(String className, Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().startsWith(className)) {
        return frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return className;
  }
}
