package io.dymad.agent.store;

import io.metalab.api.store.Store;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where objects came from: a document for each link, so that a link kept twice is one. */
final class Links {
  private static final String DOCUMENT_KIND = "dymad.link";
  private static final String OF = "of";
  private static final String FROM = "from";

  private final Store store;

  Links(Store store) {
    this.store = store;
  }

  void put(Handle of, Handle from) {
    store.putDocument(
        DOCUMENT_KIND, CanonicalJson.write(Map.of(OF, of.toString(), FROM, from.toString())));
  }

  /** Returns what an object was made of, in the order in which that was said. */
  List<Handle> from(Handle of) {
    return store.documents(DOCUMENT_KIND).stream()
        .map(document -> Json.parseObject(document.text()))
        .filter(link -> of.toString().equals(link.get(OF)))
        .map(link -> Handle.parse(String.valueOf(link.get(FROM))))
        .flatMap(Optional::stream)
        .toList();
  }
}
