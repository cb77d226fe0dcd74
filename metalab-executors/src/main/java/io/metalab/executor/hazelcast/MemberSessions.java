package io.metalab.executor.hazelcast;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.codec.PayloadCodec;
import io.metalab.core.provenance.MetalabVersion;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.StageBodies;
import io.metalab.core.run.WorkerBody;
import io.metalab.executor.Capacity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The sessions that drivers have on this member; answers their calls. */
final class MemberSessions {
  private static final long COLLECT_MILLIS = 1_000;
  private static final Duration SILENCE = Duration.ofSeconds(ClusterProperties.SILENCE_SECONDS);
  private static final Duration UNBOUNDED = Duration.ofDays(36_500);

  private final String name;
  private final int workers;
  private final int gpus;
  private final ExecutingRuns executing = new ExecutingRuns();
  private final ConcurrentMap<String, MemberSession> sessions = new ConcurrentHashMap<>();
  private volatile boolean leaving;

  /**
   * Creates the sessions of a member.
   *
   * @param name the member, for messages
   * @param workers how many runs it executes at once
   */
  MemberSessions(String name, int workers, int gpus) {
    this.name = name;
    this.workers = workers;
    this.gpus = gpus;
  }

  MemberReply answer(MemberCall.Kind kind, String session, List<byte[]> parts)
      throws InterruptedException {
    try {
      return MemberReply.of(
          switch (kind) {
            case OPEN -> List.of(open(session, SessionRequest.decode(parts.get(0))).encode());
            case RUN -> run(session(session), parts);
            case CANCEL -> cancel(session(session), parts);
            case COLLECT ->
                session(session).outbox().collect(Message.number(parts.get(0)), COLLECT_MILLIS);
            case CLOSE -> close(session);
          });
    } catch (RuntimeException | LinkageError e) {
      return MemberReply.refusal(Message.failure(e));
    }
  }

  private MemberSession session(String id) {
    MemberSession session = sessions.get(id);
    if (session == null) {
      throw new MetalabException(
          ErrorCode.LEASE_LOST, "The member %s has dropped the session %s.".formatted(name, id));
    }
    return session;
  }

  private SessionOffer open(String id, SessionRequest request) {
    if (leaving) {
      throw new MetalabException(ErrorCode.CANCELLED, "The member %s is ending.".formatted(name));
    }
    if (!request.version().equals(MetalabVersion.current())) {
      throw new MetalabException(
          ErrorCode.NOT_LOADABLE,
          "The member %s is metalab %s, but the study is run by %s. Start the members with the same version."
              .formatted(name, MetalabVersion.current(), request.version()));
    }
    Store store = openStore(request);
    try {
      int slots = request.slots() == 0 ? workers : Math.min(workers, request.slots());
      ExecutorConfig config = new ExecutorConfig(slots, Integer.MAX_VALUE, gpus);
      Outbox outbox = new Outbox();
      WorkerBody.requireSameCode(request.manifest(), "the member " + name);
      StageBodies body = WorkerBody.of(request.manifest(), store, outbox, HazelcastExecutor.NAME);
      MemberSession session = new MemberSession(request, store, body, outbox, executing, config);
      sessions.put(id, session);
      return new SessionOffer(
          slots,
          Capacity.ofThreads(new ExecutorConfig(workers, 0, gpus)).resources(),
          session.offered());
    } catch (RuntimeException | LinkageError e) {
      store.close();
      throw e;
    }
  }

  /** Opens the study's store and makes sure that it is the one which the driver has written to. */
  private Store openStore(SessionRequest request) {
    String shown = Stores.withoutPassword(request.locator());
    Store store;
    try {
      OpenOptions options = new OpenOptions(false, false, OpenOptions.readWrite().lease());
      store = Stores.open(request.locator(), options, MemberSessions.class.getClassLoader());
    } catch (MetalabException e) {
      // How a store is found or created is advice to whoever runs the study, not to a member.
      throw e.code() == ErrorCode.NOT_FOUND
          ? unreachable(ErrorCode.STORE_UNUSABLE, shown, "there is none where it looks")
          : unreachable(e.code(), shown, e.getMessage());
    }
    if (store.findDocument(request.nonce()).isEmpty()) {
      store.close();
      throw unreachable(
          ErrorCode.STORE_UNUSABLE,
          shown,
          "what it opens by that name is another store: it lacks what the study has just written");
    }
    return store;
  }

  private MetalabException unreachable(ErrorCode code, String locator, @Nullable String why) {
    return new MetalabException(
        code,
        "The member %s cannot reach the store %s (%s). Use a directory that all members share, by the same absolute path, or a postgresql: store."
            .formatted(name, locator, why));
  }

  private static List<byte[]> run(MemberSession session, List<byte[]> parts) {
    List<byte[]> payloads = parts.subList(1, parts.size());
    session.submit(
        Message.number(parts.get(0)), payloads.stream().map(PayloadCodec::decode).toList());
    return List.of();
  }

  private static List<byte[]> cancel(MemberSession session, List<byte[]> runs) {
    for (byte[] run : runs) {
      Message message = Message.read(run);
      session.cancel(message.runId(), message.message());
    }
    return List.of();
  }

  private List<byte[]> close(String id) {
    MemberSession session = sessions.remove(id);
    if (session != null) {
      session.close();
    }
    return List.of();
  }

  /** A driver is gone: what has started for it is finished, the rest dropped. */
  void drop(UUID driver) {
    sessions.forEach(
        (id, session) -> {
          if (session.driver().equals(driver) && sessions.remove(id, session)) {
            session.end();
            Thread finisher =
                new Thread(() -> session.finish(UNBOUNDED), "metalab-dropped-session");
            finisher.setDaemon(true);
            finisher.start();
          }
        });
  }

  /**
   * Starts nothing more, waits for what runs, cancels it when the grace is over, and waits for the
   * drivers to hear of it, as long as silent ones are thought to be there.
   */
  void leave(Duration grace) {
    leaving = true;
    Instant deadline = Instant.now().plus(grace);
    for (MemberSession session : sessions.values()) {
      session.end();
      session.outbox().leaving();
    }
    for (MemberSession session : sessions.values()) {
      session.finish(Duration.between(Instant.now(), deadline));
    }
    for (MemberSession session : sessions.values()) {
      session.outbox().awaitEmpty(SILENCE);
    }
  }
}
