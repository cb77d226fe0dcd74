/**
 * Handles and what they stand for, kept as documents of a store of metalab.
 *
 * <p>A document holds the content that a handle is made of and nothing else, so that equal content
 * has one handle wherever and however often it is kept. What changes or does not count, such as
 * where a file lies, is a note on the handle; where something came from is a link.
 */
@NullMarked
package io.dymad.agent.store;

import org.jspecify.annotations.NullMarked;
