package io.metalab.core.command;

import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs shell scripts as operations. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
abstract class CommandFixture {
  @TempDir Path directory;
  Attempts attempt;

  @BeforeEach
  void begin() {
    attempt = new Attempts(directory);
  }

  CommandOperation bash(String script) {
    return CommandOperation.of("bash", "-c", script.replace("{", "{{").replace("}", "}}"))
        .directory(directory);
  }

  RunRecord run(String script) throws Exception {
    return attempt.run(bash(script), Params.empty());
  }

  static void touch(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
