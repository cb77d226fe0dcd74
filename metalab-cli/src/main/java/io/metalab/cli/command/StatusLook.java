package io.metalab.cli.command;

import io.metalab.cli.output.CommandResult;
import java.util.List;

/**
 * What a look at the studies found.
 *
 * @param result what the command hands out
 * @param lines the counts of each study, one line each, for those who follow them
 * @param done whether no run is executed and none is left
 */
record StatusLook(CommandResult result, List<String> lines, boolean done) {
  StatusLook {
    lines = List.copyOf(lines);
  }
}
