package io.metalab.core.study;

import com.google.common.collect.ImmutableMap;
import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.FileRef;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.StageValue;
import io.metalab.api.Values;
import io.metalab.core.study.Item.Dict;
import io.metalab.core.study.Item.Entry;
import io.metalab.core.study.Item.Items;
import io.metalab.core.study.Item.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes items as values of params and contexts. */
final class ValueReader {
  private static final List<String> FILE_KEYS = List.of("file");
  private static final List<String> DIR_KEYS = List.of("dir", "pattern");
  static final String ARTIFACT = "artifact";
  static final String RUN = "run";
  private static final String STAGE = "stage";
  private static final Map<String, StageValue.Kind> STAGE_KINDS =
      ImmutableMap.of(
          ARTIFACT,
          StageValue.Kind.ARTIFACT,
          "param",
          StageValue.Kind.PARAM,
          "metric",
          StageValue.Kind.METRIC);
  private static final List<String> ARTIFACT_KEYS = List.of(ARTIFACT, RUN);

  private ValueReader() {}

  /** Returns named values. */
  static Params params(String title, Item item) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    Section.anyMap(title, item)
        .forEach(
            (name, entry) -> {
              checkKey(name, entry);
              values.put(name, value(title + "." + name, entry.item()));
            });
    return Params.copyOf(values);
  }

  /**
   * Returns the frozen value of an item; {@code {file: …}}, {@code {dir: …, pattern: …}} and {@code
   * {artifact: …, run: …}} are references, {@code {artifact: …, stage: …}}, {@code {param: …,
   * stage: …}} and {@code {metric: …, stage: …}} what an earlier stage gives.
   *
   * @throws StudyFileException if it has no canonical form
   */
  static @Nullable Object value(String title, Item item) {
    if (item instanceof Scalar scalar) {
      try {
        return Values.freeze(scalar.value(), title);
      } catch (MetalabException e) {
        throw item.place().error(e);
      }
    }
    if (item instanceof Items items) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Item inner : items.items()) {
        values.add(value("%s[%d]".formatted(title, values.size()), inner));
      }
      return values;
    }
    Map<String, Entry> entries = ((Dict) item).entries();
    if (isStageValue(entries)) {
      return stageValue(title, item);
    }
    if (isReference(entries)) {
      return reference(title, item);
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    entries.forEach(
        (key, entry) -> {
          checkKey(key, entry);
          values.put(key, value(title + "." + key, entry.item()));
        });
    return values;
  }

  private static void checkKey(String key, Entry entry) {
    if (key.startsWith("$")) {
      throw entry.keyPlace().error("names that start with '$' are reserved.");
    }
  }

  private static boolean isStageValue(Map<String, Entry> entries) {
    return entries.containsKey(STAGE)
        && STAGE_KINDS.keySet().stream().anyMatch(entries::containsKey);
  }

  private static StageValue stageValue(String title, Item item) {
    Map<String, Entry> entries = ((Dict) item).entries();
    Map.Entry<String, StageValue.Kind> found =
        STAGE_KINDS.entrySet().stream()
            .filter(entry -> entries.containsKey(entry.getKey()))
            .findFirst()
            .orElseThrow();
    String kind = found.getKey();
    Section section = Section.of("the value " + title, item, List.of(kind, STAGE));
    try {
      return new StageValue(
          found.getValue(),
          section.findText(STAGE).orElseThrow(),
          section.findText(kind).orElseThrow());
    } catch (IllegalArgumentException e) {
      throw item.place().error(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isReference(Map<String, Entry> entries) {
    return entries.containsKey("file")
        || entries.containsKey("dir")
        || entries.containsKey(ARTIFACT);
  }

  private static FileRef reference(String title, Item item) {
    Map<String, Entry> entries = ((Dict) item).entries();
    try {
      if (entries.containsKey("file")) {
        Section file = Section.of("the file " + title, item, FILE_KEYS);
        return FileValue.of(file.findText("file").orElseThrow());
      }
      if (entries.containsKey("dir")) {
        Section dir = Section.of("the directory " + title, item, DIR_KEYS);
        return DirValue.matching(
            dir.findText("dir").orElseThrow(), dir.findText("pattern").orElse(""));
      }
      Section artifact = Section.of("the artifact " + title, item, ARTIFACT_KEYS);
      String run = Section.text(title + ".run", artifact.require(RUN, "the id of its run"));
      return ArtifactValue.of(run, artifact.findText(ARTIFACT).orElseThrow());
    } catch (IllegalArgumentException e) {
      throw item.place().error(String.valueOf(e.getMessage()));
    } catch (StudyFileException e) {
      throw e;
    } catch (MetalabException e) {
      throw item.place().error(e);
    }
  }
}
