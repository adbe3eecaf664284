package io.tidemark.collector.export;

import io.tidemark.segment.Metric;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The bounds of classic Prometheus histograms, as exponents of two of the metric's unit. Powers of
 * two are bounds of the segment's own buckets, so that every count is exact.
 */
final class ClassicBuckets {
  /** 1 to 131,072, and 1,048,576: batches that a service expects, and those it does not. */
  private static final List<Integer> COUNTS =
      Stream.concat(IntStream.rangeClosed(0, 17).boxed(), Stream.of(20)).toList();

  /** 64 B to 16 MiB in steps of four. */
  private static final List<Integer> BYTES =
      IntStream.iterate(6, exponent -> exponent <= 24, exponent -> exponent + 2).boxed().toList();

  /** 1 ms, nearly, to 64 s. */
  private static final List<Integer> SECONDS = IntStream.rangeClosed(-10, 6).boxed().toList();

  private ClassicBuckets() {}

  /** Exponents of the bounds of a metric's histogram, ascending, without infinity. */
  static List<Integer> exponents(Metric metric) {
    return switch (metric.prometheusUnit()) {
      case "seconds" -> SECONDS;
      case "bytes" -> BYTES;
      default -> COUNTS;
    };
  }
}
