package io.dymad.agent.cli;

import io.dymad.agent.app.Told;
import io.metalab.cli.CliContext;
import io.metalab.cli.terminal.Terminal;

/** Shows what is waited for: on a terminal one line, elsewhere one line a change. */
final class Waiting implements Told {
  private final Terminal terminal;
  private String told = "";

  private Waiting(Terminal terminal) {
    this.terminal = terminal;
  }

  static Told in(CliContext context) {
    return context.quiet() ? Told.NOTHING : new Waiting(context.terminal());
  }

  @Override
  public void tell(String doing) {
    if (terminal.errRedraws()) {
      terminal.status(doing);
    } else if (!doing.equals(told)) {
      terminal.err(doing);
    }
    told = doing;
  }
}
