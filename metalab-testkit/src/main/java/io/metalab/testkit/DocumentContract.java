package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.store.StoredDocument;
import org.junit.jupiter.api.Test;

/** Documents are kept once, under their digest, in order. */
interface DocumentContract extends StoreFixture {
  @Test
  default void keepsADocumentUnderItsDigest() {
    for (String text : new String[] {"{\"a\":1}", "", "größe\n日本\t🙂\u0000", "x".repeat(200_000)}) {
      String sha256 = store().putDocument("experiment", text);
      assertThat(sha256).isEqualTo(Digests.sha256(text));
      assertThat(store().findDocument(sha256)).contains(text);
    }
    assertThat(store().findDocument(Digests.sha256("unknown"))).isEmpty();
  }

  @Test
  default void listsDocumentsOfAKindInTheOrderOfTheirFirstPut() {
    store().putDocument("experiment", "c");
    store().putDocument("context", "context");
    store().putDocument("experiment", "a");
    store().putDocument("experiment", "c");
    store().putDocument("experiment", "b");
    assertThat(store().documents("experiment"))
        .extracting(StoredDocument::text)
        .containsExactly("c", "a", "b");
    assertThat(store().documents("context"))
        .singleElement()
        .satisfies(
            document -> {
              assertThat(document.kind()).isEqualTo("context");
              assertThat(document.sha256()).isEqualTo(Digests.sha256("context"));
            });
    assertThat(store().documents("unknown")).isEmpty();
  }
}
