package io.dymad.agent.cli;

import io.metalab.cli.Cli;
import io.metalab.cli.CliEnvironment;

/** The {@code dymad} command. */
public final class Main {
  private Main() {}

  /** Runs the command and exits with its exit code. */
  public static void main(String[] args) {
    // Whatever else of this process prints, data alone goes to stdout.
    System.setOut(System.err);
    System.exit(Cli.run(CliEnvironment.ofProcess(), DymadProgram.get(), args));
  }
}
