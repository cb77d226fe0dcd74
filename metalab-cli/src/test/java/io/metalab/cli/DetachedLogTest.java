package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.controller.Controller;
import io.metalab.core.controller.Controllers;
import io.metalab.core.controller.Presence;
import io.metalab.core.registry.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code metalab log} says of sessions that were detached. */
@Timeout(60)
class DetachedLogTest {
  private static final Instant NOW = Instant.parse("2026-11-20T16:00:00Z");

  @TempDir Path directory;
  private Path log = Path.of("");
  private Store writer = Stores.open("memory:", OpenOptions.readWrite(), loader());

  private static ClassLoader loader() {
    return DetachedLogTest.class.getClassLoader();
  }

  @BeforeEach
  void runAStudy() throws IOException {
    Files.writeString(
        directory.resolve("s.yaml"),
        "{study: s, version: '1', operation: test.add, params: {a: 1}}");
    CliRun.in(directory).run("run", "s.yaml");
    log = directory.resolve("runs/.metalab/logs/s.log");
    Files.createDirectories(directory.resolve("runs/.metalab/logs"));
    writer = Stores.open(directory.resolve("runs").toString(), OpenOptions.readWrite(), loader());
  }

  @AfterEach
  void closeStore() {
    writer.close();
  }

  private CliRun cli() {
    return CliRun.in(directory);
  }

  private Presence announce(String file) {
    return Controllers.of(writer)
        .announce(new Controller("c1", "s:1", "node7", 4711, NOW, "thread", 4, file));
  }

  private void print(String text) {
    try {
      Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void printsWhatTheLastDetachedSessionOfAStudyPrinted() {
    announce(".metalab/logs/s.log").end("complete");
    print("one\ntwo\nthree\n");
    assertThat(cli().run("log", "s").out()).isEqualTo("one\ntwo\nthree\n");
    assertThat(cli().run("log", "s:1", "-n", "2").out()).isEqualTo("two\nthree\n");
    CliRun.Outcome json = cli().run("log", "s", "-n", "1", "--json");
    assertThat(json.object("data").get("lines")).isEqualTo(List.of("three"));
    assertThat(json.object("data").get("file")).isEqualTo(log.toString());
  }

  @Test
  void followsUntilTheSessionIsOver() {
    Presence presence = announce(".metalab/logs/s.log");
    print("one\ntw");
    CliRun.Outcome outcome =
        cli()
            .pause(
                time -> {
                  print("o\n");
                  presence.end("complete");
                })
            .run("log", "s", "-f");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEqualTo("one\ntwo\n");
  }

  @Test
  void saysWhereElseToLook() {
    CliRun.Outcome none = cli().run("log", "s");
    assertThat(none.exitCode()).isEqualTo(5);
    assertThat(none.err())
        .isEqualTo(
            """
            error: No session of s:1 was detached, so none has a log; its runs have.
            hint: metalab log @last
            """);
    announce("/elsewhere/s.log");
    assertThat(cli().run("log", "s").err())
        .startsWith("error: The log /elsewhere/s.log of the session on node7 cannot be read here.");
    assertThat(cli().run("log", "s", "--level", "WARN").exitCode()).isEqualTo(2);
  }
}
