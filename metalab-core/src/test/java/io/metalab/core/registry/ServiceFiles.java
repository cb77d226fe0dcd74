package io.metalab.core.registry;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A class loader that adds service registrations of test classes to the test's class path. */
final class ServiceFiles {
  private ServiceFiles() {}

  static ClassLoader register(Path directory, Class<?> service, String... providers)
      throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.write(services.resolve(service.getName()), List.of(providers));
    return new URLClassLoader(
        new URL[] {directory.toUri().toURL()}, ServiceFiles.class.getClassLoader());
  }
}
