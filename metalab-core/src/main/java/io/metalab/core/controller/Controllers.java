package io.metalab.core.controller;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The controllers of a store's studies.
 *
 * <p>A controller leaves a document when it starts and another when it ends, and holds a claim of
 * its own in between, so that one that died is known by its lease, as with chunks of a plan. What
 * it is asked is a document that it looks for every now and then. So whoever reaches the store can
 * see and stop whatever executes a study in it, on any machine.
 */
public final class Controllers {
  private static final String STARTED = "controller";
  private static final String ENDED = "controller-end";
  private static final String STOP = "stop-";
  private static final String ENDING = "ending";

  /** Returns whether documents of a kind tell of controllers, which are of one store alone. */
  public static boolean isTold(String documentKind) {
    return documentKind.equals(STARTED)
        || documentKind.equals(ENDED)
        || documentKind.startsWith(STOP);
  }

  /**
   * How a controller ended.
   *
   * @param ending a word, such as {@code complete} or {@code drained}
   * @param at when it said so
   */
  public record End(String ending, Instant at) {
    public End {
      requireNonNull(ending, "ending");
      requireNonNull(at, "at");
    }
  }

  private final Store store;

  private Controllers(Store store) {
    this.store = requireNonNull(store, "store");
  }

  /** Returns the controllers of a store. */
  public static Controllers of(Store store) {
    return new Controllers(store);
  }

  /** Returns whether the store can tell who is alive; without claims it knows of no controller. */
  public boolean areKnown() {
    return store instanceof ClaimStore;
  }

  /** Returns the controllers of a study that are not known to be gone, in the order of starting. */
  public List<Controller> live(String study) {
    return live().stream().filter(controller -> controller.study().equals(study)).toList();
  }

  /** Returns the controllers that are not known to be gone, in the order of starting. */
  public List<Controller> live() {
    if (!areKnown()) {
      return List.of();
    }
    Map<String, End> ends = ends();
    List<Controller> live = new ArrayList<>(all());
    live.removeIf(controller -> ends.containsKey(controller.id()) || !isClaimed(controller));
    return live;
  }

  /** Returns all controllers that a study ever had, in the order of starting. */
  public List<Controller> all(String study) {
    return all().stream().filter(controller -> controller.study().equals(study)).toList();
  }

  private List<Controller> all() {
    return store.documents(STARTED).stream()
        .map(document -> Controller.parse(document.text()))
        .toList();
  }

  /** Returns whether a controller is not known to be gone. */
  public boolean isLive(Controller controller) {
    return areKnown() && end(controller).isEmpty() && isClaimed(controller);
  }

  /** Returns how a controller said that it ended; empty while it goes on, or if it died. */
  public Optional<End> end(Controller controller) {
    return Optional.ofNullable(ends().get(controller.id()));
  }

  /**
   * Asks a controller to stop; it obeys within a second or two.
   *
   * @throws MetalabException with {@code STORE_UNUSABLE} also if the store cannot be written
   */
  public void ask(Controller controller, StopRequest request) {
    store.putDocument(STOP + controller.id(), request.toJson(controller));
  }

  /** Makes a controller known until its presence is closed. */
  public Presence announce(Controller controller) {
    if (!(store instanceof ClaimStore claims)) {
      return Presence.NONE;
    }
    ClaimedPresence presence = new ClaimedPresence(this, claims, controller);
    store.putDocument(STARTED, Json.write(controller.fields()));
    return presence;
  }

  /** Returns what a controller is asked; a cancellation comes before all else. */
  Optional<StopRequest> asked(Controller controller) {
    List<StopRequest> requests =
        store.documents(STOP + controller.id()).stream()
            .map(document -> StopRequest.parse(document.text()))
            .toList();
    return requests.stream()
        .filter(request -> request.mode() == StopMode.CANCEL)
        .findFirst()
        .or(() -> requests.stream().findFirst());
  }

  void ended(Controller controller, String ending) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(STARTED, controller.id());
    object.put(ENDING, ending);
    store.putDocument(ENDED, Json.write(object));
  }

  private Map<String, End> ends() {
    Map<String, End> ends = new HashMap<>();
    for (StoredDocument document : store.documents(ENDED)) {
      Map<String, ?> object = Json.parseObject(document.text());
      if (object.get(STARTED) instanceof String id && object.get(ENDING) instanceof String ending) {
        ends.put(id, new End(ending, document.stored()));
      } else {
        throw new MetalabException(
            ErrorCode.STORE_CORRUPT,
            "A document about the end of a controller is malformed: " + document.text());
      }
    }
    return ends;
  }

  private boolean isClaimed(Controller controller) {
    return ((ClaimStore) store).isClaimed(claim(controller), 0);
  }

  /** The claim that a controller holds looks like one on the first chunk of a plan of its own. */
  static String claim(Controller controller) {
    return CanonicalJson.sha256("controller " + controller.id());
  }
}
