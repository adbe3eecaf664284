package io.tidemark.collector.postmortem;

import io.tidemark.collector.who.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A chart as SVG, and beside it the names and peaks of its curves, which tell the same in words.
 */
final class Drawing {
  private static final int LEFT = 64;
  private static final int WIDTH = 760;
  private static final int TOP = 8;
  private static final int HEIGHT = 120;
  private static final int BOTTOM = 22;
  private static final int TICKS = 4;

  private final Span span;
  private final List<Episodes.Episode> episodes;
  private final List<Long> endsMs;
  private final Set<String> accused;

  /**
   * Draws nothing yet.
   *
   * @param endsMs when JVMs ended
   * @param accused names of curves that stand out
   */
  Drawing(Span span, List<Episodes.Episode> episodes, List<Long> endsMs, Set<String> accused) {
    this.span = span;
    this.episodes = episodes;
    this.endsMs = List.copyOf(endsMs);
    this.accused = Set.copyOf(accused);
  }

  void draw(Html out, String title, List<Chart.Curve> curves) {
    double peak = curves.stream().mapToDouble(Chart.Curve::peak).max().orElse(1);
    out.raw("<figure><figcaption>").text(title).raw("</figcaption>\n");
    out.raw(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\""
            .formatted(LEFT + WIDTH + 8, TOP + HEIGHT + BOTTOM));
    out.text(title + ", " + summary(curves)).raw("\">\n");
    shade(out);
    axes(out, peak);
    List<String> colours = colours(curves);
    for (int i = curves.size() - 1; i >= 0; i--) { // the highest in front
      out.raw(
          "<path class=\"%s\" d=\"%s\"/>\n"
              .formatted(colours.get(i), path(curves.get(i).values(), peak)));
    }
    out.raw("</svg>\n<ul class=\"key\">");
    for (int i = 0; i < curves.size(); i++) {
      out.raw("<li class=\"%s\">".formatted(colours.get(i)));
      out.text(name(curves.get(i))).raw("</li>");
    }
    out.raw("</ul></figure>\n");
  }

  // Findings overlap, and what is shaded twice would look twice as bad.
  private void shade(Html out) {
    long reachedMs = span.fromMs();
    for (Episodes.Episode episode : episodes) {
      long fromMs = Math.max(reachedMs, episode.fromMs());
      if (episode.toMs() > fromMs) {
        double from = x(fromMs);
        double width = Math.max(1, x(episode.toMs()) - from);
        out.raw(
            "<rect class=\"found\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"/>\n"
                .formatted(number(from), TOP, number(width), HEIGHT));
        reachedMs = episode.toMs();
      }
    }
    for (long ms : endsMs) {
      out.raw(
          "<path class=\"end\" d=\"M%s %dV%d\"/>\n".formatted(number(x(ms)), TOP, TOP + HEIGHT));
    }
  }

  // Who is accused has one colour in all charts, which nobody else has.
  private List<String> colours(List<Chart.Curve> curves) {
    List<String> colours = new ArrayList<>();
    int next = 1;
    for (Chart.Curve curve : curves) {
      if (curve.isRest()) {
        colours.add("rest");
      } else {
        colours.add(accused.contains(curve.name()) ? "c0" : "c" + next++);
      }
    }
    return colours;
  }

  private static String summary(List<Chart.Curve> curves) {
    return String.join("; ", curves.stream().map(Drawing::name).toList());
  }

  private static String name(Chart.Curve curve) {
    return curve.name() + ": at most " + amount(curve.peak());
  }

  /** As short as a label has to be. */
  static String amount(double value) {
    if (value > 0 && value < 1) {
      return String.format(Locale.ROOT, "%.2g", value);
    }
    return value < 1e6 ? Figures.amount(value) : String.format(Locale.ROOT, "%,.0fM", value / 1e6);
  }

  private void axes(Html out, double peak) {
    out.raw(
        "<path class=\"axis\" d=\"M%d %dV%dH%d\"/>\n"
            .formatted(LEFT, TOP, TOP + HEIGHT, LEFT + WIDTH));
    label(out, LEFT - 6, TOP + 10, "end", amount(peak));
    label(out, LEFT - 6, TOP + HEIGHT, "end", "0");
    for (int tick = 0; tick <= TICKS; tick++) {
      long ms = span.fromMs() + (span.toMs() - span.fromMs()) * tick / TICKS;
      String anchor = tick == 0 ? "start" : tick == TICKS ? "end" : "middle";
      label(out, (int) x(ms), TOP + HEIGHT + 16, anchor, span.time(ms));
    }
  }

  private static void label(Html out, int x, int y, String anchor, String text) {
    out.raw("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">".formatted(x, y, anchor));
    out.text(text).raw("</text>\n");
  }

  private String path(double[] values, double peak) {
    StringBuilder path = new StringBuilder();
    char command = 'M';
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        command = 'M';
        continue;
      }
      double y = TOP + HEIGHT * (1 - Math.max(0, Math.min(1, values[i] / peak)));
      path.append(command).append(number(x(span.fromMs() + i * span.stepMs())));
      path.append(' ').append(number(y));
      command = 'L';
    }
    return path.toString();
  }

  private double x(long ms) {
    double part = (double) (ms - span.fromMs()) / (span.toMs() - span.fromMs());
    return LEFT + WIDTH * Math.max(0, Math.min(1, part));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
