package io.metalab.executor.hazelcast;

import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.WorkerManifest;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What a driver asks of every member.
 *
 * @param manifest what members make the run body from
 * @param locator the study's store, absolute
 * @param nonce digest of a document in the store that only this driver has put there
 * @param workers how many runs are to be executed at once by all members; 0 for as many as can be
 */
record SessionTerms(WorkerManifest manifest, String locator, String nonce, int workers) {
  /** Writes the nonce. */
  static SessionTerms of(RemotableBody body, int workers) {
    WorkerManifest manifest = body.manifest();
    Store store = body.store();
    String text = "{\"nonce\":\"%s\"}".formatted(UUID.randomUUID());
    String locator = Stores.toUri(store.locator(), Path.of("")).toString();
    return new SessionTerms(manifest, locator, store.putDocument("cluster", text), workers);
  }

  /**
   * Returns how many of the runs that are to be executed at once a member gets: 0 for as many as it
   * can, -1 for none.
   *
   * @param taken how many others have
   * @param members how many members are to share the rest
   */
  int share(int taken, int members) {
    int left = workers - taken;
    if (workers == 0) {
      return 0;
    }
    return left <= 0 ? -1 : (left + members - 1) / members;
  }

  SessionRequest request(UUID driver, int slots) {
    return new SessionRequest(manifest, locator, nonce, driver, slots);
  }
}
