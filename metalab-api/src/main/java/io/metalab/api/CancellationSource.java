package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** The side of a {@link CancellationToken} that cancels it. */
public final class CancellationSource {
  private final Token token = new Token();

  /** Returns the token of this source. */
  public CancellationToken token() {
    return token;
  }

  /** Cancels the token; later calls change nothing. */
  public void cancel(String reason) {
    token.cancel(requireNonNull(reason, "reason"));
  }

  /** Returns a source that is cancelled with its parent, or on its own. */
  public static CancellationSource childOf(CancellationToken parent) {
    CancellationSource child = new CancellationSource();
    parent.onCancel(() -> child.cancel(parent.reason()));
    return child;
  }

  private static final class Token implements CancellationToken {
    private volatile boolean cancelled;
    private String reason = "";
    private List<Runnable> actions = new ArrayList<>();

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public synchronized String reason() {
      return reason;
    }

    @Override
    public void throwIfCancelled() {
      if (cancelled) {
        throw new MetalabException(ErrorCode.CANCELLED, reason());
      }
    }

    @Override
    public void onCancel(Runnable action) {
      requireNonNull(action, "action");
      synchronized (this) {
        if (!cancelled) {
          actions.add(action);
          return;
        }
      }
      action.run();
    }

    private void cancel(String why) {
      List<Runnable> toRun;
      synchronized (this) {
        if (cancelled) {
          return;
        }
        reason = why;
        cancelled = true;
        toRun = actions;
        actions = List.of();
      }
      toRun.forEach(Runnable::run);
    }
  }
}
