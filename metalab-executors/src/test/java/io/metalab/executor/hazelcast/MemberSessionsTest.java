package io.metalab.executor.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.codec.PayloadCodec;
import io.metalab.core.codec.RunRecordCodec;
import io.metalab.core.provenance.MetalabVersion;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.DefaultRunBody;
import io.metalab.core.run.RunBodyConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a member answers, asked by hand in place of drivers. */
@Timeout(TestCluster.PATIENCE_SECONDS)
class MemberSessionsTest {
  @TempDir Path directory;

  private final MemberSessions member = new MemberSessions("127.0.0.1:5701", 1, 0);
  private final List<Turnstile> turnstiles = new ArrayList<>();
  private final List<Caller> callers = new ArrayList<>();
  private Store store;

  @BeforeEach
  void openStore() {
    store =
        Stores.open(
            directory.resolve("runs").toString(),
            OpenOptions.readWrite(),
            MemberSessionsTest.class.getClassLoader());
  }

  @AfterEach
  void end() throws InterruptedException {
    turnstiles.forEach(Turnstile::close);
    for (Caller caller : callers) {
      caller.ask(MemberCall.Kind.CLOSE, List.of());
    }
    store.close();
  }

  private Turnstile turnstile() {
    Turnstile turnstile = new Turnstile(directory.resolve("turnstile-" + turnstiles.size()));
    turnstiles.add(turnstile);
    return turnstile;
  }

  private Caller caller(String session) {
    Caller caller = new Caller(session);
    callers.add(caller);
    return caller;
  }

  @Test
  void aRunThatEndsBetweenTheOfferAndTheHandOverIsNotExecutedAgain() throws Exception {
    Turnstile turnstile = turnstile();
    RunPayload run = ClusterOperation.held(1, turnstile);
    Caller first = caller("first");
    first.open();
    first.run(run);
    turnstile.awaitEntry();
    Caller second = caller("second");
    assertThat(second.open().executing()).containsExactly(run.runId());
    turnstile.open();
    first.await(Outbox.Kind.RECORDED, run.runId());
    second.run(run);
    second.await(Outbox.Kind.RECORDED, run.runId());
    assertThat(turnstile.uninvited()).isZero();
    assertThat(store.attempts(run.runId())).hasSize(1);
  }

  @Test
  void aBatchWhoseAnswerWasLostIsTakenOnceAlthoughItIsSentAgain() throws Exception {
    RunPayload run = ClusterOperation.quick(1);
    RunPayload next = ClusterOperation.quick(2);
    Caller driver = caller("first");
    driver.open();
    driver.run(1, run);
    driver.run(1, run);
    driver.run(2, next);
    driver.await(Outbox.Kind.RECORDED, next.runId());
    assertThat(driver.entries)
        .filteredOn(entry -> Outbox.kind(entry) == Outbox.Kind.RECORDED)
        .extracting(Caller::runId)
        .containsExactly(run.runId(), next.runId());
  }

  @Test
  void aRunThatWaitsForOneDriverIsNotExecutedBesideAnother() throws Exception {
    Turnstile door = turnstile();
    Turnstile turnstile = turnstile();
    RunPayload run = ClusterOperation.held(1, turnstile);
    Caller first = caller("first");
    first.open();
    RunPayload last = ClusterOperation.quick(2);
    first.run(ClusterOperation.held(0, door), run, last);
    door.awaitEntry();
    Caller second = caller("second");
    second.open();
    second.run(run);
    turnstile.awaitEntry();
    door.open();
    // The member has one worker for the first, so its run has had its turn by then.
    first.await(Outbox.Kind.RECORDED, last.runId());
    turnstile.open();
    second.await(Outbox.Kind.RECORDED, run.runId());
    first.await(Outbox.Kind.RECORDED, run.runId());
    assertThat(turnstile.uninvited()).isZero();
    assertThat(store.attempts(run.runId())).hasSize(1);
  }

  @Test
  void aMemberThatLeavesFinishesWhatItHasStartedAndGivesBackTheRest() throws Exception {
    Turnstile turnstile = turnstile();
    RunPayload started = ClusterOperation.held(1, turnstile);
    RunPayload waiting = ClusterOperation.quick(2);
    Caller driver = caller("driver");
    driver.open();
    driver.run(started, waiting);
    turnstile.awaitEntry();
    Thread leaving = new Thread(() -> member.leave(Duration.ofDays(1)));
    leaving.start();
    driver.await(entry -> Outbox.kind(entry) == Outbox.Kind.LEAVING);
    turnstile.open();
    driver.await(Outbox.Kind.RECORDED, started.runId());
    driver.await(Outbox.Kind.UNSTARTED, waiting.runId());
    RunPayload late = ClusterOperation.quick(3);
    driver.run(late);
    driver.await(Outbox.Kind.UNSTARTED, late.runId());
    driver.collect();
    leaving.join();
    assertThat(store.attempts(waiting.runId())).isEmpty();
  }

  @Test
  void aDriverOfAnotherVersionOfMetalabIsRefusedNamingBoth() {
    SessionRequest request = caller("driver").request();
    SessionRequest newer =
        new SessionRequest(
            request.manifest(), request.locator(), request.nonce(), request.driver(), "99.0", 0);
    assertThatThrownBy(
            () -> member.answer(MemberCall.Kind.OPEN, "newer", List.of(newer.encode())).parts())
        .isInstanceOfSatisfying(
            MetalabException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.NOT_LOADABLE))
        .hasMessage(
            "The member 127.0.0.1:5701 is metalab %s, but the study is run by 99.0. Start the"
                + " members with the same version.",
            MetalabVersion.current());
  }

  @Test
  void aStoreThatIsNotThereForTheMemberIsRefusedNamingWhatWouldBe() {
    SessionRequest request = caller("driver").request();
    Path elsewhere = directory.resolve("elsewhere");
    SessionRequest other =
        new SessionRequest(
            request.manifest(), elsewhere.toString(), request.nonce(), request.driver(), 0);
    assertThatThrownBy(
            () -> member.answer(MemberCall.Kind.OPEN, "other", List.of(other.encode())).parts())
        .isInstanceOfSatisfying(
            MetalabException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.STORE_UNUSABLE))
        .hasMessage(
            "The member 127.0.0.1:5701 cannot reach the store %s (there is none where it looks)."
                + " Use a directory that all members share, by the same absolute path, or a"
                + " postgresql: store.",
            elsewhere);
    assertThat(elsewhere).doesNotExist();
  }

  /** Speaks as a driver does. */
  private final class Caller {
    private final String session;
    private final List<byte[]> entries = new ArrayList<>();
    private long batches;

    Caller(String session) {
      this.session = session;
    }

    List<byte[]> ask(MemberCall.Kind kind, List<byte[]> parts) throws InterruptedException {
      return member.answer(kind, session, parts).parts();
    }

    SessionRequest request() {
      DefaultRunBody body =
          new DefaultRunBody(
              RunBodyConfig.builder(ClusterOperation.SPEC, new ClusterOperation(), store).build());
      return SessionTerms.of(body, 0).request(UUID.randomUUID(), 0);
    }

    SessionOffer open() throws InterruptedException {
      byte[] request = request().encode();
      return SessionOffer.decode(ask(MemberCall.Kind.OPEN, List.of(request)).get(0));
    }

    void run(RunPayload... payloads) throws InterruptedException {
      batches++;
      run(batches, payloads);
    }

    void run(long batch, RunPayload... payloads) throws InterruptedException {
      List<byte[]> parts = new ArrayList<>();
      parts.add(Message.text(batch));
      for (RunPayload payload : payloads) {
        parts.add(PayloadCodec.encode(payload));
      }
      ask(MemberCall.Kind.RUN, parts);
    }

    /** Says what has arrived and takes what has happened since, if need be after a while. */
    void collect() throws InterruptedException {
      List<byte[]> reply = ask(MemberCall.Kind.COLLECT, List.of(Message.text(entries.size())));
      assertThat(Message.number(reply.get(0))).isEqualTo(entries.size());
      entries.addAll(reply.subList(1, reply.size()));
    }

    void await(Predicate<byte[]> wanted) throws InterruptedException {
      while (entries.stream().noneMatch(wanted)) {
        collect();
      }
    }

    void await(Outbox.Kind kind, RunId runId) throws InterruptedException {
      await(entry -> Outbox.kind(entry) == kind && runId(entry).equals(runId));
    }

    private static RunId runId(byte[] entry) {
      return Outbox.kind(entry) == Outbox.Kind.RECORDED
          ? record(entry).runId()
          : Outbox.message(entry).runId();
    }

    private static RunRecord record(byte[] entry) {
      return RunRecordCodec.decode(entry, 1, entry.length - 1, reference -> Provenance.NONE);
    }
  }
}
