package io.tidemark.agent.items;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.FieldMask;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemCounterTest {
  private static final DescriptorProto MESSAGE =
      DescriptorProto.newBuilder()
          .addField(FieldDescriptorProto.newBuilder().setName("one"))
          .addField(FieldDescriptorProto.newBuilder().setName("two"))
          .addReservedName("gone")
          .build();

  /** Looks like a repeated field but holds two scalars. */
  public record Scalars(int getUserCount, String getUserList) {}

  /** A request that is no protobuf message. */
  public record Request(Batch batch, int limit) {}

  /** Its part. */
  public record Batch(List<String> uris) {}

  @Test
  void countsTheLargestRepeatedOrMapField() throws Throwable {
    Struct map = Struct.newBuilder().putFields("a", Value.getDefaultInstance()).build();
    assertEquals(
        List.of(2L, 3L, 0L, 1L, 1L),
        List.of(
            count(MESSAGE),
            count(FieldMask.newBuilder().addPaths("a").addPaths("b").addPaths("c").build()),
            count(FieldMask.getDefaultInstance()),
            count(map),
            count(StringValue.of("no repeated field"))));
  }

  @Test
  void countsContainersAndTakesAnythingElseForOne() throws Throwable {
    assertEquals(
        List.of(2L, 1L, 3L, 1L, 1L),
        List.of(
            count(List.of("a", "b")),
            count(Map.of("a", 1)),
            count(new int[3]),
            count("text"),
            count(new Scalars(7, "no list"))));
  }

  @Test
  void followsAConfiguredPath() throws Throwable {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setPackage("a")
            .addDependency("x")
            .addDependency("y")
            .build();
    List<String> warnings = new ArrayList<>();
    Request request = new Request(new Batch(List.of("a", "b", "c")), 100);
    assertEquals(
        List.of(1L, 2L, 3L, 100L),
        List.of(
            new ItemPath("reserved_name", warnings::add).count(MESSAGE),
            new ItemPath("dependency", warnings::add).count(file),
            new ItemPath("batch.uris", warnings::add).count(request),
            new ItemPath("limit", warnings::add).count(request)));
    assertEquals(List.of(), warnings);
  }

  @Test
  void saysOnceThatAPathDoesNotExist() throws Throwable {
    List<String> warnings = new ArrayList<>();
    ItemPath path = new ItemPath("options.uris", warnings::add);
    assertEquals(List.of(2L, 2L), List.of(path.count(MESSAGE), path.count(MESSAGE)));
    assertEquals(
        List.of(
            "items: com.google.protobuf.DescriptorProtos$MessageOptions has no accessible field 'uris' of"
                + " 'options.uris'; counting its largest repeated field"),
        warnings);
  }

  @Test
  void knowsTheSizeOfMessages() throws Throwable {
    assertEquals(
        List.of((long) MESSAGE.getSerializedSize(), 0L),
        List.of(
            MessageShape.of(DescriptorProto.class).bytes(MESSAGE),
            MessageShape.of(String.class).bytes("text")));
  }

  private static long count(Object message) throws Throwable {
    return ItemCounter.LARGEST.count(message);
  }
}
