package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import io.metalab.core.study.StudyFile;
import io.metalab.core.study.StudyManifest;
import io.metalab.core.study.StudyOverrides;
import io.metalab.it.JavaProcess.Outcome;
import io.metalab.testkit.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The published schema, judged by another program: the package jsonschema of Python. */
@Timeout(120)
class StudySchemaIT {
  private static final String VALIDATOR =
      """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1], encoding="utf-8"))
      jsonschema.Draft202012Validator.check_schema(schema)
      document = json.load(open(sys.argv[2], encoding="utf-8"))
      for error in jsonschema.Draft202012Validator(schema).iter_errors(document):
          print(error.message)
      """;

  @TempDir Path directory;

  @BeforeEach
  void needsJsonschema() {
    Outcome imported = JavaProcess.python(directory, "import jsonschema");
    boolean present = imported.exitCode() == 0;
    Needs.that(present, "jsonschema of Python (package python3-jsonschema): " + imported.err());
  }

  private String errors(Map<String, @Nullable Object> study) throws Exception {
    Path document = Files.writeString(directory.resolve("study.json"), Json.write(study));
    Outcome validated =
        JavaProcess.python(
            directory,
            VALIDATOR,
            ROOT.resolve("docs/study.schema.json").toString(),
            document.toString());
    assertThat(validated.exitCode()).as(validated.err()).isZero();
    return validated.out();
  }

  private static Map<String, @Nullable Object> sunspots() {
    return StudyManifest.of(
            StudyFile.read(
                ROOT.resolve("examples/sunspots/study.yaml"),
                StudyOverrides.none(),
                List.of(),
                StudySchemaIT.class.getClassLoader()),
            Optional.empty())
        .declaration();
  }

  @Test
  void takesTheStudyFileOfTheExample() throws Exception {
    assertThat(errors(sunspots())).isEmpty();
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
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("sweeep", "{}");
    wrong.put("version", "1");
    wrong.put("sweep", "{\"grid\":{\"p\":3}}");
    wrong.put("seeds", "{\"replicates\":3}");
    wrong.put("goal", "{\"metric\":\"rmse\"}");
    wrong.put("run", "{\"reuse\":\"always\"}");
    for (Map.Entry<String, String> change : wrong.entrySet()) {
      Map<String, @Nullable Object> study = new LinkedHashMap<>(sunspots());
      study.put(change.getKey(), Json.parse(change.getValue()));
      assertThat(errors(study)).as(change.toString()).isNotBlank();
    }
  }
}
