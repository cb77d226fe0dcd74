/** Text as it stands on a terminal. */
@NullMarked
package io.metalab.core.text;

import org.jspecify.annotations.NullMarked;
