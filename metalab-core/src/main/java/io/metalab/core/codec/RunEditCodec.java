package io.metalab.core.codec;

import io.metalab.api.RunId;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.RunEdit;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Edits of runs as JSON objects; the same edit gives the same bytes on every JVM.
 *
 * <pre>
 * {"tag":run,"attempt":n,"at":instant,"add":[…],"drop":[…]}
 * {"note":run,"attempt":n,"at":instant,"text":t}
 * {"derived":run,"attempt":n,"at":instant,"values":{…}}
 * </pre>
 */
public final class RunEditCodec {
  /** The order in which the edits of a run are applied: by time, then by text. */
  public static final Comparator<RunEdit> ORDER =
      Comparator.comparing(RunEdit::at)
          .thenComparing(RunEditCodec::encode, Arrays::compareUnsigned);

  private RunEditCodec() {}

  /** Returns an edit as one JSON object. */
  public static byte[] encode(RunEdit edit) {
    JsonBytes out = new JsonBytes(256);
    writeOpen(edit, out);
    return out.raw('}').toByteArray();
  }

  /** Writes an edit without its closing brace, so that a store may add fields. */
  public static void writeOpen(RunEdit edit, JsonBytes out) {
    Annotation annotation = edit.annotation();
    out.raw('{');
    if (annotation instanceof Annotation.Tags tags) {
      open("tag", edit, out).key("add").strings(tags.add()).key("drop").strings(tags.drop());
    } else if (annotation instanceof Annotation.Note note) {
      open("note", edit, out).field("text", note.text());
    } else if (annotation instanceof Annotation.Derived derived) {
      open("derived", edit, out).key("values").value(derived.values());
    }
  }

  private static JsonBytes open(String kind, RunEdit edit, JsonBytes out) {
    out.field(kind, edit.runId().hex()).field("attempt", edit.attempt());
    return out.key("at").instant(edit.at());
  }

  /**
   * Reads what {@link #encode} wrote; other fields are skipped.
   *
   * @throws IllegalArgumentException if the bytes are not such an object
   */
  public static RunEdit decode(byte[] json, int offset, int length) {
    Fields fields = new Fields(JsonTree.readObject(json, offset, length));
    if (fields.has("tag")) {
      return edit(fields, "tag", new Annotation.Tags(fields.texts("add"), fields.texts("drop")));
    }
    if (fields.has("note")) {
      return edit(fields, "note", new Annotation.Note(fields.text("text")));
    }
    return edit(fields, "derived", new Annotation.Derived(fields.scalars("values")));
  }

  private static RunEdit edit(Fields fields, String kind, Annotation annotation) {
    return new RunEdit(
        new RunId(fields.text(kind)),
        (int) fields.integer("attempt"),
        fields.instant("at"),
        annotation);
  }
}
