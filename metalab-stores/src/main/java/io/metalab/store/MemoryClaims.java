package io.metalab.store;

import io.metalab.api.store.ClaimStore.Claim;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Who may run which chunk, between the controllers of this process; for many threads. */
final class MemoryClaims {
  private final Set<String> held = new HashSet<>();

  synchronized Optional<Claim> tryClaim(String plan, long chunk) {
    String name = plan + '-' + chunk;
    return held.add(name) ? Optional.of(new MemoryClaim(name)) : Optional.empty();
  }

  synchronized boolean isClaimed(String plan, long chunk) {
    return held.contains(plan + '-' + chunk);
  }

  private final class MemoryClaim implements Claim {
    private final String name;
    private boolean open = true;

    MemoryClaim(String name) {
      this.name = name;
    }

    @Override
    public boolean isHeld() {
      synchronized (MemoryClaims.this) {
        return open;
      }
    }

    @Override
    public void close() {
      synchronized (MemoryClaims.this) {
        if (open) {
          held.remove(name);
          open = false;
        }
      }
    }
  }
}
