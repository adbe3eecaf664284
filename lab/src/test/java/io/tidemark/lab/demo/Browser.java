package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a screen, which remembers what it asked for and complained about. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ChromeDriver driver;
  private final Set<String> asked = new TreeSet<>();
  private final List<String> complaints = new ArrayList<>();
  private long receivedBytes;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts it, from Debian's packages chromium and chromium-driver; nothing is downloaded. */
  static Browser start(Path profile) {
    boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    assertFalse(
        !there && "1".equals(System.getenv("TIDEMARK_REQUIRE_ALL")),
        "Debian's packages chromium and chromium-driver are needed");
    assumeTrue(there, "needs Debian's packages chromium and chromium-driver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--window-size=1280,1000",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Browser(new ChromeDriver(service, options));
  }

  void open(String url) {
    driver.get(url);
  }

  /** Runs a script in the page; what it returns as text. */
  String eval(String script, Object... arguments) {
    return String.valueOf(driver.executeScript("return " + script, arguments));
  }

  /** Waits until a script says true. */
  void await(String what, String script, Object... arguments) {
    long endNs = System.nanoTime() + LIMIT.toNanos();
    while (!eval(script, arguments).equals("true")) {
      assertFalse(System.nanoTime() > endNs, "not within " + LIMIT + ": " + what);
      Await.aMoment();
    }
  }

  String text(String selector) {
    return driver.findElement(By.cssSelector(selector)).getText();
  }

  void click(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  /** Types into whatever has the focus. */
  void type(CharSequence keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** A screen of this width, of a phone if it is narrow. */
  void width(int pixels, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", height, "deviceScaleFactor", 1, "mobile", pixels < 500));
  }

  /** Cuts it off from every site, or not any more. */
  void offline(boolean off) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", off, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** What axe-core finds wrong, by its rules' names and the elements. */
  Set<String> violations() throws IOException {
    if (!eval("typeof window.axe").equals("object")) {
      driver.executeScript(axe());
    }
    Object found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then(
              results => done(results.violations.map(rule =>
                rule.id + ' ' + rule.nodes.map(node => node.target + ': ' + node.failureSummary))),
              error => done(['axe: ' + error]));""");
    Set<String> violations = new TreeSet<>();
    ((List<?>) Objects.requireNonNull(found)).forEach(each -> violations.add(String.valueOf(each)));
    return violations;
  }

  private static String axe() throws IOException {
    try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          Objects.requireNonNull(script, "axe-core is not on the class path").readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }

  void picture(Path file) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** Reads its logs: to be called before they are judged. */
  void readLogs() {
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonObject message =
          JsonParser.parseString(entry.getMessage()).getAsJsonObject().getAsJsonObject("message");
      JsonObject params = message.getAsJsonObject("params");
      switch (message.get("method").getAsString()) {
        case "Network.requestWillBeSent" ->
            asked.add(params.getAsJsonObject("request").get("url").getAsString());
        case "Network.dataReceived" -> receivedBytes += params.get("encodedDataLength").getAsLong();
        default -> {}
      }
    }
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      complaints.add(entry.getLevel() + " " + entry.getMessage());
    }
  }

  /** Bytes of bodies, as they came over the wire, since the start. */
  long receivedBytes() {
    return receivedBytes;
  }

  /** Checks that it asked one site alone, and had nothing to complain of. */
  void assertContent(String site) {
    Set<String> elsewhere =
        asked.stream()
            .filter(url -> !url.startsWith(site) && !url.startsWith("data:"))
            .filter(url -> !url.startsWith("chrome:")) // its own first page
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), elsewhere);
    assertEquals(List.of(), complaints);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
