/** Settings and where each comes from. */
@NullMarked
package io.metalab.cli.config;

import org.jspecify.annotations.NullMarked;
