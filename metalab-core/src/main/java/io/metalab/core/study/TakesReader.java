package io.metalab.core.study;

import io.metalab.api.Goal;
import io.metalab.core.stage.Take;
import io.metalab.core.study.Item.Items;
import io.metalab.core.study.Item.Scalar;
import io.metalab.core.where.FilterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which runs of which earlier stages a stage takes. */
final class TakesReader {
  static final List<String> KEYS = List.of("stage", "take", "where", "top", "by", "skip_failed");
  static final List<String> MODES = List.of("each", "best", "folded", "all");
  private static final Pattern BY = Pattern.compile("(min|max) (\\S+)");

  private final String stage;
  private final Set<String> stages;

  /**
   * Prepares to read.
   *
   * @param stage the stage that takes
   * @param stages all stages
   */
  TakesReader(String stage, Set<String> stages) {
    this.stage = stage;
    this.stages = stages;
  }

  /** Reads the name of a stage, a map, or a list of these. */
  List<Take> read(Item item) {
    if (item instanceof Items list) {
      List<Take> takes = new ArrayList<>();
      list.items().forEach(inner -> takes.add(take(inner)));
      return takes;
    }
    return List.of(take(item));
  }

  private Take take(Item item) {
    String title = "stages.%s.from".formatted(stage);
    if (item instanceof Scalar) {
      return Take.each(known(Section.text(title, item), item.place()));
    }
    Section section = Section.of(title, item, KEYS);
    Item from = section.require("stage", "the stage to take runs from, as in {stage: fit}");
    Take take = Take.each(known(Section.text(title + ".stage", from), from.place()));
    if (section.has("take")) {
      take = take.mode(mode(section));
    }
    if (section.has("where")) {
      take = filtered(take, section);
    }
    if (section.has("top")) {
      take = take.top((int) (long) section.findInteger("top", 1, Integer.MAX_VALUE).orElseThrow());
    }
    if (section.has("by")) {
      take = take.by(by(section));
    }
    return section.findBoolean("skip_failed").orElse(false) ? take.withoutFailed() : take;
  }

  private String known(String name, Place place) {
    if (!stages.contains(name)) {
      throw StagesReader.unknown(place, name, stages);
    }
    return name;
  }

  private static Take.Mode mode(Section section) {
    Item item = section.find("take").orElseThrow();
    String word = Section.text("take", item);
    if (!MODES.contains(word)) {
      throw item.place()
          .error("take must be one of %s, not '%s'.".formatted(String.join(", ", MODES), word));
    }
    return Take.Mode.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Take filtered(Take take, Section section) {
    Item item = section.find("where").orElseThrow();
    String expression = Section.text("where", item);
    try {
      return take.where(expression);
    } catch (FilterException e) {
      throw item.place().error(e);
    }
  }

  private static Goal by(Section section) {
    Item item = section.find("by").orElseThrow();
    String text = Section.text("by", item);
    Matcher matcher = BY.matcher(text);
    if (!matcher.matches()) {
      throw item.place()
          .error(
              "by is 'min' or 'max' and a metric, not '%s'.".formatted(text), "", "by: min rmse");
    }
    return new Goal(matcher.group(2), matcher.group(1).equals("min"));
  }
}
