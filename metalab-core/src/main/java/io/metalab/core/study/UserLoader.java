package io.metalab.core.study;

import io.metalab.core.registry.Operations;
import io.metalab.core.registry.UserClassPath;
import java.nio.file.Path;
import java.util.List;

/** Finds the operations of a study by its class path. */
interface UserLoader {
  /**
   * The operations that a study may use.
   *
   * @param operations the operations
   * @param classLoader the class loader that sees them
   */
  record Loaded(Operations operations, ClassLoader classLoader) {}

  Loaded load(List<String> classPath, Path baseDirectory);

  /** Returns the loader that adds the study's class path to that of the program. */
  static UserLoader below(ClassLoader parent) {
    return (classPath, baseDirectory) -> {
      ClassLoader loader =
          classPath.isEmpty()
              ? parent
              : UserClassPath.resolve(classPath, baseDirectory).open(parent);
      return new Loaded(new Operations(loader), loader);
    };
  }

  /** Returns the loader that knows the operations already. */
  static UserLoader of(Operations operations) {
    return (classPath, baseDirectory) -> new Loaded(operations, UserLoader.class.getClassLoader());
  }
}
