package io.metalab.cli.report;

import io.metalab.api.store.Store;
import java.nio.file.Path;

/**
 * One HTML page about a study, with its pictures inside; it refers to nothing outside of it and has
 * no script. The same runs make the same page.
 */
public final class StudyReport {
  private StudyReport() {}

  /** Returns the page about a study of a store. */
  public static String html(Store store, String study) {
    ReportSubject subject = ReportSubject.of(store, study);
    Html html = HtmlPage.begin(study + " - metalab report");
    html.element("h1", study);
    new SummarySection(subject).write(html);
    if (subject.isJudged()) {
      new BestSection(subject).write(html);
      EffectsSection.write(subject, html);
    }
    FailuresSection.write(subject, html);
    CurvesSection.write(subject, html);
    new RunsSection(subject).write(html);
    ReproduceSection.write(subject, html);
    return html.finish();
  }

  /**
   * Writes the page to a file, which is there whole or not at all.
   *
   * @throws io.metalab.api.MetalabException with FILE_UNREADABLE if it cannot be written
   */
  public static void write(Store store, String study, Path file) {
    HtmlPage.write(html(store, study), file);
  }
}
