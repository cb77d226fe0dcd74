package io.metalab.executor.hazelcast;

import static java.util.Objects.requireNonNull;

import com.hazelcast.cluster.Member;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.executor.Resources;
import io.metalab.executor.Capacity;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members that a driver has a session with; belongs to the driver's thread, but for what {@link
 * #connect} and {@link #check} do.
 */
final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ClusterClient client;
  private final SessionTerms terms;
  private final DriverThread thread;
  private final Listener listener;
  private final Map<UUID, MemberLink> links = new LinkedHashMap<>();
  private final Map<RunId, MemberLink> executing = new HashMap<>();
  private final Set<UUID> opening = new HashSet<>();
  private final Set<UUID> warned = new HashSet<>();
  private volatile List<Capacity> capacities = List.of();

  /** Is told which members come and go. */
  interface Listener {
    /** There is a session with a member. */
    void joined(MemberLink link);

    /** Hazelcast says that a member is gone. */
    void lost(MemberLink link, String why);
  }

  Membership(ClusterClient client, SessionTerms terms, DriverThread thread, Listener listener) {
    this.client = client;
    this.terms = terms;
    this.thread = thread;
    this.listener = listener;
  }

  /**
   * Opens a session with the members there are, and from then on with those that come; returns how
   * many runs they execute at once.
   *
   * @throws MetalabException the refusal of the first member that refuses
   */
  int connect() {
    List<Member> members = List.copyOf(client.members());
    int slots = 0;
    for (int i = 0; i < members.size(); i++) {
      int share = terms.share(slots, members.size() - i);
      if (share >= 0) {
        MemberLink link = get(open(members.get(i), share).thenApplyAsync(this::join, thread));
        slots += link.offer().slots();
      }
    }
    client.onMember(
        member -> thread.execute(this::welcome), member -> thread.execute(() -> left(member)));
    // One may have come before that was listened to.
    thread.execute(this::welcome);
    return slots;
  }

  private static <T> T get(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MetalabException problem) {
        throw problem;
      }
      throw e;
    }
  }

  private CompletableFuture<MemberLink> open(Member member, int slots) {
    String session = UUID.randomUUID().toString();
    byte[] request = terms.request(client.id(), slots).encode();
    return client
        .call(member, MemberCall.Kind.OPEN, session, List.of(request))
        .thenApply(answer -> new MemberLink(member, session, SessionOffer.decode(answer.get(0))));
  }

  private MemberLink join(MemberLink link) {
    links.put(link.member().getUuid(), link);
    link.offer().executing().forEach(runId -> executing.put(runId, link));
    publishCapacities();
    listener.joined(link);
    return link;
  }

  private void left(Member member) {
    MemberLink link = links.get(member.getUuid());
    if (link != null) {
      listener.lost(link, "left the cluster");
    }
  }

  private void publishCapacities() {
    capacities =
        links.values().stream()
            .map(link -> new Capacity(link.offer().capacity(), Capacity.Heap.MEMBER))
            .toList();
  }

  /**
   * Refuses what no member can give.
   *
   * @throws MetalabException with {@code UNSATISFIABLE}
   */
  void check(Resources wanted) {
    MetalabException refusal = null;
    for (Capacity capacity : capacities) {
      try {
        capacity.check(wanted);
        return;
      } catch (MetalabException e) {
        refusal = e;
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  Collection<MemberLink> links() {
    return Collections.unmodifiableCollection(links.values());
  }

  boolean isEmpty() {
    return links.isEmpty();
  }

  /** Returns the member that a run is to be handed to: the one that executes it, or has room. */
  @Nullable MemberLink choose(ClusterTask task) {
    MemberLink busy = executing.remove(task.runId());
    if (busy != null) {
      return busy;
    }
    return links.values().stream()
        .filter(link -> link.room(task.isSuspect()) > 0)
        .max(Comparator.comparingInt(link -> link.room(task.isSuspect())))
        .orElse(null);
  }

  /** A member is there no more; returns whether it was until now. */
  boolean remove(MemberLink link) {
    boolean known = links.remove(link.member().getUuid(), link);
    if (known) {
      link.go();
      publishCapacities();
      executing.values().removeIf(link::equals);
    }
    return known;
  }

  /**
   * Opens a session with members that have none, as long as more runs shall be executed at once.
   */
  void welcome() {
    if (!client.isRunning()) {
      return;
    }
    for (Member member : client.members()) {
      int slots = links.values().stream().mapToInt(link -> link.offer().slots()).sum();
      int share = terms.share(slots, 1);
      if (!links.containsKey(member.getUuid()) && share >= 0 && opening.add(member.getUuid())) {
        thread.whenDone(open(member, share), (link, problem) -> opened(member, link, problem));
      }
    }
  }

  /** A member that refuses is left alone; one that could not be asked is asked again. */
  private void opened(Member member, @Nullable MemberLink link, @Nullable Throwable problem) {
    opening.remove(member.getUuid());
    if (link != null) {
      warned.remove(member.getUuid());
      join(link);
      return;
    }
    Throwable cause = Conversation.cause(requireNonNull(problem));
    if (warned.add(member.getUuid())) {
      LOG.warn("The member {} is not used: {}", member.getAddress(), Conversation.text(cause));
    }
    if (!(cause instanceof MetalabException)) {
      var unused = thread.schedule(PAUSE, this::welcome);
    }
  }
}
