package io.metalab.cli;

import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.core.controller.Controllers;
import io.metalab.core.study.StudyManifest;
import io.metalab.store.transfer.Scope;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which documents of a store belong to one study. */
public final class StudyDocuments {
  private final String study;
  private final Set<String> manifests = new HashSet<>();

  private StudyDocuments(String study) {
    this.study = study;
  }

  /**
   * Returns the part of a store that a study is, or all of it but what tells of its controllers.
   *
   * @param study what a person calls it, or null for all
   * @throws io.metalab.cli.output.CliException if the store does not hold such a study
   */
  public static Scope scope(Store store, @Nullable String study) {
    if (study == null) {
      return new Scope("", (document, contexts) -> !Controllers.isTold(document.kind()));
    }
    String id = Studies.find(store, study);
    return new Scope(id, new StudyDocuments(id)::belongs);
  }

  /** Manifests come before what is known of them, in the order in which both were put. */
  private boolean belongs(StoredDocument document, Set<String> contexts) {
    if (document.kind().equals(StudyManifest.DOCUMENT_KIND)) {
      boolean belongs = StudyManifest.parse(document.text()).study().equals(study);
      if (belongs) {
        manifests.add(document.sha256());
      }
      return belongs;
    }
    return document.kind().equals(Duplicates.DOCUMENT_KIND)
        ? manifests.contains(Duplicates.manifest(document))
        : contexts.contains(document.sha256());
  }
}
