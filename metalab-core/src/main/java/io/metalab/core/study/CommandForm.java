package io.metalab.core.study;

import io.metalab.api.MetalabException;
import io.metalab.core.command.CommandOperation;
import io.metalab.core.command.CommandTemplate;
import io.metalab.core.command.TemplateException;
import io.metalab.core.registry.BoundOperation;
import java.util.List;

/** A program in any language: {@code {command: [python3, train.py, --lr, "{lr}"]}}. */
final class CommandForm implements OperationForm {
  static final String COMMAND = "command";

  @Override
  public List<String> keys() {
    return List.of(COMMAND, CommandWords.INPUTS, CommandWords.ENVIRONMENT);
  }

  @Override
  public BoundOperation read(Section operation, StudyScope scope) {
    Item command = operation.require(COMMAND, "a list of words");
    List<String> words = CommandWords.read("operation.command", command);
    List<String> environment = operation.findTexts(CommandWords.ENVIRONMENT).orElse(List.of());
    CommandWords.checkInputs(operation, scope.baseDirectory());
    CommandTemplate template;
    try {
      template = new CommandTemplate(words, environment);
    } catch (TemplateException e) {
      throw CommandWords.placed(command, e, 0);
    } catch (MetalabException e) {
      throw operation.placeOf(environment.isEmpty() ? COMMAND : CommandWords.ENVIRONMENT).error(e);
    }
    return CommandOperation.of(template)
        .inputs(operation.findTexts(CommandWords.INPUTS).orElse(List.of()))
        .directory(scope.baseDirectory())
        .bind();
  }
}
