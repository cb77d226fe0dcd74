package io.metalab.cli.report;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Pages that refer to nothing outside of them and have no script. */
public final class HtmlPage {
  private HtmlPage() {}

  /** Returns a page up to its first heading; {@link Html#finish()} ends it. */
  public static Html begin(String title) {
    Html html = new Html();
    html.open("html", "lang", "en").open("head");
    html.markup("<meta charset=\"utf-8\">\n");
    html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.element("title", title);
    html.open("style").markup(style()).close().close();
    return html.open("body").open("main");
  }

  /**
   * Writes a page to a file, which is there whole or not at all.
   *
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if it cannot be written
   */
  public static void write(String page, Path file) {
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
    try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
      return new String(
          Objects.requireNonNull(in, "report.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
