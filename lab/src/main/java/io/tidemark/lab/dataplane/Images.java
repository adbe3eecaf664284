package io.tidemark.lab.dataplane;

import io.grpc.Status;
import java.util.List;

/** Draws images of 4 bytes a pixel, and bounds their size but not their number. */
final class Images {
  private static final int MAX_PX = 2_048;

  private Images() {}

  /** The checksum of one square image for each post, all of which are held until it is known. */
  static long checksum(List<String> posts, int px) {
    if (px < 1 || px > MAX_PX) {
      throw Status.INVALID_ARGUMENT
          .withDescription("image_px takes 1 to " + MAX_PX + ", found " + px)
          .asRuntimeException();
    }
    List<int[][]> images = posts.stream().map(post -> draw(post.hashCode(), px)).toList();
    return images.stream().mapToLong(image -> image[px / 2][px / 2]).sum();
  }

  // In rows, so that a large image needs no room in one piece.
  private static int[][] draw(int colour, int px) {
    int[][] image = new int[px][px];
    for (int i = 0; i < px; i++) {
      image[i][i] = colour;
    }
    return image;
  }
}
