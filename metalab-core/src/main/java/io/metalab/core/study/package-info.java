/** Studies declared as YAML: reading, errors with their place, and the manifest a store keeps. */
@NullMarked
package io.metalab.core.study;

import org.jspecify.annotations.NullMarked;
