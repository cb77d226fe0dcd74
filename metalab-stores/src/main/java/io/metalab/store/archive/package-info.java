/**
 * Studies in one zip file that checks itself and opens as a store to read, format version 1.
 *
 * <pre>
 * runs/000000.jsonl     runs, about a mebibyte an entry, see below
 * streams/000000.txt    logs and series, one after the other as they are
 * artifacts/ab/&lt;sha256&gt; artifacts by content
 * documents.jsonl       manifests, contexts: {"doc":sha256,"kind":k,"stored":instant,"text":t}
 * provenances.jsonl     what records refer to: {"provenance":sha256,"values":{…}}
 * metalab.json          what is inside, in numbers
 * SHA256SUMS            the digest of each other entry, as sha256sum prints and checks it
 * </pre>
 *
 * <p>A run is a line about it, a line for each of its attempts as {@link
 * io.metalab.core.codec.RunRecordCodec} writes records, with the provenance by digest, and a line
 * for each edit as {@link io.metalab.core.codec.RunEditCodec} writes them:
 *
 * <pre>
 * {"run":id,"experiment":e,"status":s,"attempt":highest,"code":digest,"removed":n,
 *  "attempts":[{"log":[[entry,offset,bytes],…],"series":[…]},…],"edits":n}
 * </pre>
 *
 * <p>Runs come in the order of (experiment, first start, id), everything has the same time, and
 * nothing depends on who wrote the archive or when, so equal content gives equal bytes wherever the
 * same zlib deflates. The comment of the zip file is its seal:
 *
 * <pre>
 * {"archive":1,"list":"&lt;SHA-256 of SHA256SUMS&gt;","file":"&lt;SHA-256 of all bytes before these digits&gt;"}
 * </pre>
 */
@NullMarked
package io.metalab.store.archive;

import org.jspecify.annotations.NullMarked;
