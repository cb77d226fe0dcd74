package io.dymad.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.metalab.api.MetalabException;
import io.metalab.store.MemoryStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {
  private final MemoryStore store = new MemoryStore();
  private final ObjectStore objects = new ObjectStore(store);

  private StoredObject dataset(int content) {
    return objects.put(HandleKind.DATASET, List.of(), Map.of("n", content));
  }

  /** Of {@code printf '{"content":{"n":1},"kind":"dataset","v":1}' | sha256sum}. */
  @Test
  void aHandleIsMadeOfTheDigestThatSha256sumPrints() {
    assertThat(dataset(1).handle()).hasToString("ds_7a4f2e338330");
    assertThat(store.findDocument(dataset(1).sha256()))
        .contains("{\"content\":{\"n\":1},\"kind\":\"dataset\",\"v\":1}");
  }

  @Test
  void equalContentHasOneHandleAndIsKeptOnce() {
    Map<String, Object> oneOrder = new LinkedHashMap<>(Map.of("a", 1));
    oneOrder.put("b", List.of(2.0, "x"));
    Map<String, Object> otherOrder = new LinkedHashMap<>(Map.of("b", List.of(2, "x")));
    otherOrder.put("a", 1L);

    StoredObject first = objects.put(HandleKind.DATASET, List.of(), oneOrder);
    StoredObject second = objects.put(HandleKind.DATASET, List.of(), otherOrder);

    assertThat(second).isEqualTo(first);
    assertThat(objects.list(HandleKind.DATASET)).containsExactly(first);
    assertThat(ObjectStore.handle(HandleKind.DATASET, otherOrder)).isEqualTo(first.handle());
  }

  @Test
  void equalContentOfTwoKindsHasTwoHandles() {
    StoredObject checkpoint = objects.put(HandleKind.CHECKPOINT, List.of(), Map.of("n", 1));

    assertThat(checkpoint.handle().hex()).isNotEqualTo(dataset(1).handle().hex());
    assertThat(objects.list(HandleKind.DATASET)).hasSize(1);
  }

  @Test
  void linksAddUpAndCountOnce() {
    Handle one = dataset(1).handle();
    Handle two = dataset(2).handle();
    Map<String, Object> content = Map.of("x", 1);
    objects.put(HandleKind.TRAINING_REQUEST, List.of(one), content);
    objects.put(HandleKind.TRAINING_REQUEST, List.of(one, two), content);

    assertThat(objects.list(HandleKind.TRAINING_REQUEST))
        .singleElement()
        .satisfies(request -> assertThat(request.derivedFrom()).containsExactly(one, two));
  }

  @Test
  void refusesContentWithoutACanonicalForm() {
    assertThatThrownBy(() -> objects.put(HandleKind.DATASET, List.of(), Map.of("n", Double.NaN)))
        .isInstanceOf(MetalabException.class);
    assertThat(objects.list(HandleKind.DATASET)).isEmpty();
  }

  @Nested
  class AHandleThatIsNotTheRightOne {
    private AgentProblem refusal(HandleKind kind, String text) {
      return catchThrowableOfType(
              AgentException.class, () -> objects.get(kind, text, "train_dataset_handle"))
          .problem();
    }

    @Test
    void ofAnotherKindIsRefusedWithThePrefixAndThoseKnown() {
      Handle known = dataset(1).handle();
      AgentProblem problem = refusal(HandleKind.DATASET, "chk_0123456789ab");

      assertThat(problem.code()).isEqualTo("handle_kind");
      assertThat(problem.fieldPath()).isEqualTo("train_dataset_handle");
      assertThat(problem.message())
          .isEqualTo(
              "The handle of a dataset starts with ds_, but 'chk_0123456789ab' is one of a"
                  + " checkpoint. Known are %s.",
              known);
      assertThat(problem.details())
          .containsEntry("expected_prefix", "ds_")
          .containsEntry("known", List.of(known.toString()));
      assertThat(problem.hint()).isEqualTo("dymad dataset register FILE");
    }

    @Test
    void thatIsNoneAtAllIsRefusedTheSameWay() {
      for (String text : List.of("", "ds_", "ds_0123456789AB", "../ds_0123456789ab", "data.npz")) {
        assertThat(refusal(HandleKind.DATASET, text).message())
            .contains("'%s' is no handle. It holds none.".formatted(text));
      }
    }

    @Test
    void thatNothingIsKeptUnderIsRefusedWithTheNewest() {
      List<String> handles = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        handles.add(dataset(i).handle().toString());
      }
      AgentProblem problem = refusal(HandleKind.DATASET, "ds_000000000000");

      assertThat(problem.code()).isEqualTo("unknown_handle");
      assertThat(problem.message())
          .isEqualTo(
              "There is no dataset 'ds_000000000000' in this store. The newest of 7 are %s.",
              String.join(", ", handles.subList(2, 7)));
    }
  }

  @Test
  void ofNotesTheLastWordCounts() {
    Handle of = dataset(1).handle();
    Notes notes = new Notes(store);
    notes.put(of, "location", Map.of("path", "a"));
    notes.put(of, "location", Map.of("path", "b"));
    notes.put(of, "location", Map.of("path", "a"));
    notes.put(dataset(2).handle(), "location", Map.of("path", "c"));

    assertThat(notes.last(of, "location")).isEqualTo(Map.of("path", "a"));
    assertThat(notes.last(of, "else")).isEmpty();
    notes.put(of, "location", Map.of("path", "a"));
    assertThat(store.documents("dymad.note.location")).hasSize(4);
  }
}
