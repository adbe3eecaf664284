package io.tidemark.lab.load;

/**
 * What makes a client peculiar.
 *
 * @param malformedKeys asks for keys that no store could have, which the service logs, each
 * @param imagePx width and height of the images it lets render, 4 bytes a pixel
 * @param retries how often a request that failed is sent again, at once and as a request of its own
 */
public record Habits(boolean malformedKeys, int imagePx, int retries) {
  /** 4 KiB an image. */
  private static final int THUMBNAIL_PX = 32;

  public static final Habits ORDINARY = new Habits(false, THUMBNAIL_PX, 0);

  public Habits {
    if (imagePx < 1 || retries < 0) {
      throw new IllegalArgumentException("no such habits: " + imagePx + " px, " + retries);
    }
  }

  public static Habits malformed() {
    return new Habits(true, THUMBNAIL_PX, 0);
  }

  public static Habits rendering(int imagePx) {
    return new Habits(false, imagePx, 0);
  }

  public static Habits retrying(int retries) {
    return new Habits(false, THUMBNAIL_PX, retries);
  }
}
