package io.metalab.testkit;

import io.metalab.api.DirValue;
import io.metalab.api.FileValue;
import io.metalab.api.Params;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that params or a context name, with what is in them. */
final class InputFiles {
  private InputFiles() {}

  /** Returns the content of every file, and of every file below a directory, by path. */
  static Map<Path, ByteBuffer> read(Params... values) throws IOException {
    Map<Path, ByteBuffer> contents = new TreeMap<>();
    for (Params some : values) {
      for (Object value : some.asMap().values()) {
        if (value instanceof FileValue file) {
          add(Path.of(file.path()), contents);
        } else if (value instanceof DirValue directory) {
          add(Path.of(directory.path()), contents);
        }
      }
    }
    return contents;
  }

  private static void add(Path place, Map<Path, ByteBuffer> contents) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
  }
}
