/**
 * Stores in a relational database: one implementation over SQLite and PostgreSQL.
 *
 * <p>The tables are in the migrations among the resources of this package. A run is one row with
 * its effective record; attempts that are superseded are in a table of their own. Whatever decides
 * which record is effective is kept: attempt, writer and place, the number that the writer gave it.
 *
 * <p>Records, logs and series go through a queue to one thread for each lane, which commits
 * whatever is queued in one transaction as soon as the last one is durable. A transaction begins by
 * looking whether its writer has been shut out, so nothing of a writer counts once another has
 * taken its chunks over. Documents, annotations, claims and artifacts are transactions of whoever
 * asks for them.
 */
@NullMarked
package io.metalab.store.jdbc;

import org.jspecify.annotations.NullMarked;
