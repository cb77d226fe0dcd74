/** Trees of files. */
@NullMarked
package io.metalab.core.files;

import org.jspecify.annotations.NullMarked;
