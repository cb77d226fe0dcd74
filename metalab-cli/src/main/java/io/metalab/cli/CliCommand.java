package io.metalab.cli;

import io.metalab.cli.output.CommandResult;

/** A command whose options have been read. */
public interface CliCommand {
  /**
   * Does what was asked.
   *
   * @throws io.metalab.api.MetalabException if it cannot
   */
  CommandResult run(CliContext context);
}
