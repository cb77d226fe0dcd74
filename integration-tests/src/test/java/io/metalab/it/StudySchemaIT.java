package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import io.metalab.it.JavaProcess.Outcome;
import io.metalab.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The published schema, judged by another program: the package jsonschema of Python. */
@Timeout(120)
class StudySchemaIT {
  private static final String VALIDATOR =
      """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1], encoding="utf-8"))
      jsonschema.Draft202012Validator.check_schema(schema)
      for name, study in json.load(open(sys.argv[2], encoding="utf-8")).items():
          for error in jsonschema.Draft202012Validator(schema).iter_errors(study):
              print(f"{name}: {error.message}")
      """;

  private static final Pattern YAML_BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern MODELINE =
      Pattern.compile("^# yaml-language-server: \\$schema=(.*)$");

  @TempDir Path directory;

  @BeforeEach
  void needsJsonschema() {
    Outcome imported = JavaProcess.python(directory, "import jsonschema");
    boolean present = imported.exitCode() == 0;
    Needs.that(present, "jsonschema of Python (package python3-jsonschema): " + imported.err());
  }

  private String errors(Map<String, @Nullable Object> study) throws Exception {
    return errorsOf(Map.of("study", study));
  }

  /** Returns a line for each error of these studies, which begins with the name. */
  private String errorsOf(Map<String, ?> studies) throws Exception {
    Path documents = Files.writeString(directory.resolve("studies.json"), Json.write(studies));
    Outcome validated =
        JavaProcess.python(
            directory,
            VALIDATOR,
            ROOT.resolve("docs/study.schema.json").toString(),
            documents.toString());
    assertThat(validated.exitCode()).as(validated.err()).isZero();
    return validated.out();
  }

  private static Map<String, @Nullable Object> sunspots() throws IOException {
    Map<String, @Nullable Object> study = new LinkedHashMap<>();
    yaml(Files.readString(ROOT.resolve("examples/sunspots/study.yaml")))
        .forEach((key, value) -> study.put((String) key, value));
    return study;
  }

  /** All study files that people are shown or given, as text by name. */
  private static Map<String, String> shown() throws IOException {
    Map<String, String> shown = new LinkedHashMap<>();
    for (String below : List.of("examples", "metalab-cli/src/main/resources")) {
      try (Stream<Path> paths = Files.walk(ROOT.resolve(below))) {
        for (Path path : paths.filter(StudySchemaIT::isSourceYaml).sorted().toList()) {
          shown.put(ROOT.relativize(path).toString(), Files.readString(path));
        }
      }
    }
    Matcher block = YAML_BLOCK.matcher(Files.readString(ROOT.resolve("docs/study-yaml.md")));
    while (block.find()) {
      shown.put("block %d of study-yaml.md".formatted(shown.size()), block.group(1));
    }
    return shown;
  }

  /** Configs of DyMAD are no studies; what is left of running them is no source. */
  private static boolean isSourceYaml(Path path) {
    return path.toString().endsWith(".yaml")
        && !path.toString().contains("/target/")
        && !path.startsWith(ROOT.resolve("examples/dymad"));
  }

  private static Map<?, ?> yaml(String text) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    return (Map<?, ?>) new Load(settings).loadFromString(text);
  }

  @Test
  void takesEveryStudyFileThatPeopleAreShown() throws Exception {
    Map<String, Object> studies = new LinkedHashMap<>();
    shown().forEach((name, text) -> studies.put(name, yaml(text)));

    assertThat(studies)
        .containsKeys(
            "examples/sunspots/study.yaml",
            "examples/python-command/study.yaml",
            "metalab-cli/src/main/resources/io/metalab/cli/new/java/study.yaml")
        .hasSizeGreaterThan(10);
    assertThat(errorsOf(studies)).isEmpty();
  }

  @Test
  void refusesATypoInAnyKeyOfThem() throws Exception {
    Map<String, Object> misspelt = new LinkedHashMap<>();
    for (Map.Entry<String, String> file : shown().entrySet()) {
      Map<?, ?> study = yaml(file.getValue());
      for (Object key : study.keySet()) {
        misspelt.put(file.getKey() + " " + key, withTypo(study, key));
      }
      for (String part : List.of("goal", "operation", "sweep", "seeds", "run")) {
        if (study.get(part) instanceof Map<?, ?> inner) {
          for (Object key : inner.keySet()) {
            Map<Object, Object> changed = new LinkedHashMap<>(study);
            changed.put(part, withTypo(inner, key));
            misspelt.put(file.getKey() + " " + part + "." + key, changed);
          }
        }
      }
    }

    List<String> errors = errorsOf(misspelt).lines().toList();

    assertThat(misspelt).hasSizeGreaterThan(100);
    assertThat(misspelt.keySet())
        .allSatisfy(name -> assertThat(errors).anyMatch(error -> error.startsWith(name + ": ")));
  }

  /** Returns the map with one more letter in a key. */
  private static Map<Object, Object> withTypo(Map<?, ?> map, Object key) {
    Map<Object, Object> changed = new LinkedHashMap<>(map);
    changed.put(key + "x", changed.remove(key));
    return changed;
  }

  @Test
  void whereAStudyNamesItsSchemaForEditorsThatIsThePublishedOne() throws Exception {
    int named = 0;
    try (Stream<Path> paths = Files.walk(ROOT.resolve("examples"))) {
      for (Path path : paths.filter(StudySchemaIT::isSourceYaml).toList()) {
        Matcher modeline = MODELINE.matcher(Files.readAllLines(path).get(0));
        if (modeline.find()) {
          named++;
          assertThat(path.resolveSibling(modeline.group(1)))
              .as("the schema of %s", path)
              .hasSameTextualContentAs(ROOT.resolve("docs/study.schema.json"));
        }
      }
    }
    assertThat(named).isPositive();
  }

  @Test
  void takesDesignsAndRulesAboutReplicates() throws Exception {
    Map<String, @Nullable Object> study = new LinkedHashMap<>(sunspots());
    study.put("sweep", Json.parse("{\"sobol\":{\"n\":8,\"p\":{\"int\":[1,9]}}}"));
    study.put("seeds", Json.parse("{\"base\":1,\"replicates\":9,\"until\":{\"halfwidth\":0.1}}"));
    assertThat(errors(study)).isEmpty();
  }

  @Test
  void refusesWhatTheReaderRefuses() throws Exception {
    List<String> wrong =
        List.of(
            "{\"sweeep\":{}}",
            "{\"version\":1}",
            "{\"sweep\":{\"grid\":{\"p\":3}}}",
            "{\"sweep\":{\"sobol\":{\"p\":{\"int\":[1,9]}}}}",
            "{\"sweep\":{\"morris\":{\"trajectories\":3,\"levels\":1,\"p\":{\"int\":[1,9]}}}}",
            "{\"seeds\":{\"replicates\":3}}",
            "{\"goal\":{\"metric\":\"rmse\"}}",
            "{\"run\":{\"reuse\":\"always\"}}",
            "{\"operation\":{\"command\":\"python3 fit.py\"}}",
            "{\"operation\":{\"command\":[\"fit\",0.5]}}",
            "{\"operation\":{\"script\":\"Fit.java\",\"command\":[\"fit\"]}}",
            "{\"operation\":{\"inputs\":[\"fit.py\"]}}");
    for (String change : wrong) {
      Map<String, @Nullable Object> study = new LinkedHashMap<>(sunspots());
      Map<?, ?> changes = (Map<?, ?>) requireNonNull(Json.parse(change));
      changes.forEach((key, value) -> study.put((String) key, value));
      assertThat(errors(study)).as(change).isNotBlank();
    }
  }
}
