package io.metalab.core.study;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.core.identity.ValueCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schemas of the ways to write an operation, and of the parameters that it declares. */
final class OperationSchema {
  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          ClassForm.CLASS, "The name of a class on the class path.",
          CommandForm.COMMAND, "The program and its arguments; no shell takes them apart.",
          ScriptForm.SCRIPT, "A Java file with a main method, beside the study.",
          ScriptForm.ARGS, "What its main method gets; {name} stands for a parameter.",
          CommandWords.INPUTS, "Files and directories that its code consists of.",
          CommandWords.ENVIRONMENT, "Variables that results depend on; they must be set.");

  private static final Map<String, String> TITLES =
      Map.of(
          ClassForm.CLASS, "A class that is an operation.",
          CommandForm.COMMAND, "A program in any language, one process a run.",
          ScriptForm.SCRIPT, "A Java program in one file, one process a run.");

  private OperationSchema() {}

  /** Returns the schema of a study's operation: its key, or any form of a map. */
  static Map<String, Object> forms(Optional<OperationSpec> operation) {
    Map<String, Object> key = SchemaTypes.text("The key of a registered operation.");
    operation.ifPresent(spec -> key.put("examples", List.of(spec.key())));
    List<Object> forms = new ArrayList<>(List.of(key));
    OperationReader.FORMS.forEach(form -> forms.add(form(form.keys())));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", "What each run executes.");
    schema.put("anyOf", forms);
    return schema;
  }

  private static Map<String, Object> form(List<String> keys) {
    Map<String, Object> types = new LinkedHashMap<>();
    for (String key : keys) {
      String description = DESCRIPTIONS.getOrDefault(key, "");
      types.put(
          key,
          switch (key) {
            case CommandForm.COMMAND -> SchemaTypes.words(description, 1);
            case ScriptForm.ARGS -> SchemaTypes.words(description, 0);
            case CommandWords.INPUTS, CommandWords.ENVIRONMENT -> SchemaTypes.texts(description);
            default -> SchemaTypes.text(description);
          });
    }
    String first = keys.get(0);
    Map<String, Object> form = SchemaTypes.object(TITLES.getOrDefault(first, ""), keys, types);
    form.put("required", List.of(first));
    return form;
  }

  /** Returns the schema of a parameter that has one value. */
  static Map<String, Object> parameter(ParameterSpec parameter) {
    Map<String, Object> schema = new LinkedHashMap<>();
    List<String> types =
        switch (parameter.type()) {
          case INTEGER -> List.of("integer");
          case NUMBER -> List.of("number");
          case BOOLEAN -> List.of("boolean");
          case STRING -> List.of("string");
          case LIST -> List.of("array");
          case MAP -> List.of("object");
          case FILE, DIR -> List.of("string", "object");
          case ANY -> List.of();
        };
    boolean nullable = !parameter.required() && parameter.defaultValue() == null;
    List<String> all = new ArrayList<>(types);
    if (!types.isEmpty()) {
      if (nullable) {
        all.add("null");
      }
      schema.put("type", all);
    }
    String unit = parameter.unit().isEmpty() ? "" : " [" + parameter.unit() + "]";
    schema.put("description", (parameter.doc() + unit).strip());
    if (Double.isFinite(parameter.min())) {
      schema.put("minimum", parameter.min());
    }
    if (Double.isFinite(parameter.max())) {
      schema.put("maximum", parameter.max());
    }
    if (!parameter.choices().isEmpty()) {
      schema.put("enum", ValueCodec.encode(parameter.choices()));
    }
    Object defaultValue = ValueCodec.encode(parameter.defaultValue());
    if (!parameter.required() && defaultValue != null) {
      schema.put("default", defaultValue);
    }
    return schema;
  }
}
