package io.metalab.executor.slurm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.metalab.api.executor.RunPayload;
import io.metalab.api.executor.WorkerManifest;
import io.metalab.api.store.Store;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.JsonTree;
import io.metalab.core.codec.PayloadCodec;
import io.metalab.core.codec.WorkerManifestCodec;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The runs of a submission in one file: a line about the submission, the worker manifest, then for
 * each task where its runs start and behind the last where they end, in lines of equal length, then
 * the payloads, one a line. A task reads what it needs and nothing else.
 */
final class SpecFile {
  /** The name of the file in the directory of its submission. */
  static final String NAME = "spec.jsonl";

  private static final int FORMAT = 1;
  private static final int PLACE_BYTES = 20;

  private final Path file;
  private final Header header;
  private final WorkerManifest manifest;
  private final long places;

  /**
   * What a submission is.
   *
   * @param submission its id
   * @param name name of its job
   * @param experimentId {@code name:version} of its runs
   * @param store locator of the store that the tasks write to
   * @param tasks number of its tasks
   */
  record Header(String submission, String name, String experimentId, String store, int tasks) {
    /**
     * Returns whether a submission is one of a store; a place outside of it may be shared by
     * several.
     *
     * @param root the directory that holds the submission
     */
    boolean isOf(Store other, Path root) {
      return SubmissionRoots.inside(other).filter(root::equals).isPresent()
          || store.equals(other.locator());
    }

    private byte[] encode() {
      JsonBytes out = new JsonBytes(256).raw('{').field("format", FORMAT);
      out.field("submission", submission).field("name", name).field("experiment", experimentId);
      return out.field("store", store).field("tasks", tasks).raw('}').toByteArray();
    }

    private static Header decode(byte[] json) {
      Map<String, ?> fields = JsonTree.readObject(json, 0, json.length);
      if (!Long.valueOf(FORMAT).equals(fields.get("format"))) {
        throw new IllegalArgumentException(
            "It is of format %s, not %d.".formatted(fields.get("format"), FORMAT));
      }
      return new Header(
          String.valueOf(fields.get("submission")),
          String.valueOf(fields.get("name")),
          String.valueOf(fields.get("experiment")),
          String.valueOf(fields.get("store")),
          Integer.parseInt(String.valueOf(fields.get("tasks"))));
    }
  }

  private SpecFile(Path file, Header header, WorkerManifest manifest, long places) {
    this.file = file;
    this.header = header;
    this.manifest = manifest;
    this.places = places;
  }

  /** Writes a file that is not there yet; durable when this returns. */
  static void write(Path file, Header header, WorkerManifest manifest, List<List<RunPayload>> tasks)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      long at = line(out, header.encode()) + line(out, WorkerManifestCodec.encode(manifest));
      long table = at;
      out.write(new byte[PLACE_BYTES * (tasks.size() + 1)]);
      at += (long) PLACE_BYTES * (tasks.size() + 1);
      StringBuilder starts = new StringBuilder();
      for (List<RunPayload> runs : tasks) {
        starts.append(place(at));
        for (RunPayload run : runs) {
          at += line(out, PayloadCodec.encode(run));
        }
      }
      starts.append(place(at));
      out.flush();
      ByteBuffer bytes = ByteBuffer.wrap(starts.toString().getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        table += channel.write(bytes, table);
      }
      channel.force(true);
    }
  }

  /**
   * Opens a file.
   *
   * @throws IllegalArgumentException if it is no spec file of this format
   */
  static SpecFile open(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] header = line(in);
      byte[] manifest = line(in);
      return new SpecFile(
          file, Header.decode(header), WorkerManifestCodec.decode(manifest), in.getFilePointer());
    }
  }

  Header header() {
    return header;
  }

  WorkerManifest manifest() {
    return manifest;
  }

  /** Returns the runs of a task, which are counted from 0. */
  List<RunPayload> task(int task) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(places + (long) PLACE_BYTES * task);
      byte[] both = new byte[2 * PLACE_BYTES];
      in.readFully(both);
      long start = Long.parseLong(new String(both, 0, PLACE_BYTES - 1, US_ASCII));
      long end = Long.parseLong(new String(both, PLACE_BYTES, PLACE_BYTES - 1, US_ASCII));
      byte[] lines = new byte[Math.toIntExact(end - start)];
      in.seek(start);
      in.readFully(lines);
      return payloads(lines);
    }
  }

  private static List<RunPayload> payloads(byte[] lines) {
    List<RunPayload> payloads = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < lines.length; i++) {
      if (lines[i] == '\n') {
        payloads.add(PayloadCodec.decode(Arrays.copyOfRange(lines, start, i)));
        start = i + 1;
      }
    }
    return payloads;
  }

  private static String place(long offset) {
    return "%019d\n".formatted(offset);
  }

  private static long line(OutputStream out, byte[] json) throws IOException {
    out.write(json);
    out.write('\n');
    return json.length + 1L;
  }

  private static byte[] line(RandomAccessFile in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] block = new byte[1 << 13];
    while (true) {
      long at = in.getFilePointer();
      int count = in.read(block);
      if (count < 0) {
        throw new EOFException("The file ends within its first lines.");
      }
      for (int i = 0; i < count; i++) {
        if (block[i] == '\n') {
          line.write(block, 0, i);
          in.seek(at + i + 1);
          return line.toByteArray();
        }
      }
      line.write(block, 0, count);
    }
  }
}
