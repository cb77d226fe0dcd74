package io.metalab.core.study;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.registry.Operations;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.study.Item.Dict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads {@code study.yaml}: a study declared without Java.
 *
 * <p>The file is YAML 1.2 with the core schema. Unknown keys are errors. Relative paths are
 * relative to the directory of the file.
 */
public final class StudyFile {
  private StudyFile() {}

  /**
   * Reads a study whose operations are on the class path or on the one it brings.
   *
   * @param file the file
   * @param overrides values that replace those of the file
   * @param moreClassPath directories and jars besides those of the file, absolute or relative to
   *     the working directory
   * @param parent the class loader of this program
   * @throws StudyFileException with the place of what is wrong
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if the file or an entry of the
   *     class path cannot be read
   */
  public static LoadedStudy read(
      Path file, StudyOverrides overrides, List<String> moreClassPath, ClassLoader parent) {
    Path base = baseDirectory(file);
    List<String> relative =
        moreClassPath.stream().map(entry -> relative(Path.of(entry), base)).toList();
    return load(
        dict(file),
        overrides,
        base,
        file.getFileName().toString(),
        relative,
        UserLoader.below(parent));
  }

  /**
   * Reads a study whose operations are known; its class path is not looked at.
   *
   * @throws StudyFileException with the place of what is wrong
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if the file cannot be read
   */
  public static LoadedStudy read(Path file, StudyOverrides overrides, Operations operations) {
    return load(
        dict(file),
        overrides,
        baseDirectory(file),
        file.getFileName().toString(),
        List.of(),
        UserLoader.of(operations));
  }

  static LoadedStudy load(
      Dict declared,
      StudyOverrides overrides,
      Path baseDirectory,
      String source,
      List<String> moreClassPath,
      UserLoader loader) {
    Dict dict = overrides.apply(declared);
    StudyReader reader = new StudyReader(dict, baseDirectory);
    Section run = reader.run();
    List<String> classPath = new ArrayList<>(RunReader.classPath(run));
    classPath.addAll(moreClassPath);
    UserLoader.Loaded loaded;
    try {
      loaded = loader.load(classPath, baseDirectory);
    } catch (MetalabException e) {
      throw run.has("classpath") ? run.placeOf("classpath").error(e) : e;
    }
    Pipeline pipeline = reader.pipeline(loaded);
    LoadedStudy study =
        new LoadedStudy(
            pipeline, baseDirectory, classPath, loaded.classLoader(), source, dict, run);
    study.options();
    return study;
  }

  private static Dict dict(Path file) {
    String name = file.toString();
    Item item =
        YamlItems.read(name, text(file, "study file"))
            .orElseThrow(
                () ->
                    SourceText.of(name, "")
                        .start()
                        .error("the file is empty.", "", "it needs study, version, operation"));
    if (item instanceof Dict dict) {
      return dict;
    }
    throw Section.wrongKind(StudyReader.STUDY, item, "a map");
  }

  private static Path baseDirectory(Path file) {
    return requireNonNull(file.toAbsolutePath().normalize().getParent());
  }

  /** Returns a path relative to the base, so that a study can be moved together with it. */
  static String relative(Path path, Path base) {
    Path absolute = path.toAbsolutePath().normalize();
    if (!Objects.equals(absolute.getRoot(), base.getRoot())) {
      return absolute.toString();
    }
    String relative = base.relativize(absolute).toString().replace('\\', '/');
    return relative.isEmpty() ? "." : relative;
  }

  /** Returns the text of a file, which messages call so. */
  static String text(Path file, String called) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw unreadable("There is no %s %s.".formatted(called, file), e);
    } catch (IOException e) {
      String reason =
          Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage());
      throw unreadable("The %s %s cannot be read: %s.".formatted(called, file, reason), e);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw unreadable("The %s %s is not UTF-8.".formatted(called, file), e);
    }
  }

  private static MetalabException unreadable(String message, IOException cause) {
    return new MetalabException(ErrorCode.FILE_UNREADABLE, message, cause);
  }
}
