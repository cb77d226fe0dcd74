package io.metalab.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.FileValue;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandOperationTest extends CommandFixture {
  @Test
  void wordsReachTheProgramAsTheyAre() throws Exception {
    CommandOperation command =
        CommandOperation.of(
                "printf",
                "%s|",
                "{text}",
                "{n}",
                "{x}",
                "{list}",
                "{file}",
                "{context.c}",
                "{seed}")
            .directory(directory);
    attempt.context(Params.of("c", true));
    RunRecord record =
        attempt.run(
            command,
            Params.of(
                "text",
                "a b'$(touch x)\"*",
                "n",
                3L,
                "x",
                1e-7,
                "list",
                List.of(1, "b"),
                "file",
                new FileValue("/data/a b.csv", "ab".repeat(32))));
    assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
    // The seed is what SeedBundle.of(42, 1).seed("command") >>> 33 gives; pinned.
    assertThat(attempt.log)
        .containsExactly("a b'$(touch x)\"*|3|1e-7|[1,\"b\"]|/data/a b.csv|true|1490728170|");
    assertThat(directory.resolve("x")).doesNotExist();
  }

  @Test
  void theEnvironmentTellsTheRunAndTheDirectoryIsThatOfTheStudy() throws Exception {
    attempt.run(
        bash(
            "echo $METALAB_RUN_ID $METALAB_ATTEMPT $METALAB_SEED; cat $METALAB_PARAMS; pwd; ls"
                + " $METALAB_OUT"),
        Params.of("lr", 0.5, "layers", List.of(1L, 2L)));
    assertThat(attempt.log.get(0)).isEqualTo("ab".repeat(32) + " 1 1490728170");
    assertThat(String.join("", attempt.log.subList(1, attempt.log.size() - 1)).replace(" ", ""))
        .isEqualTo("{\"lr\":0.5,\"layers\":[1,2]}");
    assertThat(attempt.log.get(attempt.log.size() - 1))
        .isEqualTo(directory.toRealPath().toString());
  }

  @Test
  void readsNothingFromTheTerminal() throws Exception {
    assertThat(run("cat; echo done").status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(attempt.log).containsExactly("done");
  }

  @Test
  void theValuesOfDeclaredVariablesAreProvenance() throws Exception {
    RunRecord record = attempt.run(CommandOperation.of("true").environment("PATH"), Params.empty());
    assertThat(record.provenance().values())
        .isEqualTo(Map.of("command_environment", Map.of("PATH", System.getenv("PATH"))));
  }

  @Test
  void aFloodOfOutputIsBounded() throws Exception {
    RunRecord record = run("yes 0123456789012345678901234567890123456789 | head -c 100000000");
    assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(attempt.log.size()).isLessThan(100_000);
    assertThat(attempt.log).anyMatch(line -> line.matches("Here [0-9]+ lines .* were left out\\."));
  }

  @Test
  void isRebuiltFromItsDefinition() throws Exception {
    CommandOperation command = bash("echo {} $(pwd)").grace(Duration.ofSeconds(9));
    CommandOperation again = CommandOperation.ofDefinition(command.definition());
    assertThat(again.definition()).isEqualTo(command.definition());
    assertThat(again.bind().spec()).isEqualTo(command.bind().spec());
    attempt.run(again, Params.empty());
    assertThat(attempt.log).containsExactly("{} " + directory.toRealPath());
  }

  @Test
  void theCodeDigestFollowsTheContentOfTheInputs() throws Exception {
    CommandOperation command = bash("true").inputs("a.py", "lib");
    Files.createDirectory(directory.resolve("lib"));
    Files.writeString(directory.resolve("a.py"), "1");
    Files.writeString(directory.resolve("lib/b.py"), "2");
    String before = command.codeDigest();
    assertThat(bash("true").inputs("lib", "a.py").codeDigest()).isEqualTo(before);
    Files.writeString(directory.resolve("lib/b.py"), "3");
    assertThat(command.codeDigest()).isNotEqualTo(before);
    assertThat(bash("true").codeDigest()).isEmpty();
  }
}
