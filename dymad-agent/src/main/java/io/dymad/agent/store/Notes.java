package io.dymad.agent.store;

import static java.util.Objects.requireNonNull;

import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said of handles besides what they are made of, such as where a file lies or how a request
 * is to be carried out. Nothing said is lost, and the last word counts.
 */
public final class Notes {
  private static final String OF = "of";
  private static final String NUMBER = "number";
  private static final String SAID = "said";

  private final Store store;

  /** Creates the notes of a store. */
  public Notes(Store store) {
    this.store = requireNonNull(store, "store");
  }

  private static String documentKind(String about) {
    return "dymad.note." + about;
  }

  /**
   * Says something of a handle, unless it is the last word already; durable when this returns.
   *
   * @param about what kind of thing is said, such as {@code location}
   */
  public void put(Handle of, String about, Map<String, ? extends @Nullable Object> said) {
    if (CanonicalJson.write(last(of, about))
        .equals(CanonicalJson.write(new LinkedHashMap<>(said)))) {
      return;
    }
    Map<String, @Nullable Object> note = new LinkedHashMap<>();
    note.put(OF, of.toString());
    // What is said again after something else is a document of its own by its number.
    note.put(NUMBER, store.documents(documentKind(about)).size());
    note.put(SAID, new LinkedHashMap<>(said));
    store.putDocument(documentKind(about), CanonicalJson.write(note));
  }

  /** Returns what was last said of a handle; empty if nothing was. */
  public Map<String, @Nullable Object> last(Handle of, String about) {
    List<Map<String, @Nullable Object>> all = all(of, about);
    return all.isEmpty() ? Map.of() : all.get(all.size() - 1);
  }

  /** Returns all that was said of a handle, the last word last. */
  public List<Map<String, @Nullable Object>> all(Handle of, String about) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    List<StoredDocument> documents = store.documents(documentKind(about));
    for (StoredDocument document : documents) {
      Map<String, @Nullable Object> note = Json.parseObject(document.text());
      if (of.toString().equals(note.get(OF)) && note.get(SAID) instanceof Map<?, ?> said) {
        Map<String, @Nullable Object> words = new LinkedHashMap<>();
        said.forEach((name, value) -> words.put(String.valueOf(name), value));
        all.add(Collections.unmodifiableMap(words));
      }
    }
    return all;
  }
}
