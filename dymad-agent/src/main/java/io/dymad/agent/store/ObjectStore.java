package io.dymad.agent.store;

import static java.util.Objects.requireNonNull;

import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Objects by handle, in a store of metalab; safe for use by whatever the store is.
 *
 * <p>The document of an object is the canonical JSON {@code {"content":…,"kind":…,"v":1}}, whose
 * SHA-256 starts with the digits of the handle, so that {@code sha256sum} checks it. Keeping equal
 * content again changes nothing.
 */
public final class ObjectStore {
  private static final int VERSION = 1;
  private static final String CONTENT = "content";

  private final Store store;
  private final Links links;

  /** Creates the objects of a store. */
  public ObjectStore(Store store) {
    this.store = requireNonNull(store, "store");
    this.links = new Links(store);
  }

  /** Returns the store that they are kept in. */
  public Store store() {
    return store;
  }

  /**
   * Returns the handle that content would have; nothing is kept.
   *
   * @throws io.metalab.api.MetalabException with {@code INVALID_VALUE} if it has no canonical form
   */
  public static Handle handle(HandleKind kind, Map<String, ? extends @Nullable Object> content) {
    return handle(kind, CanonicalJson.sha256(text(kind, content)));
  }

  private static Handle handle(HandleKind kind, String sha256) {
    return new Handle(kind, sha256.substring(0, Handle.DIGITS));
  }

  private static String text(HandleKind kind, Map<String, ? extends @Nullable Object> content) {
    return CanonicalJson.write(
        Map.of("v", VERSION, "kind", kind.wireName(), CONTENT, new LinkedHashMap<>(content)));
  }

  /**
   * Keeps content; durable when this returns.
   *
   * @param derivedFrom what it was made of; added to what is known of it
   * @throws io.metalab.api.MetalabException with {@code INVALID_VALUE} if the content has no
   *     canonical form
   */
  public StoredObject put(
      HandleKind kind, List<Handle> derivedFrom, Map<String, ? extends @Nullable Object> content) {
    String text = text(kind, content);
    Handle handle = handle(kind, store.putDocument(kind.documentKind(), text));
    derivedFrom.forEach(source -> links.put(handle, source));
    StoredObject kept = find(handle).orElseThrow();
    if (!kept.sha256().equals(CanonicalJson.sha256(text))) {
      throw new IllegalStateException("Two documents share the handle %s.".formatted(handle));
    }
    return kept;
  }

  /** Returns what a handle stands for, if it is kept. */
  public Optional<StoredObject> find(Handle handle) {
    return store.documents(handle.kind().documentKind()).stream()
        .filter(document -> document.sha256().startsWith(handle.hex()))
        .findFirst()
        .map(document -> object(handle.kind(), document));
  }

  /**
   * Returns what a text that should be a handle of a kind stands for.
   *
   * @param fieldPath where the text stands in a request
   * @throws io.dymad.agent.AgentException with {@code handle_kind} if it is one of another kind or
   *     none at all, with {@code unknown_handle} if nothing is kept under it; both name the prefix
   *     and some that are known
   */
  public StoredObject get(HandleKind kind, String text, String fieldPath) {
    HandleProblems problems = new HandleProblems(kind, text, fieldPath);
    Handle handle =
        Handle.parse(text)
            .filter(parsed -> parsed.kind() == kind)
            .orElseThrow(() -> problems.otherKind(list(kind)));
    return find(handle).orElseThrow(() -> problems.unknown(list(kind)));
  }

  /**
   * Returns what a text that should be a handle of any kind stands for.
   *
   * @param fieldPath where the text stands in a request
   * @throws io.dymad.agent.AgentException with {@code handle_kind} if it is no handle, with {@code
   *     unknown_handle} if nothing is kept under it
   */
  public StoredObject get(String text, String fieldPath) {
    Handle handle = Handle.parse(text).orElseThrow(() -> HandleProblems.noHandle(text, fieldPath));
    return get(handle.kind(), text, fieldPath);
  }

  /** Returns the objects of a kind, in the order in which they were first kept. */
  public List<StoredObject> list(HandleKind kind) {
    return store.documents(kind.documentKind()).stream()
        .map(document -> object(kind, document))
        .toList();
  }

  private StoredObject object(HandleKind kind, StoredDocument document) {
    Handle handle = handle(kind, document.sha256());
    Map<String, @Nullable Object> whole = Json.parseObject(document.text());
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    if (whole.get(CONTENT) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> content.put(String.valueOf(name), value));
    }
    return new StoredObject(
        handle, document.sha256(), document.stored(), links.from(handle), content);
  }
}
