package io.metalab.core.frame;

/**
 * What a refresh of a frame found.
 *
 * @param added runs that are new
 * @param changed runs whose effective record has changed, or was read again
 * @param removed runs that are gone
 * @param reloaded whether all records were read anew, since the store cannot tell changes or what
 *     was known of it no longer holds; all are then among the added
 */
public record FrameChange(long added, long changed, long removed, boolean reloaded) {}
