package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import io.metalab.core.provenance.MetalabVersion;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {
  @TempDir Path directory;

  @Test
  void namesTheCommandThatWasMeant() {
    CliRun.Outcome outcome = CliRun.in(directory).run("docto");
    assertThat(outcome)
        .isEqualTo(
            new CliRun.Outcome(
                2,
                "",
                """
                error: There is no command 'docto'. Did you mean 'doctor'?
                hint: metalab --help
                """));
  }

  @Test
  void namesTheCommandOfAGroupThatWasMeant() {
    CliRun cli = CliRun.in(directory);
    assertThat(cli.run("store", "inof").err())
        .isEqualTo(
            """
            error: There is no command 'store inof'. Did you mean 'info'?
            hint: metalab store --help
            """);
    assertThat(cli.run("op", "shw", "test.add").err()).contains("Did you mean 'show'?");
    assertThat(cli.run("plot", "histt").err()).contains("Did you mean 'hist'?");
    assertThat(cli.run("artifact", "xyz").err())
        .startsWith("error: There is no command 'artifact xyz'. Its commands: cat, get, ls.");
  }

  @Test
  void namesTheOptionThatWasMeant() {
    assertThat(CliRun.in(directory).run("doctor", "--confg").err())
        .startsWith("error: There is no option '--confg'. Did you mean '--config'?");
  }

  @Test
  void saysWhatMayFollowAGroup() {
    CliRun.Outcome outcome = CliRun.in(directory).run("op");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: metalab op needs a command: ls, show.");
  }

  @Test
  void takesGlobalOptionsBeforeAndAfterTheCommand() {
    CliRun.Outcome before = CliRun.in(directory).run("--json", "op", "ls");
    CliRun.Outcome after = CliRun.in(directory).run("op", "ls", "--json");
    assertThat(before).isEqualTo(after);
    assertThat(Json.parseObject(before.out())).containsEntry("ok", true);
  }

  @Test
  void printsOneDocumentAlsoWhenTheCommandLineDoesNotParse() {
    CliRun.Outcome outcome = CliRun.in(directory).run("op", "ls", "--bogus", "--json");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).isEmpty();
    assertThat(Json.parseObject(outcome.out()))
        .containsEntry("ok", false)
        .extractingByKey("error")
        .isInstanceOfSatisfying(
            Map.class, error -> assertThat(error.get("code")).isEqualTo("usage"));
  }

  @Test
  void showsStackTracesOnlyToThoseWhoDebug() {
    CliRun.Outcome plain = CliRun.in(directory).run("op", "show", "nothing");
    CliRun.Outcome debug = CliRun.in(directory).run("op", "show", "nothing", "--debug");
    assertThat(plain.err()).doesNotContain("\tat ");
    assertThat(debug.err()).contains("\tat io.metalab.core.registry.Operations");
  }

  @Test
  void refusesADirectoryThatIsNotThere() {
    CliRun.Outcome outcome = CliRun.in(directory).run("-C", "gone", "doctor");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(directory.resolve("gone") + " (-C) is not there");
  }

  @Test
  void tellsItsVersion() {
    CliRun.Outcome outcome = CliRun.in(directory).run("--version");
    String java = Runtime.version().toString();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo("metalab %s  (Java %s)\n".formatted(MetalabVersion.current(), java));
    assertThat(CliRun.in(directory).run("--version", "--json").object("data"))
        .isEqualTo(Map.of("metalab", MetalabVersion.current(), "java", java));
  }

  @Test
  void helpOfACommandBeginsWithItsFormAndEndsWithExamplesToCopy() {
    String help = CliRun.in(directory).run("compare", "--help").out();
    assertThat(help).startsWith("Usage: metalab compare STUDY... [OPTIONS]\n");
    assertThat(help.substring(help.indexOf("Examples:\n")).lines().skip(1))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("  metalab compare "));
  }

  @Test
  void helpListsEveryCommandOnStdout() {
    CliRun.Outcome outcome = CliRun.in(directory).run("--help");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("Run:\n", "\n  doctor ", "Examples:\n  metalab new pendulum\n");
    assertThat(outcome.err()).isEmpty();
  }
}
