package io.tidemark.collector.postmortem;

import io.tidemark.collector.who.Figures;
import java.util.List;
import java.util.Locale;

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
  private final List<Timeline.Episode> episodes;

  Drawing(Span span, List<Timeline.Episode> episodes) {
    this.span = span;
    this.episodes = episodes;
  }

  void draw(Html out, String title, List<Chart.Curve> curves) {
    double peak = curves.stream().mapToDouble(Chart.Curve::peak).max().orElse(1);
    out.raw("<figure><figcaption>").text(title).raw("</figcaption>\n");
    out.raw(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\""
            .formatted(LEFT + WIDTH + 8, TOP + HEIGHT + BOTTOM));
    out.text(title + ", " + summary(curves)).raw("\">\n");
    for (Timeline.Episode episode : episodes) {
      double from = x(Math.max(span.fromMs(), episode.fromMs()));
      out.raw(
          "<rect class=\"found\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"/>\n"
              .formatted(number(from), TOP, number(Math.max(1, x(episode.toMs()) - from)), HEIGHT));
    }
    axes(out, peak);
    for (int i = 0; i < curves.size(); i++) {
      out.raw("<path class=\"c%d\" d=\"%s\"/>\n".formatted(i, path(curves.get(i).values(), peak)));
    }
    out.raw("</svg>\n<ul class=\"key\">");
    for (int i = 0; i < curves.size(); i++) {
      Chart.Curve curve = curves.get(i);
      out.raw("<li class=\"k%d\">".formatted(i)).text(name(curve)).raw("</li>");
    }
    out.raw("</ul></figure>\n");
  }

  private static String summary(List<Chart.Curve> curves) {
    return String.join("; ", curves.stream().map(Drawing::name).toList());
  }

  private static String name(Chart.Curve curve) {
    return curve.name() + ": at most " + amount(curve.peak());
  }

  private static String amount(double value) {
    return value >= 1e6 ? String.format(Locale.ROOT, "%.3g", value) : Figures.amount(value);
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
      label(out, (int) x(ms), TOP + HEIGHT + 16, anchor, Html.time(ms));
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
