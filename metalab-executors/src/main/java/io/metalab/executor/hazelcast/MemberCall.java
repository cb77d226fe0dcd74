package io.metalab.executor.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a driver asks of one member; executed there. */
final class MemberCall
    implements Callable<MemberReply>, HazelcastInstanceAware, IdentifiedDataSerializable {
  /** What is asked. */
  enum Kind {
    /** Open a session; the part is a {@link SessionRequest}. */
    OPEN,
    /** Execute runs; the parts are the number of the batch and its payloads. */
    RUN,
    /** Cancel runs; the parts are {@link Message}s. */
    CANCEL,
    /** Tell what has happened; the part is the number of the last entry that has arrived. */
    COLLECT,
    /** End the session. */
    CLOSE
  }

  private Kind kind = Kind.CLOSE;
  private String session = "";
  private List<byte[]> parts = List.of();
  private @Nullable HazelcastInstance instance;

  /** Creates a call to be read into. */
  MemberCall() {}

  MemberCall(Kind kind, String session, List<byte[]> parts) {
    this.kind = kind;
    this.session = session;
    this.parts = parts;
  }

  @Override
  public MemberReply call() throws InterruptedException {
    Object sessions =
        instance == null ? null : instance.getUserContext().get(MemberSessions.class.getName());
    if (sessions instanceof MemberSessions known) {
      return known.answer(kind, session, parts);
    }
    return MemberReply.refusal(
        Message.failure(
            "This member of the cluster was not started by metalab. Start members by: metalab"
                + " worker --cluster ADDRESS,…"));
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance newInstance) {
    this.instance = newInstance;
  }

  @Override
  public int getFactoryId() {
    return WireFactory.ID;
  }

  @Override
  public int getClassId() {
    return WireFactory.CALL;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeString(kind.name());
    out.writeString(session);
    WireFactory.write(out, parts);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    kind = Kind.valueOf(in.readString());
    session = in.readString();
    parts = WireFactory.read(in);
  }
}
