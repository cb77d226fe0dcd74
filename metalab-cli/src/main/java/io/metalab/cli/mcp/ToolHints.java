package io.metalab.cli.mcp;

/**
 * What a client may expect of a tool before it lets a model call it.
 *
 * @param readOnly it changes nothing
 * @param destructive it may undo something
 * @param idempotent the same call once more changes nothing more
 * @param openWorld it may reach beyond the store, as programs do that it starts
 */
public record ToolHints(
    boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
  /** A tool that only looks. */
  public static final ToolHints LOOKS = new ToolHints(true, false, true, false);
}
