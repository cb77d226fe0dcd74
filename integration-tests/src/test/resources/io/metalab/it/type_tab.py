"""Types a line and the Tab key into an interactive shell on a terminal, and then Enter.

usage: type_tab.py SETUP LINE SHELL ARGUMENTS
"""

import os
import pty
import select
import sys

PROMPT = b"READY> "
PATIENCE_SECONDS = 60


def wait_for_prompt(terminal):
    seen = b""
    while PROMPT not in seen:
        ready, _, _ = select.select([terminal], [], [], PATIENCE_SECONDS)
        if not ready:
            sys.exit("the shell gave no prompt but %r" % seen)
        try:
            seen += os.read(terminal, 4096)
        except OSError:
            sys.exit("the shell ended after %r" % seen)


def main(setup, line, *shell):
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="dumb", PS1="READY> ", PROMPT="READY> ")
        os.execvp(shell[0], shell)
    wait_for_prompt(terminal)
    os.write(terminal, setup.encode() + b"\n")
    wait_for_prompt(terminal)
    os.write(terminal, line.encode() + b"\t\n")
    wait_for_prompt(terminal)
    os.write(terminal, b"exit\n")
    os.waitpid(child, 0)


main(*sys.argv[1:])
