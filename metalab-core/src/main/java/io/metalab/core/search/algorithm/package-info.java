/** The search algorithms that come with metalab; each is a plugin like those of others. */
@NullMarked
package io.metalab.core.search.algorithm;

import org.jspecify.annotations.NullMarked;
