package io.dymad.agent.cli;

import io.dymad.agent.mcp.McpCommand;
import io.metalab.cli.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The commands of {@code dymad}. */
final class DymadProgram {
  private DymadProgram() {}

  static Program get() {
    return new Program(
        "dymad",
        List.of(
            "Learns dynamical systems from trajectories, judges and analyses what it learned.",
            "Trainings are runs of a metalab store: ./runs beside the config unless -s names"
                + " another.",
            "dymad COMMAND --help tells what a command takes."),
        List.of(
            "dymad train --config pendulum.yaml", "dymad eval pendulum", "dymad report pendulum"),
        exitCodes(),
        groups(),
        commands());
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "done");
    codes.put("1", "unexpected error");
    codes.put("2", "wrong usage or invalid config");
    codes.put("3", "done, but the training failed");
    codes.put("4", "the store or the run directory cannot be used");
    codes.put("5", "not found");
    codes.put("130", "interrupted; a training goes on, and dymad status tells of it");
    codes.put("143", "terminated");
    return codes;
  }

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("Begin", List.of("registry", "config", "dataset"));
    groups.put("Train", List.of("train", "status", "log", "cancel"));
    groups.put("Judge and analyse", List.of("eval", "analyze", "report"));
    return groups;
  }

  private static Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("registry", RegistryCommand::new);
    all.put("config", ConfigCommand::new);
    all.put("dataset", DatasetCommand::new);
    all.put("train", TrainCommand::new);
    all.put("status", StatusCommand::new);
    all.put("log", LogCommand::new);
    all.put("cancel", CancelCommand::new);
    all.put("eval", EvalCommand::new);
    all.put("analyze", AnalyzeCommand::new);
    all.put("report", ReportCommand::new);
    all.put("mcp", McpCommand::new);
    return all;
  }
}
