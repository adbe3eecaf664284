package io.tidemark.agent.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The servers of {@link HttpIT}: what each calls its handlers, and what else differs. */
enum HttpServerKind {
  TOMCAT_9("TomcatSite", "/*"),
  TOMCAT_10("TomcatSite", "/*"),
  JETTY_12("JettySite", "/*"),
  UNDERTOW("UndertowSite", "/*"),
  JDK("JdkSite", ""),
  SPRING_BOOT("SpringSite", "/{id}");

  private static final Pattern HANDLER = Pattern.compile("([A-Z_]+) <(\\w+)>");

  private static final String REQUESTS =
      """
      127.0.0.1 http:GET <posts> ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}
      arrays http:POST <json> ENDED=3 STARTED=3 ITEMS=20008 REQUEST_BYTES=140112\
       items{<=1: 1, <=8: 1, <=23170: 1} bytes{<=53: 1, <=64: 1, <=155871: 1}
      broken http:GET <bad> ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}
      broken http:GET <fail> ENDED=1 STARTED=1 ITEMS=1 ERROR_HTTP_503=1\
       items{<=1: 1} bytes{<=0: 1}
      broken http:POST <throw> ENDED=1 STARTED=1 ITEMS=1 THROWN=1 items{<=1: 1} bytes{<=0: 1}
      bytewise http:POST <bytewise> ENDED=1 STARTED=1 ITEMS=3 REQUEST_BYTES=21\
       items{<=3: 1} bytes{<=22: 1}
      configured http:POST <configured> ENDED=1 STARTED=1 ITEMS=4 REQUEST_BYTES=119\
       items{<=4: 1} bytes{<=128: 1}
      crawler http:GET <posts> ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}
      effects http:GET <effects> ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}
      effects http:GET <lateEffects> ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}
      feeds http:GET <posts> ENDED=2 STARTED=2 ITEMS=4 items{<=1: 1, <=3: 1} bytes{<=0: 2}
      forms http:POST <form> ENDED=1 STARTED=1 ITEMS=5 REQUEST_BYTES=38\
       items{<=5: 1} bytes{<=38: 1}
      late http:GET <late> ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}
      methods http:HEAD <posts> ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}
      methods http:_OTHER <posts> ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}
      one http:GET <posts> ENDED=50 STARTED=50 ITEMS=100 items{<=2: 50} bytes{<=0: 50}
      one http:POST <json> ENDED=50 STARTED=50 ITEMS=100 REQUEST_BYTES=700\
       items{<=2: 50} bytes{<=16: 50}
      two http:GET <posts> ENDED=50 STARTED=50 ITEMS=150 items{<=3: 50} bytes{<=0: 50}
      two http:POST <json> ENDED=50 STARTED=50 ITEMS=150 REQUEST_BYTES=1050\
       items{<=3: 50} bytes{<=22: 50}
      waiting http:GET <hang> STARTED=1 items{} bytes{}
      """;

  // Where an error gets out of the handler as it is.
  private static final String STARVED =
      """
      broken http:POST <starve> ENDED=1 STARTED=1 ITEMS=1 STARVED=1 items{<=1: 1} bytes{<=0: 1}
      """;

  private static final String REQUESTS_OF_SERVLETS =
      """
      late http:GET <dispatched> ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}
      late http:GET <forgotten> ENDED=1 STARTED=1 ITEMS=1 ERROR_HTTP_500=1\
       items{<=1: 1} bytes{<=0: 1}
      late http:GET <forward> ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}
      """;

  // One passed the filter, which another did not.
  private static final String REQUESTS_OF_SPRING =
      """
      gated http:GET / ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}
      gated http:GET <posts> ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}
      """;

  private static final String EFFECTS =
      """
      effects GET <effects> tasks=1 dials=2 refused=2 logs=1
      effects GET <lateEffects> tasks=2 dials=2 refused=2 logs=1
      """;

  // What the filter did for both, before either had a route.
  private static final String EFFECTS_OF_SPRING =
      """
      gated GET / tasks=2 dials=4 refused=4 logs=2
      """;

  private final String site;
  private final String suffix;

  HttpServerKind(String site, String suffix) {
    this.site = site;
    this.suffix = suffix;
  }

  /** The class that starts it in the child. */
  String site() {
    return site;
  }

  /** What the handler of a page is called. */
  String name(String method, String page) {
    return method + " /" + page + suffix;
  }

  /** The rows of all requests, in the form of {@link Rows}. */
  String requests() {
    String rows =
        REQUESTS
            + (this == JDK ? "" : REQUESTS_OF_SERVLETS)
            + (outOfMemoryErrors() == 2 ? STARVED : "")
            + (this == SPRING_BOOT ? REQUESTS_OF_SPRING : "");
    // The JDK's server answers nothing when a handler throws.
    boolean tomcat = this == TOMCAT_9 || this == TOMCAT_10; // which lets errors pass
    return named(
        rows.replace("THROWN", this == JDK ? "ERROR_EXCEPTION" : "ERROR_HTTP_500")
            .replace("STARVED", tomcat ? "ERROR_EXCEPTION" : "ERROR_HTTP_500"));
  }

  /** How many requests end with one, bare or as a cause. */
  long outOfMemoryErrors() {
    return this == JDK || this == SPRING_BOOT ? 1 : 2;
  }

  /** The rows of requests with effects. */
  String effects() {
    return named(EFFECTS + (this == SPRING_BOOT ? EFFECTS_OF_SPRING : ""));
  }

  private String named(String rows) {
    Matcher handlers = HANDLER.matcher(rows);
    String named =
        handlers.replaceAll(
            handler -> Matcher.quoteReplacement(name(handler.group(1), handler.group(2))));
    return String.join("\n", new TreeSet<>(named.lines().toList())) + "\n";
  }

  /** The child's class path: as usual, but with SLF4J, which Jetty needs. */
  String classPath() throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : Child.Launch.loggingClassPath().split(File.pathSeparator, -1)) {
      String file = Path.of(entry).getFileName().toString();
      boolean jakarta = file.startsWith("tomcat-embed-core") || file.startsWith("jakarta.");
      if (!file.startsWith("logback")
          && !file.startsWith("log4j")
          && !(jakarta && this == TOMCAT_9)) {
        entries.add(entry);
      }
    }
    if (this == TOMCAT_9) {
      Path folder = Path.of(System.getProperty("tidemark.tomcat-javax.folder"));
      try (Stream<Path> jars = Files.list(folder)) {
        jars.forEach(jar -> entries.add(jar.toString()));
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
