package io.metalab.store.jdbc;

import io.metalab.api.Provenance;

/**
 * What many records share.
 *
 * @param number number of its row
 * @param experiment {@code name:version}
 * @param code digest of the operation's code, or empty
 * @param digest SHA-256 of the provenance as JSON, which records refer to
 * @param provenance the provenance
 */
record Kind(long number, String experiment, String code, String digest, Provenance provenance) {}
