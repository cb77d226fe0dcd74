/** What a run id is made of: identity texts, fingerprints and content digests of files. */
@NullMarked
package io.metalab.core.identity;

import org.jspecify.annotations.NullMarked;
