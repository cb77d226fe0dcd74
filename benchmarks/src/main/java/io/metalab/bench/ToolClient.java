package io.metalab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A client of a server of tools, over the server's standard streams. */
final class ToolClient implements AutoCloseable {
  private static final int WARM_UP = 200;
  private static final int CALLS = 200;
  private static final double QUANTILE = 0.95;
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"b\",\"version\":\"1\"}}}";

  private final Process server;
  private final BufferedReader answers;
  private final OutputStream calls;
  private final double firstAnswerSeconds;

  private ToolClient(Process server, long startNanos) throws IOException {
    this.server = server;
    this.answers = server.inputReader(UTF_8);
    this.calls = server.getOutputStream();
    ask(INITIALIZE);
    this.firstAnswerSeconds = (System.nanoTime() - startNanos) / 1e9;
    calls.write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n".getBytes(UTF_8));
  }

  /** Starts a server by a program and its arguments, and waits until it answers. */
  static ToolClient start(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    long start = System.nanoTime();
    Process server =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new ToolClient(server, start);
  }

  /** Returns how long the server took from its start to its first answer. */
  double firstAnswerSeconds() {
    return firstAnswerSeconds;
  }

  /**
   * Calls a warm tool many times and returns the 95 % quantile of what a call takes.
   *
   * @param arguments of each call, as JSON
   * @throws IllegalStateException if a call fails
   */
  double quantileMillis(String tool, String arguments) throws IOException {
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
            .formatted(tool, arguments);
    double[] millis = new double[CALLS];
    for (int i = -WARM_UP; i < CALLS; i++) {
      long start = System.nanoTime();
      String answer = ask(call);
      if (!answer.contains("\"isError\":false")) {
        throw new IllegalStateException(tool + " failed: " + answer);
      }
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis[(int) (QUANTILE * CALLS)];
  }

  private String ask(String call) throws IOException {
    calls.write((call + "\n").getBytes(UTF_8));
    calls.flush();
    return answers.readLine();
  }

  @Override
  public void close() throws IOException {
    server.destroy();
    calls.close();
    answers.close();
  }
}
