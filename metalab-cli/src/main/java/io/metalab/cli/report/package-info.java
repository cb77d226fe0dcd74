/** The report of a study: one page that needs nothing else. */
@NullMarked
package io.metalab.cli.report;

import org.jspecify.annotations.NullMarked;
