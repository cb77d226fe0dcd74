package io.metalab.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import org.junit.jupiter.api.Test;

/** How a command may fail, before it starts and afterwards. */
class CommandFailureTest extends CommandFixture {
  @Test
  void tellsTheExitCodeAndTheLastLinesOfStderr() throws Exception {
    RunRecord record = run("echo out; echo first >&2; echo 'ValueError: bad lr' >&2; exit 3");
    assertThat(record.status()).isEqualTo(RunStatus.FAILED);
    assertThat(record.error().type()).isEqualTo("CommandFailed");
    assertThat(record.error().message()).isEqualTo("exit code 3: ValueError: bad lr");
    assertThat(record.error().stackTrace()).contains("first\nValueError: bad lr");
  }

  @Test
  void withCode75AsksForAnotherAttempt() throws Exception {
    assertThat(run("exit 75").error().type()).isEqualTo("CommandRetryable");
  }

  @Test
  void bySignalIsNamed() throws Exception {
    RunRecord record = run("kill -SEGV $$");
    assertThat(record.error().type()).isEqualTo("CommandKilled");
    assertThat(record.error().message()).contains("SIGSEGV", "invalid memory access");
  }

  @Test
  void ofAProgramThatIsMissingIsFoundBeforehand() {
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> CommandOperation.of("bsah", "x").check())
        .withMessageContaining("There is no program 'bsah'")
        .withMessageContaining("Did you mean 'bash'?");
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> CommandOperation.of("./run.sh").directory(directory).check())
        .withMessageContaining(directory.resolve("run.sh").toString());
    touch(directory.resolve("run.sh"));
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> CommandOperation.of("./run.sh").directory(directory).check())
        .withMessageContaining("chmod +x");
  }

  @Test
  void ofAProgramThatDependsOnTheRunIsDataOfTheRun() throws Exception {
    RunRecord record = attempt.run(CommandOperation.of("{p}"), Params.of("p", "/no/such"));
    assertThat(record.error().type()).isEqualTo("CommandNotStarted");
    assertThat(record.error().message()).contains("/no/such");
  }

  @Test
  void ofAVariableThatIsNotSetIsFoundBeforehand() {
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> CommandOperation.of("bash").environment("NO_SUCH_NAME").check())
        .withMessageContaining("NO_SUCH_NAME");
  }
}
