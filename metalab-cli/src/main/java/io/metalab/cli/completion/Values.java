package io.metalab.cli.completion;

import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.cli.Manifests;
import io.metalab.cli.Studies;
import io.metalab.cli.terminal.Show;
import io.metalab.core.registry.Executors;
import io.metalab.core.registry.Operations;
import io.metalab.core.study.StudyManifest;
import io.metalab.core.where.FieldNames;
import io.metalab.core.where.RecordFields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The values that an argument may have, by what its label says it is. */
final class Values {
  private static final int MOST_RUNS = 20;

  /** Fields are those of the first records: a shell does not wait for a million. */
  private static final int RECORDS_LOOKED_AT = 200;

  private static final Pattern LABEL = Pattern.compile("[^A-Z]+");
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{0,64}");
  private static final List<Candidate> NAMED_RUNS =
      List.of(
          new Candidate("@last", "the run that started last"),
          new Candidate("@best", "the run closest to the goal"),
          new Candidate("@failed", "the run that failed last"));
  private static final Set<String> STUDY_FILES = Set.of("run", "why");

  private final Supplier<Store> opener;
  private final ClassLoader loader;
  private final TypedLine line;

  Values(Supplier<Store> opener, ClassLoader loader, TypedLine line) {
    this.opener = opener;
    this.loader = loader;
    this.line = line;
  }

  List<Candidate> of(ArgSpec argument) {
    List<Candidate> candidates = new ArrayList<>();
    if (argument.type().isEnum()) {
      for (Object constant : argument.type().getEnumConstants()) {
        candidates.add(Candidate.of(constant.toString().toLowerCase(Locale.ROOT)));
      }
    }
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(value -> candidates.add(Candidate.of(value)));
    }
    for (String word : LABEL.split(argument.paramLabel())) {
      candidates.addAll(of(word));
    }
    return candidates;
  }

  private List<Candidate> of(String label) {
    return switch (label) {
      case "STUDY" -> studies();
      case "RUN", "ID" -> runs();
      case "FIELD", "COLUMN", "METRIC", "EXPR" -> fields();
      case "NAME" -> named();
      case "OPERATION" ->
          new Operations(loader)
              .all().stream()
                  .map(operation -> new Candidate(operation.spec().key(), operation.spec().doc()))
                  .toList();
      case "FILE", "PATH", "DIR", "STORE" -> List.of(Candidate.FILES);
      default -> List.of();
    };
  }

  /** Names of what an option is about; those that a person makes up have no candidates. */
  private List<Candidate> named() {
    return switch (line.open().map(OptionSpec::longestName).orElse("")) {
      case "-p" -> params();
      case "--executor" -> Executors.plugins(loader).names().stream().map(Candidate::of).toList();
      default -> List.of();
    };
  }

  /** {@code run} takes files alone, other commands names of stored studies. */
  private List<Candidate> studies() {
    List<Candidate> candidates = new ArrayList<>();
    if (STUDY_FILES.contains(line.command().name())) {
      candidates.add(Candidate.FILES);
    }
    if (line.command().name().equals("run")) {
      return candidates;
    }
    Manifests manifests = Manifests.of(opener.get());
    for (StudyManifest manifest : manifests.all().values()) {
      String name = manifest.study().substring(0, manifest.study().indexOf(':'));
      String shortest = manifests.all(name).size() == 1 ? name : manifest.study();
      String value = line.typed().startsWith(name + ":") ? manifest.study() : shortest;
      candidates.add(new Candidate(value, manifest.sweep()));
    }
    return candidates;
  }

  private List<Candidate> runs() {
    List<Candidate> candidates = new ArrayList<>(NAMED_RUNS);
    if (!DIGITS.matcher(line.typed()).matches()) {
      return candidates;
    }
    Store store = opener.get();
    for (RunId id : store.findByPrefix(line.typed(), MOST_RUNS)) {
      String value = id.hex().substring(0, Math.max(8, line.typed().length()));
      candidates.add(
          new Candidate(value, store.findRunRecord(id).map(Values::described).orElse("")));
    }
    return candidates;
  }

  private static String described(RunRecord record) {
    return record.status().wireName() + " " + Show.values(record.params().asMap());
  }

  private List<Candidate> params() {
    return names(record -> record.params().names().stream())
        .map(name -> Candidate.of(name + "="))
        .toList();
  }

  private interface Names {
    Stream<String> of(RunRecord record);
  }

  private List<Candidate> fields() {
    Set<String> fields = new LinkedHashSet<>();
    names(
            record ->
                Stream.of(
                        record.params().names().stream().map(name -> "params." + name),
                        record.metrics().keySet().stream().map(name -> "metrics." + name),
                        RecordFields.fixedNames().stream())
                    .flatMap(names -> names))
        .forEach(
            field -> {
              fields.add(field);
              fields.add(FieldNames.bare(field));
            });
    boolean full = line.typed().contains(".");
    return fields.stream().filter(field -> full == field.contains(".")).map(Candidate::of).toList();
  }

  private Stream<String> names(Names names) {
    Store store = opener.get();
    Set<String> found = new LinkedHashSet<>();
    try (Stream<RunRecord> records = store.runRecords(study(store))) {
      records.limit(RECORDS_LOOKED_AT).flatMap(names::of).forEach(found::add);
    }
    return found.stream();
  }

  /** Returns the study that stands in the line, or empty for all. */
  private String study(Store store) {
    for (String word : line.positionals()) {
      try {
        return Studies.find(store, word);
      } catch (MetalabException e) {
        // It may be something else than a study; the next word may be one.
      }
    }
    return "";
  }
}
