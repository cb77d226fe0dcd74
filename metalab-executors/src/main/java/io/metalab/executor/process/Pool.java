package io.metalab.executor.process;

import io.metalab.api.MetalabException;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.WorkerJvm;
import java.util.List;

/** What the workers of one executor share. */
interface Pool {
  /** Why runs are cancelled that an executor has when it is closed. */
  String CLOSED = "The executor was closed.";

  RemotableBody body();

  WorkerJvm jvm();

  TaskQueue queue();

  Completions completions();

  /** Returns whether no run is to be executed any more. */
  boolean isClosed();

  /** Lets runs wait again that a worker has given back, or ends them. */
  void again(List<ProcessTask> tasks);

  /** No worker can be had: ends all runs that wait, with this problem. */
  void fail(MetalabException problem);
}
