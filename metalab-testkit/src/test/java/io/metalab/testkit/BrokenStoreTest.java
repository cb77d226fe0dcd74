package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredState;
import io.metalab.api.store.StreamKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Stores that break one sentence of the contract each, and the test that says so. */
class BrokenStoreTest {
  private static StoreContract contract(Store store) {
    return new StoreContract() {
      @Override
      protected Store open(Path directory) {
        return store;
      }
    };
  }

  private static void assertFails(ThrowingCallable check) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class);
  }

  @Test
  void findsAStoreThatLosesARecord() {
    AtomicInteger puts = new AtomicInteger();
    StoreContract contract =
        contract(
            new InMemoryStore() {
              @Override
              public CompletableFuture<Void> putRunRecord(RunRecord record) {
                return puts.incrementAndGet() % 97 == 0
                    ? CompletableFuture.completedFuture(null)
                    : super.putRunRecord(record);
              }
            });
    assertFails(contract::acknowledgesTheRecordsOfManyThreads);
    assertFails(contract::findsManyRunsInOneLookUpAndLeavesOutTheUnknown);
  }

  @Test
  void findsAStoreThatTakesTheLastAttempt() {
    class Last extends InMemoryStore {
      @Override
      List<RunRecord> ordered(List<RunRecord> attempts) {
        List<RunRecord> last = new ArrayList<>(attempts);
        last.add(0, last.remove(last.size() - 1));
        return last;
      }
    }
    assertFails(contract(new Last())::choosesTheEffectiveRecordWhateverTheOrder);
    assertFails(contract(new Last())::keepsTheFirstOfTwoSuccesses);
    assertFails(contract(new Last())::listsTheEffectiveAttemptFirstAndTheOthersByNumber);
  }

  @Test
  void findsAStoreThatIgnoresTheOffsetOfAStream() {
    StoreContract contract =
        contract(
            new InMemoryStore() {
              @Override
              public byte[] read(StreamKey stream, long offset, int maxBytes) {
                return super.read(stream, 0, maxBytes);
              }
            });
    assertFails(contract::readsAStreamWhileItGrows);
  }

  @Test
  void findsAStoreThatMixesAttempts() {
    StoreContract contract =
        contract(
            new InMemoryStore() {
              @Override
              public void append(StreamKey stream, byte[] bytes) {
                super.append(new StreamKey(stream.runId(), 1, stream.kind()), bytes);
              }

              @Override
              public byte[] read(StreamKey stream, long offset, int maxBytes) {
                return super.read(
                    new StreamKey(stream.runId(), 1, stream.kind()), offset, maxBytes);
              }
            });
    assertFails(contract::keepsRunsAttemptsAndKindsApart);
  }

  @Test
  void findsAStoreThatCutsArtifacts() {
    StoreContract contract =
        contract(
            new InMemoryStore() {
              @Override
              public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content)
                  throws IOException {
                byte[] bytes = content.readAllBytes();
                byte[] cut = Arrays.copyOf(bytes, Math.min(bytes.length, 8192));
                return super.putArtifact(draft, new ByteArrayInputStream(cut));
              }
            });
    assertFails(contract::returnsArtifactsOfAnySizeWithTheirDigest);
  }

  @Test
  void findsAStoreWhosePrefixesAreUnsorted() {
    StoreContract contract =
        contract(
            new InMemoryStore() {
              @Override
              public synchronized List<RunId> findByPrefix(String hexPrefix, int limit) {
                List<RunId> ids = new ArrayList<>(super.findByPrefix(hexPrefix, limit));
                Collections.reverse(ids);
                return ids;
              }
            });
    assertFails(contract::findsIdsByPrefixInAscendingOrderUpToTheLimit);
  }

  @Test
  void findsAStoreThatServesAfterItsEnd() {
    StoreContract contract =
        contract(
            new InMemoryStore() {
              @Override
              public synchronized void close() {}
            });
    assertFails(contract::refusesUseOnceItIsClosed);
  }

  @Test
  void findsAStoreThatRemovesNothing() {
    StoreContract contract =
        contract(
            new InMemoryStore() {
              @Override
              public void remove(RunId runId) {}
            });
    assertFails(contract::removesARunWithAllItsAttempts);
  }

  /** Keeps what was saved last, whoever saved it. */
  private static final class LastSaved extends InMemoryStore implements StateStore {
    private final Map<String, SavedState> states = new LinkedHashMap<>();

    @Override
    public void putState(StateKey key, byte[] bytes) {
      states.put(key.runId() + key.name(), new SavedState(key, bytes));
    }

    @Override
    public Optional<SavedState> findState(RunId runId, String name) {
      return Optional.ofNullable(states.get(runId + name));
    }

    @Override
    public List<StoredState> states(RunId runId) {
      return states();
    }

    @Override
    public List<StoredState> states() {
      return states.values().stream()
          .map(state -> new StoredState(state.key(), state.bytes().length))
          .toList();
    }

    @Override
    public List<StoredState> collectStates(boolean dryRun) {
      return List.of();
    }
  }

  @Test
  void findsAStoreInWhichStatesOutliveTheirRunOrAreReplacedByEarlierAttempts() {
    assertFails(
        contract(new LastSaved())::findsTheStateOfTheLatestAttemptWhateverAnEarlierOneStillSaves);
    assertFails(contract(new LastSaved())::keepsAStateUntilTheRunSucceeds);
    assertFails(contract(new LastSaved())::aRemovalTakesTheStateAlong);
    assertFails(contract(new LastSaved())::collectsTheStatesThatNobodyWillContinueFrom);
  }
}
