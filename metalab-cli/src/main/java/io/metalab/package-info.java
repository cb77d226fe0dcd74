/** The quick-start facade. */
@NullMarked
package io.metalab;

import org.jspecify.annotations.NullMarked;
