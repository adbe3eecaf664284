package io.tidemark.lab.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesTest {
  @Test
  void sumsOneColourOfEachImage() {
    List<String> posts = List.of("at://one", "at://two");
    long expected = (long) "at://one".hashCode() + "at://two".hashCode();
    assertEquals(expected, Images.checksum(posts, 1));
    assertEquals(expected, Images.checksum(posts, 2_048));
  }

  @Test
  void boundsTheSize() {
    for (int px : new int[] {Integer.MIN_VALUE, -1, 0, 2_049, Integer.MAX_VALUE}) {
      StatusRuntimeException refused =
          assertThrows(StatusRuntimeException.class, () -> Images.checksum(List.of("a"), px));
      assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
    }
  }
}
