package io.dymad.agent;

import static java.util.Objects.requireNonNull;

/** A request that is refused; nothing of it was kept. */
public final class AgentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient AgentProblem problem;

  /** Creates the exception of a problem. */
  public AgentException(AgentProblem problem) {
    super(requireNonNull(problem, "problem").message());
    this.problem = problem;
  }

  /** Returns why. */
  public AgentProblem problem() {
    return problem;
  }
}
