/** How a study's course is told. */
@NullMarked
package io.metalab.cli.progress;

import org.jspecify.annotations.NullMarked;
