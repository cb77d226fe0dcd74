/**
 * The journal: a store in plain files, format version 1.
 *
 * <h2>Layout</h2>
 *
 * Everything is below {@code D/.metalab/}; nothing else of {@code D} is touched, and no file names
 * a place outside it, so a store may be moved, copied and merged with others by copying files.
 *
 * <pre>
 * format.json                   {"format":1}; a newer number is refused with STORE_NEWER
 * segments/&lt;writer&gt;-&lt;n&gt;.jsonl   records, documents, annotations
 * streams/&lt;writer&gt;-&lt;n&gt;.jsonl    logs and series
 * packs/segments-&lt;level&gt;/&lt;id&gt;.jsonl, packs/streams-&lt;level&gt;/&lt;id&gt;.jsonl
 *                               small segments of writers that are gone
 * artifacts/ab/&lt;sha256&gt;         artifacts by content
 * holds/&lt;process&gt;.&lt;random&gt;     artifacts that an open store put and no record names yet
 * trash/&lt;time&gt;.&lt;random&gt;/&lt;sha256&gt; artifacts on their way out
 * states/&lt;run&gt;/&lt;attempt&gt;.&lt;name&gt;  what an attempt saved for a later one to continue from
 * writers/&lt;writer&gt;              the lease of a live writer
 * claims/&lt;plan&gt;-&lt;chunk&gt;.&lt;epoch&gt; who may run a chunk of a plan
 * fences/&lt;writer&gt;, fences/&lt;writer&gt;.len   that a writer was shut out, and what of it counts
 * index/&lt;segment&gt;.jsonl.idx     binary sidecars, built anew when missing or unfit
 * tmp/                          files on their way to their names
 * </pre>
 *
 * <p>A <em>writer</em> is one process between its first write and its end, or until it is shut out;
 * its id is 128 random bits. Opening a store, and reading it, takes no writer id. Nobody writes or
 * cuts another writer's segment, and nobody deletes it before it is durable in a pack.
 *
 * <h2>Lines</h2>
 *
 * A segment is lines of JSON. The last field of a line is {@code "crc"}: the CRC32C, as eight hex
 * digits, of all bytes of the line before the comma in front of it. The first field tells the kind:
 *
 * <pre>
 * {"segment":"&lt;writer&gt;-&lt;n&gt;","format":1,"created":instant}       the first line
 * {"id":run,"status":s,"attempt":n,"experiment":e,"computation":c,"provenance":document,…}
 * {"doc":sha256,"kind":k,"stored":instant,"text":t}
 * {"tag":run,"attempt":n,"at":instant,"add":[…],"drop":[…]}
 * {"note":run,"attempt":n,"at":instant,"text":t}
 * {"derived":run,"attempt":n,"at":instant,"values":{…}}
 * {"rm":run,"attempt":n,"at":instant,"experiment":e}             removes attempts up to n
 * {"stream":run,"attempt":n,"kind":"log"|"series","at":byte,"bytes":n,"text":t}
 * {"synced":offset}                                              all before this line is durable
 * {"sealed":offset}                                              so it is, and nothing follows
 * </pre>
 *
 * <p>A record is as {@link io.metalab.core.codec.RunRecordCodec} writes it; its provenance is a
 * document of the same segment, written once. Annotations of all writers are applied in the order
 * of (at, text), equal ones once; an {@code rm} takes away records and annotations whose attempt is
 * not higher than its own.
 *
 * <h2>Reading</h2>
 *
 * A line that is not whole, or whose checksum does not fit, ends the segment, unless a later {@code
 * synced} or {@code sealed} line says that it had been durable: then it is {@code STORE_CORRUPT}
 * with file and line. Thus what a cut of the power left of unacknowledged bytes does no harm, and
 * damage to acknowledged ones is told. Of a fenced writer nothing beyond {@code
 * fences/<writer>.len} counts. Equal lines of one attempt count once. Segments are ordered by
 * (created, writer, number).
 *
 * <p>A sidecar holds the entries of a prefix of its segment that is durable, the checksum of the
 * last 64 bytes of that prefix, and its own checksum.
 *
 * <h2>Packs</h2>
 *
 * A pack is one line and then, without anything between, the bytes of segments whose writers are
 * gone, up to the last line of each that counts:
 *
 * <pre>
 * {"pack":count,"format":1,"lengths":{"&lt;writer&gt;-&lt;n&gt;.jsonl":bytes,…}}
 * </pre>
 *
 * <p>Offsets in {@code synced} and {@code sealed} lines, in sidecars and in the order of places
 * count from the segment's own start. A bad line within the lengths is damage. A pack is synced
 * before it is renamed to its place and never changed; what it holds is deleted elsewhere once its
 * name is durable. Segments go to packs of level 1, small packs of level 1 to those of level 2; who
 * lists files lists in this order. Where a segment is found more than once, the longest copy
 * counts. The sidecar of a pack is the length of the pack, the sidecar of each segment after its
 * length, and a checksum.
 *
 * <h2>Committing</h2>
 *
 * One thread writes. It takes what is queued, writes and syncs pieces of streams, syncs the names
 * of new artifacts, writes the lines with one write, syncs once, looks for a fence against its
 * writer id, and only then acknowledges. A segment whose write or sync failed is never written or
 * synced again: what was not acknowledged is written to a new one, and fails with {@code
 * STORE_UNUSABLE} if that fails, too. A running record waits for no sync and is left out if its end
 * is in the same batch.
 *
 * <h2>Garbage</h2>
 *
 * Who puts an artifact appends a line {@code +<sha256>} to its file of holds before it looks for
 * the bytes, and a line {@code -<sha256>} once a record that names it is acknowledged. Who collects
 * garbage reads holds, then records, moves what neither names to the trash, reads both again and
 * moves back what one of them names. Artifacts in the trash can be read; they are deleted after a
 * grace period if nothing names them.
 *
 * <h2>States</h2>
 *
 * A state is its bytes and then their SHA-256 as 64 hex digits. It is synced in {@code tmp},
 * renamed over the earlier state of its attempt, and its directory is synced; then those of earlier
 * attempts are deleted. An attempt that finds itself fenced saves nothing, and what it saved last
 * belongs to an attempt that is over: a later one has files of its own. States are few, since they
 * go once their run has succeeded.
 *
 * <h2>Leases, claims, fences</h2>
 *
 * The lease file names boot, pid name space, pid, start ticks and host of the process, the length
 * of its lease, and a counter that moves three times a lease while the writer holds claims or has
 * running attempts. An observer takes a writer for gone when it sees the text of the file unchanged
 * for that length on its own monotonic clock, when the file is not there, or, on the same boot and
 * in the same name space, when the process is. A claim is the file of the highest epoch of a chunk,
 * created exclusively, with the writer id of its holder. Who takes over from a holder that is gone
 * creates {@code fences/<writer>} exclusively, syncs and measures the holder's segments, writes the
 * lengths to {@code fences/<writer>.len}, and only then creates the next epoch. A fence that was
 * left half done is finished by the next taker. Records that a fenced writer had not acknowledged
 * fail with {@code LEASE_LOST}, also those of attempts that began under its id; other writes go on
 * under a new id.
 *
 * <p>This holds on ext4, xfs and Lustre. Where exclusive creation or the order of writes is not
 * kept between machines, as on NFS, a run may be executed twice, but each run still has one
 * effective record.
 */
@NullMarked
package io.metalab.store.file;

import org.jspecify.annotations.NullMarked;
