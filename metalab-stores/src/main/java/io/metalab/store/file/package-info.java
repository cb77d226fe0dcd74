/** The journal: a store in plain files. */
@NullMarked
package io.metalab.store.file;

import org.jspecify.annotations.NullMarked;
