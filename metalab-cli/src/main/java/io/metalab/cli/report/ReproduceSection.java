package io.metalab.cli.report;

import io.metalab.core.json.Json;
import io.metalab.core.study.StudyManifest;
import java.util.List;
import java.util.Optional;

/** How to get the same runs again, and how to check what they are. */
final class ReproduceSection {
  private ReproduceSection() {}

  static void write(ReportSubject subject, Html html) {
    html.open("section").element("h2", "Reproduce", "id", "reproduce");
    html.element(
        "p",
        "A run's id is the SHA-256 of its identity: experiment, operation, context, params and"
            + " seed. Equal ids are equal work, on any machine. Anyone can check one:");
    String example =
        subject.runs().top(List.of("record.id"), List.of("record.id"), 1).rows().stream()
            .map(row -> String.valueOf(row.get(0)))
            .findFirst()
            .orElse("ID");
    html.element(
        "pre",
        "metalab show %s --json | jq -rj .data.identity | sha256sum\n%s"
            .formatted(example.substring(0, Math.min(8, example.length())), example));
    html.element("p", "To execute what is missing, and nothing else:");
    html.element("pre", commands(subject));
    subject.manifest().ifPresent(manifest -> declaration(html, manifest));
    html.close();
  }

  private static String commands(ReportSubject subject) {
    String resume = "metalab resume " + subject.study();
    Optional<StudyManifest> manifest = subject.manifest();
    if (manifest.isEmpty()) {
      return resume;
    }
    String command = manifest.get().command();
    String declared =
        manifest.get().declaredInJava() ? command : "metalab run " + manifest.get().source();
    return declared.isBlank() ? resume : declared + "\n" + resume;
  }

  private static void declaration(Html html, StudyManifest manifest) {
    html.open("details").element("summary", "Declaration of the study");
    html.element("pre", Json.pretty(manifest.declaration()));
    html.close();
  }
}
