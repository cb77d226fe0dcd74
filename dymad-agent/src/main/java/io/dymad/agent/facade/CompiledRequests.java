package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.store.Handle;
import io.dymad.agent.store.HandleKind;
import io.dymad.agent.store.Notes;
import io.dymad.agent.store.ObjectStore;
import io.dymad.agent.store.StoredObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checked requests of one kind by handle: {@code trainreq_} or {@code analysisreq_}. */
public final class CompiledRequests {
  private static final String SETTINGS = "settings";

  private final ObjectStore objects;
  private final Notes notes;
  private final HandleKind kind;

  /** Creates the requests of a kind in a store. */
  public CompiledRequests(ObjectStore objects, HandleKind kind) {
    this.objects = requireNonNull(objects, "objects");
    this.notes = new Notes(objects.store());
    this.kind = requireNonNull(kind, "kind");
  }

  /** Returns the handle that content would have; nothing is kept. */
  public Handle handle(Map<String, ? extends @Nullable Object> content) {
    return ObjectStore.handle(kind, content);
  }

  /** Keeps a request; durable when this returns. Equal content is one request. */
  public CompiledRequest put(
      List<Handle> derivedFrom,
      Map<String, ? extends @Nullable Object> content,
      Map<String, ? extends @Nullable Object> settings) {
    Handle handle = objects.put(kind, derivedFrom, content).handle();
    notes.put(handle, SETTINGS, settings);
    return request(objects.find(handle).orElseThrow());
  }

  /**
   * Returns the request of a handle.
   *
   * @param fieldPath where the handle stands in a request
   * @throws io.dymad.agent.AgentException with {@code handle_kind} or {@code unknown_handle}
   */
  public CompiledRequest get(String handle, String fieldPath) {
    return request(objects.get(kind, handle, fieldPath));
  }

  /** Returns all requests, in the order in which they were first compiled. */
  public List<CompiledRequest> list() {
    return objects.list(kind).stream().map(this::request).toList();
  }

  private CompiledRequest request(StoredObject object) {
    return new CompiledRequest(
        object.handle(),
        object.derivedFrom(),
        object.content(),
        notes.last(object.handle(), SETTINGS));
  }
}
