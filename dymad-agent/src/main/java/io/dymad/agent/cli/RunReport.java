package io.dymad.agent.cli;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.report.Html;
import io.metalab.cli.report.HtmlPage;
import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One page about a training, its evaluation and its analyses, with their pictures inside. */
final class RunReport {
  private static final String SVG = ".svg";

  private final RunDirectory run;
  private final Html html;
  private int pictures;

  private RunReport(RunDirectory run) {
    this.run = run;
    this.html = HtmlPage.begin(run.name() + " - dymad report");
  }

  /**
   * Makes the page.
   *
   * @throws MetalabException with FILE_UNREADABLE if a picture cannot be read
   */
  static RunReport of(RunDirectory run) {
    RunReport report = new RunReport(run);
    report.write();
    return report;
  }

  String html() {
    return html.finish();
  }

  /** Returns how many pictures it shows. */
  int pictures() {
    return pictures;
  }

  private void write() {
    Map<String, @Nullable Object> training = run.map("training_run");
    html.element("h1", run.name());
    html.element(
        "p",
        "%s, %s".formatted(training.get("model_ref"), run.text("status").toLowerCase(Locale.ROOT)));
    section("Training", training, Maps.of(training.get("metrics")));
    Map<String, @Nullable Object> evaluation = run.map("latest_evaluation");
    if (!evaluation.isEmpty()) {
      section("Evaluation", evaluation, numbers(evaluation));
    }
    if (run.document().get("analyses") instanceof List<?> analyses) {
      for (Object analysis : analyses) {
        Map<String, @Nullable Object> map = Maps.of(analysis);
        section("Analysis: " + map.get("workflow_key"), map, numbers(map));
      }
    }
    html.element("h2", "How it was made");
    html.element("p", "The config, with the paths of its data:");
    html.element("pre", Json.pretty(run.map("normalized_config")));
    facts(
        Map.of(
            "store",
            run.text(RunDirectory.STORE),
            "request",
            run.text(RunDirectory.REQUEST),
            "run",
            run.text(RunDirectory.RUN)));
  }

  private static Map<String, @Nullable Object> numbers(Map<String, @Nullable Object> map) {
    for (String name : List.of("aggregate", "metrics", "summary")) {
      if (map.get(name) instanceof Map<?, ?>) {
        return Maps.of(map.get(name));
      }
    }
    return Map.of();
  }

  private void section(
      String title, Map<String, @Nullable Object> part, Map<String, @Nullable Object> numbers) {
    html.element("h2", title);
    facts(numbers);
    new TreeMap<>(Maps.of(part.get("artifacts")))
        .forEach(
            (name, file) -> {
              if (String.valueOf(file).endsWith(SVG)) {
                picture(name, Path.of(String.valueOf(file)));
              }
            });
  }

  private void facts(Map<String, @Nullable Object> values) {
    html.open("dl");
    values.forEach(
        (name, value) -> {
          if (value instanceof Number || value instanceof String || value instanceof Boolean) {
            html.element("dt", name).element("dd", Facts.text(value));
          }
        });
    html.close();
  }

  /**
   * The picture is an image of its own, so that names inside it stay apart from those of others.
   */
  private void picture(String name, Path file) {
    byte[] svg;
    try {
      svg = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The picture %s cannot be read (%s).".formatted(file, e), e);
    }
    String caption = name.replaceFirst(".*/", "").replace(SVG, "").replace('_', ' ');
    html.open("figure");
    html.markup(
        "<img alt=\"\" src=\"data:image/svg+xml;base64,%s\">\n"
            .formatted(Base64.getEncoder().encodeToString(svg)));
    html.element("figcaption", caption).close();
    pictures++;
  }
}
