package io.metalab.core.registry;

import static java.util.Objects.requireNonNull;

import io.metalab.api.DescribedOperation;
import io.metalab.api.ErrorCode;
import io.metalab.api.ExternalOperation;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.util.Arrays;
import java.util.Optional;

/**
 * An operation with its description.
 *
 * @param spec what it takes and gives
 * @param operation what it does
 */
public record BoundOperation(OperationSpec spec, Operation operation) {
  public BoundOperation {
    requireNonNull(spec, "spec");
    requireNonNull(operation, "operation");
  }

  /** Returns an operation described by itself. */
  public static BoundOperation of(DescribedOperation operation) {
    return new BoundOperation(operation.spec(), operation);
  }

  /** Returns the name of the operation's class. */
  public String className() {
    return operation.getClass().getName();
  }

  /**
   * Returns whether another JVM with the same class path can create this operation from its class
   * name: it is a public class with a public constructor without parameters, read from a file. A
   * lambda is not, nor is a class that was compiled in memory.
   */
  public boolean isLoadableByName() {
    return obstacle().isEmpty();
  }

  /**
   * Checks that workers in other processes can make this operation, from the name of its class or,
   * if it is external, from its definition.
   *
   * @throws MetalabException with {@link ErrorCode#NOT_LOADABLE}, naming the operation and the way
   *     out, if they cannot
   */
  public void requireLoadable() {
    if (operation instanceof ExternalOperation) {
      return;
    }
    obstacle()
        .ifPresent(
            obstacle -> {
              throw new MetalabException(
                  ErrorCode.NOT_LOADABLE,
                  """
                  The operation %s cannot be made in another process, since %s.
                  Maybe move it to a public class with a public constructor without parameters, or execute it on threads: --executor thread.\
                  """
                      .formatted(spec.qualifiedKey(), obstacle));
            });
  }

  /** Returns what keeps another JVM from making this operation, if anything does. */
  private Optional<String> obstacle() {
    Class<?> type = operation.getClass();
    if (type.isHidden()) {
      return Optional.of("it is a lambda of " + type.getName().replaceFirst("\\$\\$Lambda.*", ""));
    }
    if (type.isAnonymousClass() || type.isLocalClass()) {
      return Optional.of(className() + " is a class inside a method");
    }
    if (!isPublic(type)) {
      return Optional.of(className() + " is not public");
    }
    if (Arrays.stream(type.getConstructors()).noneMatch(c -> c.getParameterCount() == 0)) {
      return Optional.of(className() + " has no public constructor that takes no parameters");
    }
    String file = type.getName().substring(type.getPackageName().length()).replace(".", "");
    URL source = type.getResource(file + ".class");
    boolean read =
        source != null
            && (source.getProtocol().equals("file") || source.getProtocol().equals("jar"));
    return read ? Optional.empty() : Optional.of(className() + " was compiled in memory");
  }

  private static boolean isPublic(Class<?> type) {
    for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
      if (!Modifier.isPublic(outer.getModifiers())) {
        return false;
      }
    }
    return true;
  }
}
