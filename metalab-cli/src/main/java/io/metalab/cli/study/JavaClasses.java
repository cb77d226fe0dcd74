package io.metalab.cli.study;

import static java.util.Objects.requireNonNull;

import io.metalab.core.registry.UserClassPath;
import io.metalab.core.script.JavaProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The classes of a study that Java code declares.
 *
 * @param loader sees them
 * @param program the program that was compiled for it, if one was
 * @param entries the class path besides, absolute; none for that of this process
 */
public record JavaClasses(ClassLoader loader, Optional<JavaProgram> program, List<Path> entries) {
  public JavaClasses {
    requireNonNull(loader, "loader");
    requireNonNull(program, "program");
    entries = List.copyOf(entries);
  }

  /** Returns those of this process. */
  public static JavaClasses ofProcess(ClassLoader loader) {
    return new JavaClasses(loader, Optional.empty(), List.of());
  }

  /** Returns those of a class path and of this process. */
  static JavaClasses of(UserClassPath classPath, ClassLoader parent) {
    ClassLoader loader = classPath.entries().isEmpty() ? parent : classPath.open(parent);
    return new JavaClasses(loader, Optional.empty(), classPath.entries());
  }

  /** Returns those of a program that was compiled, of what it uses, and of this process. */
  static JavaClasses of(JavaProgram program, ClassLoader parent) {
    List<Path> all = new ArrayList<>(List.of(program.classes()));
    all.addAll(program.libraries());
    return new JavaClasses(
        new UserClassPath(all).open(parent), Optional.of(program), program.libraries());
  }

  /** Returns the class path that loads them again, given the store that they are published in. */
  List<Path> lasting(Optional<Path> storeDirectory) {
    List<Path> lasting = new ArrayList<>();
    program
        .map(java -> storeDirectory.map(java::publishedAt).orElse(java.classes()))
        .ifPresent(lasting::add);
    lasting.addAll(entries);
    return lasting;
  }
}
