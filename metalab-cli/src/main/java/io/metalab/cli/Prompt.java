package io.metalab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.cli.terminal.Streams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** How a command hears what a person answers. */
public interface Prompt {
  /** Returns whether there is a person who sees a question and can answer it. */
  boolean isThere();

  /** Waits for a line and returns it; empty if there is none and none will come. */
  Optional<String> readLine();

  /** Returns the prompt of a command that nobody watches. */
  static Prompt none() {
    return new Prompt() {
      @Override
      public boolean isThere() {
        return false;
      }

      @Override
      public Optional<String> readLine() {
        return Optional.empty();
      }
    };
  }

  /** Returns the prompt of this process: a person is there if stdin and stderr are terminals. */
  static Prompt ofProcess(Streams streams, Properties properties) {
    boolean isThere = streams.errTerminal() && Streams.inTerminal(properties);
    return new Prompt() {
      @Override
      public boolean isThere() {
        return isThere;
      }

      @Override
      public Optional<String> readLine() {
        try {
          return Optional.ofNullable(
              new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
