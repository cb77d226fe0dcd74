package io.dymad.operation;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import java.util.List;
import java.util.stream.Stream;

/** The description of {@link TrainOperation}. */
final class TrainSpec {
  private TrainSpec() {}

  static OperationSpec create() {
    OperationSpec.Builder spec =
        OperationSpec.of("dymad.train")
            .doc("Trains a model of trajectories, such as a Koopman model, by gradients.");
    Stream.of(
            DataParameters.specs(),
            valid(),
            SplitParameters.specs(),
            TrainingParameters.model(),
            TrainingParameters.training(),
            TrainingParameters.integration(),
            saving())
        .flatMap(List::stream)
        .forEach(spec::parameter);
    return spec.metric("train_loss", "The phase's own loss, after each epoch.")
        .metric("valid_loss", "Loss of rollouts of the held-out courses, after each epoch.")
        .metric("learning_rate", "Of each epoch; 0 for least squares.")
        .metric("gradient_norm", "Of the last step of each epoch, before it is clipped.")
        .metric("best_valid_loss", "Least valid_loss, whose weights are the best ones.")
        .metric("best_epoch", "Its epoch, counted from 1; 0 if the first weights were the best.")
        .metric("final_valid_loss", "valid_loss after the last epoch.")
        .metric("final_train_loss", "train_loss of the last epoch.")
        .metric("rmse_mean", "Mean over held-out courses of the root mean square error.")
        .metric("rmse_max", "Largest of these.")
        .metric("forecast_error", "Relative error of all held-out courses together.")
        .metric("n_diverged", "Warning: held-out courses that the best model does not follow.")
        .metric("n_parameters", "Numbers that are learned.")
        .metric("n_train", "Fitted trajectories.")
        .metric("n_held_out", "Held-out trajectories.")
        .metric("epochs_done", "Epochs of all phases.")
        .metric("diverged_step", "Step of its phase at which the training diverged; else NaN.")
        .artifact(
            TrainingFiles.DIRECTORY,
            "training.json says where the training is and what data go through, an .npz beside it"
                + " has all numbers; a longer run goes on from it. What phases export is in"
                + " exports.")
        .artifact("history.csv", "Losses, learning rate and gradient of each epoch.")
        .artifact("config.json", "All options of the model and of the phases, defaults filled in.")
        .artifact("summary.json", "Epochs and losses of each phase; exponents of linear dynamics.")
        .artifact("plots/history.png", "Losses over epochs; also as .svg and .data.csv.")
        .build();
  }

  private static List<ParameterSpec.Builder> valid() {
    return List.of(
        ParameterSpec.of("valid_dataset", ParameterType.FILE)
            .defaultValue(null)
            .doc("Trajectories that choose the best weights, in place of a share held out."));
  }

  /** How often is no part of an id unless it is another than usual; results do not depend on it. */
  private static List<ParameterSpec.Builder> saving() {
    return List.of(
        ParameterSpec.of(SavedTraining.SECONDS, ParameterType.NUMBER)
            .range(0, 1e9)
            .unit("s")
            .neutral(10)
            .doc(
                "Time between saves of where the training is, from which an interrupted run"
                    + " continues; 0 saves after each epoch."),
        ParameterSpec.of(SavedTraining.EPOCHS, ParameterType.INTEGER)
            .range(0, 1_000_000_000)
            .neutral(0)
            .doc("Saves also when so many epochs have passed; 0 for the time alone."));
  }
}
