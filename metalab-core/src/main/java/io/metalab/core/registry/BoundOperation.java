package io.metalab.core.registry;

import static java.util.Objects.requireNonNull;

import io.metalab.api.DescribedOperation;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.util.Arrays;

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
    Class<?> type = operation.getClass();
    if (type.isHidden() || type.isAnonymousClass() || type.isLocalClass() || !isPublic(type)) {
      return false;
    }
    if (Arrays.stream(type.getConstructors()).noneMatch(c -> c.getParameterCount() == 0)) {
      return false;
    }
    String file = type.getName().substring(type.getPackageName().length()).replace(".", "");
    URL source = type.getResource(file + ".class");
    return source != null
        && (source.getProtocol().equals("file") || source.getProtocol().equals("jar"));
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
