/** Contract kits that every store, executor, serializer and operation passes. */
@NullMarked
package io.metalab.testkit;

import org.jspecify.annotations.NullMarked;
