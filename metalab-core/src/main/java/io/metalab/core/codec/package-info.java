/** Records and payloads as JSON bytes: what stores keep and what travels to workers. */
@NullMarked
package io.metalab.core.codec;

import org.jspecify.annotations.NullMarked;
