package io.metalab.core.study;

import io.metalab.api.MetalabException;
import io.metalab.core.command.CommandOperation;
import io.metalab.core.command.TemplateException;
import io.metalab.core.registry.BoundOperation;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program in one file: {@code {script: Train.java, args: [--lr, "{lr}"]}}, the command
 * {@code java Train.java --lr …} compiled once.
 */
final class ScriptForm implements OperationForm {
  static final String SCRIPT = "script";
  static final String ARGS = "args";

  @Override
  public List<String> keys() {
    return List.of(SCRIPT, ARGS, CommandWords.INPUTS, CommandWords.ENVIRONMENT);
  }

  @Override
  public BoundOperation read(Section operation, StudyScope scope) {
    Item script = operation.require(SCRIPT, "a file such as Train.java");
    String file = Section.text("operation.script", script);
    if (!file.endsWith(".java") || !Files.isRegularFile(scope.baseDirectory().resolve(file))) {
      throw script.place().error("there is no Java file '%s' beside the study.".formatted(file));
    }
    CommandWords.checkInputs(operation, scope.baseDirectory());
    List<String> inputs = new ArrayList<>(List.of(file));
    operation.findTexts(CommandWords.INPUTS).ifPresent(inputs::addAll);
    return command(file, operation, scope).inputs(inputs).directory(scope.baseDirectory()).bind();
  }

  private static CommandOperation command(String file, Section operation, StudyScope scope) {
    List<String> environment = operation.findTexts(CommandWords.ENVIRONMENT).orElse(List.of());
    List<String> args =
        operation
            .find(ARGS)
            .map(item -> CommandWords.read("operation.args", item))
            .orElse(List.of());
    try {
      return CommandOperation.ofScript(file, args, environment, classPath(scope.classLoader()));
    } catch (TemplateException e) {
      throw CommandWords.placed(
          operation.require(ARGS, "a list of words"), e, CommandWords.BEFORE_ARGUMENTS);
    } catch (MetalabException e) {
      throw operation.placeOf(CommandWords.ENVIRONMENT).error(e);
    }
  }

  /** Returns what the study adds to the class path of this program. */
  private static List<String> classPath(ClassLoader loader) {
    List<String> entries = new ArrayList<>();
    if (loader instanceof URLClassLoader study) {
      for (URL url : study.getURLs()) {
        try {
          entries.add(Path.of(url.toURI()).toString());
        } catch (URISyntaxException e) {
          throw new IllegalStateException("A class loader has the URL " + url, e);
        }
      }
    }
    return entries;
  }
}
