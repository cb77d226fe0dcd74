package io.metalab.core.study;

import io.metalab.core.command.CommandOperation;
import io.metalab.core.command.TemplateException;
import io.metalab.core.registry.BoundOperation;
import io.metalab.core.study.Item.Dict;
import io.metalab.core.study.Item.Scalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The words of commands, and the places of what is wrong with them. */
final class CommandWords {
  static final String INPUTS = "inputs";
  static final String ENVIRONMENT = "environment";

  /** The words of a script's command that its arguments follow. */
  static final int BEFORE_ARGUMENTS = 2;

  private CommandWords() {}

  /** Reads words: texts, and integers, whose digits are the same in every notation. */
  static List<String> read(String title, Item item) {
    if (item instanceof Scalar) {
      throw item.place()
          .error(
              "%s must be a list of words, since no shell takes it apart.".formatted(title),
              "",
              "command: [python3, train.py]");
    }
    List<String> words = new ArrayList<>();
    for (Item word : Section.list(title, item)) {
      boolean integer =
          word instanceof Scalar scalar
              && scalar.value() instanceof Long number
              && Long.toString(number).equals(scalar.text());
      words.add(integer ? ((Scalar) word).text() : Section.text("each word of " + title, word));
    }
    return words;
  }

  /** Refuses inputs that are not there. */
  static void checkInputs(Section operation, Path base) {
    for (Item input :
        operation
            .find(INPUTS)
            .map(item -> Section.list("operation.inputs", item))
            .orElse(List.of())) {
      String path = Section.text("each of operation.inputs", input);
      if (!Files.exists(base.resolve(path))) {
        throw input
            .place()
            .error("there is no file or directory '%s' beside the study.".formatted(path));
      }
    }
  }

  /**
   * Checks that each placeholder of a command stands for something; other operations have none.
   *
   * @param declared what is written under {@code operation}
   * @param params names of the parameters that some runs have
   * @param context names of the context's values
   */
  static void checkNames(
      Item declared,
      BoundOperation operation,
      Collection<String> params,
      Collection<String> context) {
    if (declared instanceof Dict dict
        && operation.operation() instanceof CommandOperation command) {
      try {
        command.template().checkNames(params, context);
      } catch (TemplateException e) {
        Item.Entry words = dict.entries().get(CommandForm.COMMAND);
        Item.Entry arguments = dict.entries().get(ScriptForm.ARGS);
        if (words != null) {
          throw placed(words.item(), e, 0);
        }
        throw arguments == null ? e : placed(arguments.item(), e, BEFORE_ARGUMENTS);
      }
    }
  }

  /**
   * Returns an error at the place of the word.
   *
   * @param words the words as they are written
   * @param before how many words of the command come before them
   */
  static StudyFileException placed(Item words, TemplateException e, int before) {
    Item word = Section.list("the words", words).get(e.word() - before);
    String text = word instanceof Scalar scalar ? scalar.text() : "";
    return word.place()
        .within(text, e.start(), e.end())
        .error(e.code(), e.problem(), e.suggestion(), "", e);
  }
}
