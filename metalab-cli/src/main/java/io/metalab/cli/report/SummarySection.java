package io.metalab.cli.report;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.StudyCount;
import io.metalab.cli.terminal.Show;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.Statistic;
import io.metalab.core.study.StudyManifest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How many runs there are, what they are runs of, how long they took, and what executed them. */
final class SummarySection {
  private static final int MOST_READ = 1_000;

  private final ReportSubject subject;

  SummarySection(ReportSubject subject) {
    this.subject = subject;
  }

  void write(Html html) {
    html.open("p", "class", "note").text(when()).close();
    html.open("nav", "aria-label", "Sections").open("ul");
    for (String section : sections()) {
      html.open("li").element("a", section, "href", "#" + id(section)).close();
    }
    html.close().close();
    html.open("section", "aria-label", "Summary").open("div", "class", "tiles");
    StudyCount count = count();
    for (RunStatus status : RunStatus.values()) {
      if (count.count(status) > 0 || status == RunStatus.SUCCESS) {
        boolean bad = status == RunStatus.FAILED || status == RunStatus.LOST;
        html.open("div", "class", bad ? "bad" : "plain");
        html.element("b", String.format(Locale.ROOT, "%,d", count.count(status)));
        html.element("span", status.wireName()).close();
      }
    }
    html.close().open("dl");
    facts().forEach((name, text) -> html.element("dt", name).element("dd", text));
    html.close().close();
  }

  private List<String> sections() {
    List<String> sections = new ArrayList<>();
    if (subject.isJudged()) {
      sections.add("Best configuration");
    }
    if (subject.isJudged() && !subject.swept().isEmpty()) {
      sections.add("Effects");
    }
    sections.add("Failures");
    if (!subject.series().isEmpty()) {
      sections.add("Curves");
    }
    sections.addAll(List.of("Runs", "Reproduce"));
    return sections;
  }

  private static String id(String section) {
    return section.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private StudyCount count() {
    return subject.store().counts().stream()
        .filter(one -> one.experimentId().equals(subject.study()))
        .findFirst()
        .orElseGet(() -> StudyCount.none(subject.study()));
  }

  private String when() {
    Optional<Instant> last = instant("record.finished:desc");
    return "metalab report, as of the last run that finished"
        + last.map(time -> ": " + Show.date(time)).orElse("")
        + ".";
  }

  private Optional<Instant> instant(String sort) {
    String field = sort.split(":", 2)[0];
    return subject.runs().top(List.of(field), List.of(sort), 1).rows().stream()
        .map(row -> row.get(0))
        .filter(Instant.class::isInstance)
        .map(Instant.class::cast)
        .findFirst();
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    subject.manifest().ifPresent(manifest -> declared(manifest, facts));
    if (!subject.goal().isNone()) {
      facts.put(
          "goal",
          (subject.goal().minimize() ? "smallest " : "greatest ") + subject.goal().metric());
    }
    durations(facts);
    provenance(facts);
    return facts;
  }

  private static void declared(StudyManifest manifest, Map<String, String> facts) {
    facts.put("operation", manifest.operation());
    facts.put("sweep", manifest.sweep());
    facts.put("planned runs", Long.toString(manifest.runs()));
    facts.put(
        "seeds",
        "root %s, %s"
            .formatted(
                manifest.seedRoot(),
                manifest.replicates() == 0
                    ? "one run a point"
                    : manifest.replicates() + " replicates a point"));
  }

  private void durations(Map<String, String> facts) {
    FrameQuery runs = subject.runs();
    List<Group> all = runs.groupBy().quantiles(0.5).aggregate("record.duration");
    if (all.isEmpty()) {
      return;
    }
    Statistic seconds = all.get(0).statistics().values().iterator().next();
    if (seconds.n() > 0) {
      facts.put(
          "durations",
          "%s in all, median %s, longest %s"
              .formatted(
                  duration(seconds.mean() * seconds.n()),
                  duration(seconds.median()),
                  duration(seconds.max())));
      Optional<Instant> first = instant("record.started");
      first.ifPresent(time -> facts.put("first start", Show.date(time)));
    }
  }

  private static String duration(double seconds) {
    return Show.duration(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private void provenance(Map<String, String> facts) {
    Map<String, Map<String, Integer>> seen = new LinkedHashMap<>();
    int read = 0;
    try (Stream<RunRecord> records = subject.store().runRecords(subject.study())) {
      for (RunRecord record : records.limit(MOST_READ).toList()) {
        read++;
        Map<String, @Nullable Object> values = record.provenance().values();
        count(seen, "metalab", values.get("metalab"));
        count(seen, "Java", inner(values, "java", "version", "vendor"));
        count(seen, "system", inner(values, "os", "name", "version", "arch"));
        count(seen, "processor", inner(values, "cpu", "model"));
        count(seen, "commit", inner(values, "git", "commit"));
        count(seen, "code", values.get("code"));
      }
    }
    boolean part = read == MOST_READ;
    seen.forEach(
        (name, counts) -> {
          String text =
              counts.entrySet().stream()
                  .map(
                      e ->
                          counts.size() == 1
                              ? e.getKey()
                              : e.getKey() + " (" + e.getValue() + " runs)")
                  .collect(Collectors.joining("; "));
          facts.put(name, part ? text + ", in the first 1,000 records" : text);
        });
  }

  private static void count(
      Map<String, Map<String, Integer>> seen, String name, @Nullable Object value) {
    if (value != null && !value.toString().isBlank()) {
      seen.computeIfAbsent(name, key -> new TreeMap<>()).merge(value.toString(), 1, Integer::sum);
    }
  }

  private static String inner(Map<String, @Nullable Object> values, String name, String... parts) {
    List<String> texts = new ArrayList<>();
    if (values.get(name) instanceof Map<?, ?> map) {
      for (String part : parts) {
        if (map.get(part) != null) {
          texts.add(String.valueOf(map.get(part)));
        }
      }
    }
    return String.join(" ", texts);
  }
}
