package io.metalab.executor.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes what travels between driver and members; nothing is serialised by Java. */
final class WireFactory implements DataSerializableFactory {
  static final int ID = 0x6d6c;
  static final int CALL = 1;
  static final int REPLY = 2;

  @Override
  public IdentifiedDataSerializable create(int classId) {
    return switch (classId) {
      case CALL -> new MemberCall();
      case REPLY -> new MemberReply();
      default -> throw new IllegalArgumentException("No class of metalab has the id " + classId);
    };
  }

  static void write(ObjectDataOutput out, List<byte[]> parts) throws IOException {
    out.writeInt(parts.size());
    for (byte[] part : parts) {
      out.writeByteArray(part);
    }
  }

  static List<byte[]> read(ObjectDataInput in) throws IOException {
    int count = in.readInt();
    List<byte[]> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parts.add(in.readByteArray());
    }
    return parts;
  }
}
