package io.metalab.capture;

import io.metalab.capture.internal.Extensions;
import java.util.Map;

/** What the extension of an artifact's name says. */
final class MediaTypes {
  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("csv", "text/csv"),
          Map.entry("gif", "image/gif"),
          Map.entry("htm", "text/html"),
          Map.entry("html", "text/html"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("json", "application/json"),
          Map.entry("log", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("ndjson", "application/x-ndjson"),
          Map.entry("npy", "application/x-npy"),
          Map.entry("npz", "application/x-npz"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("png", "image/png"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("tsv", "text/tab-separated-values"),
          Map.entry("txt", "text/plain"),
          Map.entry("webp", "image/webp"),
          Map.entry("xml", "application/xml"),
          Map.entry("yaml", "application/yaml"),
          Map.entry("yml", "application/yaml"),
          Map.entry("zip", "application/zip"));

  private MediaTypes() {}

  static String ofName(String artifactName) {
    return BY_EXTENSION.getOrDefault(Extensions.of(artifactName), "application/octet-stream");
  }
}
