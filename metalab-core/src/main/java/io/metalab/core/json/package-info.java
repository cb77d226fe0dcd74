/** Strict JSON in and canonical JSON (RFC 8785) out. */
@NullMarked
package io.metalab.core.json;

import org.jspecify.annotations.NullMarked;
