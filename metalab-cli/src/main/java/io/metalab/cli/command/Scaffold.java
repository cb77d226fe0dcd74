package io.metalab.cli.command;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that new projects and studies start from. */
final class Scaffold {
  private static final String DIRECTORY = "/io/metalab/cli/";

  private Scaffold() {}

  /** Returns the text of a resource, such as {@code new/java/study.yaml}. */
  static String text(String name) {
    try (InputStream in = Scaffold.class.getResourceAsStream(DIRECTORY + name)) {
      return new String(requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
