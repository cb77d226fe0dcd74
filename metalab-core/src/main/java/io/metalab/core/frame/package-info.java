/** The effective records of a study as columns in memory, and questions to them. */
@NullMarked
package io.metalab.core.frame;

import org.jspecify.annotations.NullMarked;
