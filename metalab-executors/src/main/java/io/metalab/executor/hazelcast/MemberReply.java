package io.metalab.executor.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.List;

/** What a member answers to a call: parts whose meaning the call's kind gives, or a refusal. */
final class MemberReply implements IdentifiedDataSerializable {
  private boolean refused;
  private List<byte[]> parts = List.of();

  /** Creates a reply to be read into. */
  MemberReply() {}

  private MemberReply(boolean refused, List<byte[]> parts) {
    this.refused = refused;
    this.parts = parts;
  }

  static MemberReply of(List<byte[]> parts) {
    return new MemberReply(false, parts);
  }

  static MemberReply refusal(byte[] failure) {
    return new MemberReply(true, List.of(failure));
  }

  /**
   * Returns the parts.
   *
   * @throws io.metalab.api.MetalabException if the member refused
   */
  List<byte[]> parts() {
    if (refused) {
      throw Message.read(parts.get(0)).toException();
    }
    return parts;
  }

  @Override
  public int getFactoryId() {
    return WireFactory.ID;
  }

  @Override
  public int getClassId() {
    return WireFactory.REPLY;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeBoolean(refused);
    WireFactory.write(out, parts);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    refused = in.readBoolean();
    parts = WireFactory.read(in);
  }
}
