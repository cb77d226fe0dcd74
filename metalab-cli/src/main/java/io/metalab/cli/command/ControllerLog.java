package io.metalab.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ErrorCode;
import io.metalab.api.store.Store;
import io.metalab.cli.CliContext;
import io.metalab.cli.detach.DetachedLogs;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.core.controller.Controller;
import io.metalab.core.controller.Controllers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the last detached session of a study printed. */
final class ControllerLog {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final CliContext context;
  private final Controllers controllers;
  private final Controller controller;
  private final Path file;
  private long offset;

  private ControllerLog(CliContext context, Controllers controllers, Controller controller) {
    this.context = context;
    this.controllers = controllers;
    this.controller = controller;
    this.file = DetachedLogs.find(context, controller);
  }

  /**
   * Finds the log of a study.
   *
   * @throws CliException with {@code NOT_FOUND} if no session of it was detached
   */
  static ControllerLog of(CliContext context, Store store, String study) {
    Controllers controllers = Controllers.of(store);
    List<Controller> detached =
        controllers.all(study).stream().filter(Controller::isDetached).toList();
    if (detached.isEmpty()) {
      throw new CliException(
          ErrorCode.NOT_FOUND,
          "No session of %s was detached, so none has a log; its runs have.".formatted(study),
          "metalab log @last" + context.storeFlag());
    }
    return new ControllerLog(context, controllers, detached.get(detached.size() - 1));
  }

  /**
   * Hands out the lines there are.
   *
   * @param last how many of them, or 0 for all
   */
  CommandResult show(int last) {
    List<String> lines = last(last);
    Map<String, Object> data = new LinkedHashMap<>(controller.fields());
    data.put("file", file.toString());
    data.put("lines", lines);
    return CommandResult.of(data, terminal -> lines.forEach(terminal::out));
  }

  /** Prints the lines there are, and those that come until the session is over. */
  CommandResult follow(int last) {
    last(last).forEach(context.terminal()::out);
    boolean live = true;
    while (live && !Thread.currentThread().isInterrupted()) {
      // Looked at before the log is read: what was printed before the end is never missed.
      live = controllers.isLive(controller);
      readNew().forEach(context.terminal()::out);
      context.terminal().flush();
      if (live) {
        await();
      }
    }
    return new CommandResult.Document(ExitCode.OK, null, terminal -> {});
  }

  private void await() {
    try {
      context.environment().pause().await(INTERVAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> last(int last) {
    List<String> lines = readNew();
    return last > 0 && lines.size() > last
        ? lines.subList(lines.size() - last, lines.size())
        : lines;
  }

  /** Returns the whole lines that have come since the last call. */
  private List<String> readNew() {
    byte[] bytes;
    try (SeekableByteChannel channel = Files.newByteChannel(file).position(offset);
        InputStream in = Channels.newInputStream(channel)) {
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw new CliException(
          ErrorCode.NOT_FOUND,
          "The log %s of the session on %s cannot be read here."
              .formatted(context.shown(file), controller.host()),
          "");
    }
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(new String(bytes, start, i - start, UTF_8));
        start = i + 1;
      }
    }
    offset += start;
    return lines;
  }
}
