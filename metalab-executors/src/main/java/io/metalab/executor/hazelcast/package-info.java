/**
 * Executes runs on the members of a Hazelcast cluster.
 *
 * <p>Hazelcast is transport alone: it carries calls from the study's process, the driver, to
 * members that were started by {@link io.metalab.executor.hazelcast.ClusterMember}, and JSON bytes
 * in them. Each member opens the study's store itself, executes runs and commits their records
 * there; the driver claims the runs, hands them out, and asks for what has become of them.
 *
 * <p>The driver is a client, not a member: when it comes or goes the cluster does not change.
 */
@NullMarked
package io.metalab.executor.hazelcast;

import org.jspecify.annotations.NullMarked;
