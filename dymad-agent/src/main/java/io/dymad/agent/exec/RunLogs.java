package io.dymad.agent.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dymad.agent.facade.AgentRun;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.cli.mcp.Utf8;
import java.util.Optional;

/** Reads the logs of runs in parts, never splitting a character. */
public final class RunLogs {
  /** The least number of bytes a part may be asked to have: those of one character. */
  public static final int LEAST_BYTES = 4;

  /**
   * A part of a log.
   *
   * @param text what stands there
   * @param nextOffset where the next part starts, in bytes
   * @param eof whether there will be no more
   */
  public record Part(String text, long nextOffset, boolean eof) {
    public Part {
      requireNonNull(text, "text");
    }
  }

  private final Store store;
  private final RunStates states;

  /** Creates the logs of a store. */
  public RunLogs(Store store, RunStates states) {
    this.store = requireNonNull(store, "store");
    this.states = requireNonNull(states, "states");
  }

  /**
   * Reads a part of the log of a run's last attempt.
   *
   * @param offset where it starts, in bytes: 0, or what the part before said
   * @param most at most this many bytes, at least {@link #LEAST_BYTES}
   */
  public Part read(AgentRun run, long offset, int most) {
    // The state is asked first: what is written until it is over is read below.
    RunState state = states.of(run);
    Optional<RunRecord> record = state.record();
    if (record.isEmpty()) {
      return new Part("", offset, state.phase().isOver());
    }
    StreamKey stream =
        new StreamKey(record.get().runId(), record.get().attempt(), StreamKey.Kind.LOG);
    byte[] bytes = store.read(stream, offset, most);
    boolean last =
        state.phase().isOver() && store.read(stream, offset + bytes.length, 1).length == 0;
    // What is cut off at the very end will never be whole.
    int taken = last ? bytes.length : Utf8.wholeCharacters(bytes);
    return new Part(new String(bytes, 0, taken, UTF_8), offset + taken, last);
  }
}
