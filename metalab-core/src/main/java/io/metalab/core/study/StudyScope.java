package io.metalab.core.study;

import static java.util.Objects.requireNonNull;

import io.metalab.core.registry.Operations;
import java.nio.file.Path;

/**
 * What the words of a study refer to.
 *
 * @param operations the operations that its class path provides
 * @param classLoader sees its own classes
 * @param baseDirectory what its relative paths are relative to
 */
record StudyScope(Operations operations, ClassLoader classLoader, Path baseDirectory) {
  StudyScope {
    requireNonNull(operations, "operations");
    requireNonNull(classLoader, "classLoader");
    requireNonNull(baseDirectory, "baseDirectory");
  }
}
