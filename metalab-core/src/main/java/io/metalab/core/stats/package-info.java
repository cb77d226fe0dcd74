/** Which configuration is better, by how much, and how sure that is. */
@NullMarked
package io.metalab.core.stats;

import org.jspecify.annotations.NullMarked;
