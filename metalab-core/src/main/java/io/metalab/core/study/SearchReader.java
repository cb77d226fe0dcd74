package io.metalab.core.study;

import io.metalab.api.Goal;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.core.params.Distribution;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchAlgorithms;
import io.metalab.core.search.SearchAxis;
import io.metalab.core.search.SearchSpace;
import io.metalab.core.search.TieBreaker;
import io.metalab.core.study.Item.Dict;
import io.metalab.core.study.Item.Entry;
import io.metalab.core.study.Item.Items;
import io.metalab.core.where.FilterException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Reads searches: what is searched, by which algorithm, and how long. */
final class SearchReader {
  static final List<String> KEYS =
      List.of(
          "algorithm",
          "n",
          "batch",
          "seed",
          "space",
          "when",
          "where",
          "goals",
          "folds",
          "settings",
          "ties");
  static final String BUDGET = "budget";

  private final ParamChecks checks;
  private final AxisReader axes;
  private final Params constants;
  private final ClassLoader loader;

  SearchReader(ParamChecks checks, Params constants, ClassLoader loader) {
    this.checks = checks;
    this.axes = new AxisReader(checks);
    this.constants = constants;
    this.loader = loader;
  }

  /** Reads a search; the constants are added to each point. */
  SweepReader.Sweep read(Item item) {
    Section section = Section.of("search", item, KEYS);
    Item algorithm = section.require("algorithm", "as in 'algorithm: tpe'");
    Item n = section.require("n", "the number of points, as in 'n: 100'");
    List<SearchAxis> found = new ArrayList<>();
    section.find("space").ifPresent(space -> read("search.space", space, found));
    section.find("when").ifPresent(when -> conditional(when, found));
    SearchSpace space =
        section
            .find("where")
            .map(where -> where(where, placed(item, () -> SearchSpace.of(found))))
            .orElseGet(() -> placed(item, () -> SearchSpace.of(found)));
    Search.Builder search =
        placed(
            algorithm,
            () ->
                Search.of(
                    SearchAlgorithms.byName(Section.text("search.algorithm", algorithm), loader),
                    Section.integer("search.n", n, 1, Integer.MAX_VALUE),
                    space));
    search.constants(constants);
    section
        .findInteger("batch", 1, Integer.MAX_VALUE)
        .ifPresent(batch -> search.batch(batch.intValue()));
    section.find("seed").ifPresent(seed -> search.seed(SeedsReader.seed("search.seed", seed)));
    section
        .find("settings")
        .ifPresent(settings -> search.settings(ValueReader.params("search.settings", settings)));
    section.find("goals").ifPresent(goals -> search.goals(goals(goals)));
    section.findTexts("ties").ifPresent(ties -> search.ties(ties(ties, section.placeOf("ties"))));
    Set<String> names = new LinkedHashSet<>(constants.names());
    names.addAll(space.names());
    section.find("folds").ifPresent(folds -> search.folds(folds(folds, names)));
    return new SweepReader.Sweep(placed(item, search::build), names);
  }

  private void read(String title, Item item, List<SearchAxis> found) {
    Section.anyMap(title, item).forEach((name, entry) -> found.add(axis(name, entry)));
  }

  private SearchAxis axis(String name, Entry entry) {
    checks.checkName(name, entry.keyPlace());
    if (constants.has(name)) {
      throw entry
          .keyPlace()
          .error(
              "the parameter %s is both a constant and searched.".formatted(name),
              "",
              "leave it out of params");
    }
    Item item = entry.item();
    if (item instanceof Dict dict && dict.entries().containsKey(BUDGET)) {
      Item budgets =
          Section.of("the budget of " + name, item, List.of(BUDGET)).find(BUDGET).orElseThrow();
      List<Number> numbers = new ArrayList<>();
      for (Object value : axes.values(name, budgets)) {
        if (!(value instanceof Number number)) {
          throw budgets.place().error("the budgets of %s must be numbers.".formatted(name));
        }
        numbers.add(number);
      }
      return placed(budgets, () -> SearchAxis.budget(name, numbers));
    }
    boolean listed =
        item instanceof Items
            || (item instanceof Dict dict
                && dict.entries().keySet().stream().anyMatch(AxisReader.SPACINGS::contains));
    return placed(
        item,
        () ->
            SearchAxis.of(
                name,
                listed
                    ? new Distribution.Choice(axes.values(name, item))
                    : axes.distribution(name, item)));
  }

  /** Reads {@code when: {name: {value: {parameter: axis, …}, …}}}. */
  private void conditional(Item item, List<SearchAxis> found) {
    Section.anyMap("search.when", item)
        .forEach(
            (name, choice) -> {
              checks.checkName(name, choice.keyPlace());
              Map<String, Entry> branches = Section.anyMap("search.when." + name, choice.item());
              branches.forEach((value, entry) -> checks.checkValue(name, value, entry.keyPlace()));
              found.add(
                  placed(
                      item,
                      () ->
                          SearchAxis.of(
                              name, new Distribution.Choice(List.copyOf(branches.keySet())))));
              branches.forEach((value, entry) -> branch(name, value, entry.item(), found));
            });
  }

  private void branch(String name, String value, Item item, List<SearchAxis> found) {
    if (item instanceof Item.Scalar scalar && scalar.value() == null) {
      return; // A value may bring no parameters.
    }
    Section.anyMap("search.when.%s.%s".formatted(name, value), item)
        .forEach((inner, entry) -> found.add(axis(inner, entry).when(name, value)));
  }

  private static SearchSpace where(Item where, SearchSpace space) {
    String text = Section.text("search.where", where);
    try {
      return space.where(text);
    } catch (FilterException e) {
      Place exact = where.place().within(text, e.start(), e.end());
      throw exact.error(e.code(), e.problem(), e.hint(), "", e);
    }
  }

  private static List<TieBreaker> ties(List<String> names, Place place) {
    List<TieBreaker> ties = new ArrayList<>();
    for (String name : names) {
      ties.add(
          Arrays.stream(TieBreaker.values())
              .filter(tie -> tie.wireName().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      place.error(
                          "there is no tie-breaker '%s'.".formatted(name),
                          "",
                          "they are std_metric, param_l1 and combo_index")));
    }
    return ties;
  }

  private static List<Goal> goals(Item item) {
    return Section.list("search.goals", item).stream().map(ExperimentReader::goal).toList();
  }

  /** Reads {@code folds: {name: [values]}}. */
  private List<Params> folds(Item item, Set<String> names) {
    Map<String, Entry> entries = Section.anyMap("search.folds", item);
    if (entries.size() != 1) {
      throw item.place()
          .error("folds are the values of one parameter.", "", "folds: {fold: [0, 1, 2, 3, 4]}");
    }
    Map.Entry<String, Entry> only = entries.entrySet().iterator().next();
    String name = only.getKey();
    checks.checkName(name, only.getValue().keyPlace());
    names.add(name);
    List<Params> folds = new ArrayList<>();
    axes.values(name, only.getValue().item()).forEach(value -> folds.add(Params.of(name, value)));
    return folds;
  }

  private static <T> T placed(Item item, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (StudyFileException e) {
      throw e;
    } catch (MetalabException e) {
      throw item.place().error(e);
    }
  }
}
