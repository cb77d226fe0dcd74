package io.metalab.store.file;

import io.metalab.api.store.StoredDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers questions about documents from the catalog and the segments. */
final class DocumentQueries {
  private final Catalog catalog;

  DocumentQueries(Catalog catalog) {
    this.catalog = catalog;
  }

  Optional<String> find(String sha256) throws IOException {
    List<CatalogIndex.DocumentPlace> places;
    synchronized (catalog) {
      places = catalog.refresh().documents(sha256);
    }
    try (RecordReader reader = new RecordReader(catalog)) {
      return places.isEmpty() ? Optional.empty() : Optional.of(reader.text(places.get(0)));
    }
  }

  List<StoredDocument> ofKind(String kind) throws IOException {
    return documents(kind::equals);
  }

  /** Returns the documents that were put as such. */
  List<StoredDocument> all() throws IOException {
    return documents(kind -> !kind.equals(ProvenanceText.KIND));
  }

  private List<StoredDocument> documents(Predicate<String> kind) throws IOException {
    List<CatalogIndex.DocumentPlace> places;
    synchronized (catalog) {
      places = catalog.refresh().documents(kind);
    }
    List<StoredDocument> documents = new ArrayList<>();
    try (RecordReader reader = new RecordReader(catalog)) {
      for (CatalogIndex.DocumentPlace place : places) {
        documents.add(
            new StoredDocument(
                place.document().kind(),
                place.document().sha256(),
                place.document().stored(),
                reader.text(place)));
      }
    }
    return documents;
  }

  /** Returns whether a document is durably there, put at this time or before. */
  boolean holds(StoredDocument document) throws IOException {
    synchronized (catalog) {
      return catalog.refresh().document(document.sha256(), document.kind()).stream()
          .anyMatch(place -> !place.document().stored().isAfter(document.stored()));
    }
  }
}
