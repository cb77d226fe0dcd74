package io.metalab.cli.report;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * One HTML page about a study, with its pictures inside; it refers to nothing outside of it and has
 * no script. The same runs make the same page.
 */
public final class StudyReport {
  private StudyReport() {}

  /** Returns the page about a study of a store. */
  public static String html(Store store, String study) {
    ReportSubject subject = ReportSubject.of(store, study);
    Html html = new Html();
    html.open("html", "lang", "en").open("head");
    html.markup("<meta charset=\"utf-8\">\n");
    html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.element("title", study + " - metalab report");
    html.open("style").markup(style()).close().close();
    html.open("body").open("main");
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
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if it cannot be written
   */
  public static void write(Store store, String study, Path file) {
    String page = html(store, study);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, page);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be written (%s).".formatted(file, e), e);
    }
  }

  private static String style() {
    try (InputStream in = StudyReport.class.getResourceAsStream("report.css")) {
      return new String(
          Objects.requireNonNull(in, "report.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
