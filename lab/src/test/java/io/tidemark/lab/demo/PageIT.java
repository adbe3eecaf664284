package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The collector's page in a real browser during a short outage. */
class PageIT {
  private static final Path PICTURES = Path.of("target", "page");
  private static final int VERDICT_MS = 2_000;
  private static final long BASELINE_MS = 15_000;
  private static final int LOADED_BYTES = 150_000;

  /** How many canvases of the strips show nothing. */
  private static final String BLANK =
      """
      [...document.querySelectorAll('#strips canvas')].filter(canvas => {
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return !data.some(byte => byte !== 0);
      }).length""";

  /** A column of the first table, top down. */
  private static final String COLUMN =
      """
      [...document.querySelectorAll('#rows tr')].map(tr => Number(
        tr.cells[arguments[0]].textContent.replace(/[<,]/g, '')))""";

  private static final int ITEMS = 10;

  @TempDir private Path profile;

  @Test
  void theCulpritIsFoundAtAGlance() throws Exception {
    Browser browser = Browser.start(profile);
    try (browser) {
      try (LabRun run = LabRun.fewPorts(Jdk.values()[0].home())) {
        String site = "http://127.0.0.1:" + run.collectorPort() + "/";
        Api api = new Api(run.collectorPort());
        learn(run, api);
        accusesNobodyYet(browser, site);
        run.lab().onset();
        awaitName(api);
        showsTheVerdictAtOnce(browser, site);
        drawsTheChain(browser);
        sorts(browser);
        obeysTheKeyboard(browser);
        isAccessibleInBothThemes(browser);
        fitsAPhone(browser);
        linksToAMoment(browser);
        browser.open(site);
        browser.await("live", "document.querySelector('#mode').textContent.includes('live')");
        browser.readLogs();
        browser.assertContent(site);
        findsItsWayBack(browser);
      }
      browser.await("says that it is lost", "!document.querySelector('#lost').hidden");
      assertTrue(browser.text("#lost").startsWith("Connection lost"), browser.text("#lost"));
      browser.picture(PICTURES.resolve("lost.png"));
    }
  }

  private static void accusesNobodyYet(Browser browser, String site) throws Exception {
    browser.open(site);
    browser.await("charts", "document.querySelectorAll('#strips canvas').length === 14");
    assertEquals("true", browser.eval("document.querySelector('#suspects-part').hidden"));
    browser.picture(PICTURES.resolve("quiet.png"));
  }

  /** Lets the engine see ordinary load for as long as an accusation needs. */
  private static void learn(LabRun run, Api api) throws Exception {
    run.awaitAnswers("web-frontend", 300);
    long beginMs = verdict(api).get("epoch_ms").getAsLong();
    Await.until(
        "a baseline", () -> verdict(api).get("epoch_ms").getAsLong() - beginMs >= BASELINE_MS);
  }

  private static void awaitName(Api api) throws Exception {
    JsonObject[] last = {new JsonObject()};
    try {
      Await.until(
          "a name",
          () -> {
            last[0] = verdict(api);
            return last[0].getAsJsonArray("suspects").toString().contains(Outage.CULPRIT);
          });
    } catch (AssertionError e) {
      throw new AssertionError("instead: " + last[0], e);
    }
  }

  private static JsonObject verdict(Api api) throws IOException {
    return JsonParser.parseString(api.get("/api/v1/verdict")).getAsJsonObject();
  }

  private static void showsTheVerdictAtOnce(Browser browser, String site) throws Exception {
    browser.open(site);
    browser.await("a paint", "performance.getEntriesByName('first-contentful-paint').length > 0");
    String paintMs =
        browser.eval("performance.getEntriesByName('first-contentful-paint')[0].startTime");
    assertTrue(browser.text("#verdict").contains(Outage.CULPRIT), browser.text("#verdict"));
    browser.await("the feed", "document.querySelectorAll('#jvms tbody tr').length > 0");
    browser.readLogs();
    System.out.printf(
        "page: verdict painted after %s ms, %d bytes received%n", paintMs, browser.receivedBytes());
    assertTrue(Double.parseDouble(paintMs) <= VERDICT_MS, paintMs);
    assertTrue(browser.receivedBytes() <= LOADED_BYTES, () -> "" + browser.receivedBytes());
    assertTrue(browser.text("#suspects").contains(Outage.CULPRIT), browser.text("#suspects"));
  }

  private static void drawsTheChain(Browser browser) throws Exception {
    browser.await("fourteen canvases", "document.querySelectorAll('#strips canvas').length === 14");
    browser.await("none of them blank", BLANK + " === 0");
    browser.await(
        "stages that were reached", "document.querySelectorAll('.strip.reached').length > 1");
    browser.picture(PICTURES.resolve("light.png"));
    browser.eval("document.querySelector('#chain-part').scrollIntoView()");
    browser.picture(PICTURES.resolve("chain.png"));
    browser.eval("document.querySelector('#rows-title').scrollIntoView()");
    browser.picture(PICTURES.resolve("tables.png"));
    browser.eval("document.querySelector('#ports-title').scrollIntoView()");
    browser.picture(PICTURES.resolve("host.png"));
  }

  private static void sorts(Browser browser) throws Exception {
    String heading = "#rows-table th:nth-child(" + (ITEMS + 1) + ")";
    browser.click(heading + " button");
    browser.await(
        "most items first",
        "(all => all.length > 1 && all.every((v, i) => i === 0 || all[i - 1] >= v))("
            + COLUMN
            + ")",
        ITEMS);
    assertEquals("descending", browser.eval("document.querySelector('" + heading + "').ariaSort"));
    browser.click(heading + " button");
    browser.await(
        "fewest items first",
        "(all => all.length > 1 && all.every((v, i) => i === 0 || all[i - 1] <= v))("
            + COLUMN
            + ")",
        ITEMS);
  }

  /** From the first control by Tab alone: the crosshair moves, and a heading sorts. */
  private static void obeysTheKeyboard(Browser browser) throws Exception {
    browser.eval("document.querySelector('#range').focus()");
    tabTo(browser, "document.activeElement.id === 'crosshair'");
    String before = browser.eval("document.activeElement.getAttribute('aria-valuetext')");
    browser.type(Keys.ARROW_LEFT);
    browser.type(Keys.ARROW_LEFT);
    browser.await(
        "another moment",
        "document.activeElement.getAttribute('aria-valuetext') !== arguments[0]",
        before);
    browser.await("it is held", "document.querySelector('#readout').textContent.startsWith('At')");
    String chosen = browser.text("#readout");
    String newest = browser.eval("tidemark.charts.lastMs()");
    browser.await("time goes on", "tidemark.charts.lastMs() > Number(arguments[0]) + 1500", newest);
    assertEquals(chosen, browser.text("#readout"));
    tabTo(browser, "document.activeElement.closest('#rows-table th') !== null");
    browser.type(Keys.ENTER);
    browser.await(
        "sorted by service", "document.querySelector('#rows-table th').ariaSort === 'ascending'");
  }

  private static void findsItsWayBack(Browser browser) throws Exception {
    browser.offline(true);
    browser.await("says that it is lost", "!document.querySelector('#lost').hidden");
    browser.offline(false);
    browser.await("is back", "document.querySelector('#lost').hidden");
    browser.await("is live", "document.querySelector('#mode').textContent.includes('live')");
  }

  private static void tabTo(Browser browser, String there) {
    for (int i = 0; i < 30; i++) {
      browser.type(Keys.TAB);
      if (browser.eval(there).equals("true")) {
        return;
      }
    }
    throw new AssertionError("not reached by Tab: " + there);
  }

  private static void isAccessibleInBothThemes(Browser browser) throws Exception {
    browser.eval("window.scrollTo(0, 0)");
    for (String theme : new String[] {"light", "dark"}) {
      browser.click("#theme");
      assertEquals("Theme: " + theme, browser.text("#theme"));
      browser.await("drawn again", BLANK + " === 0");
      assertEquals("[]", browser.violations().toString(), theme);
      browser.picture(PICTURES.resolve(theme + "-theme.png"));
    }
  }

  private static void fitsAPhone(Browser browser) throws Exception {
    browser.width(360, 740);
    browser.await("no wider than the screen", "document.documentElement.scrollWidth <= 360");
    assertTrue(browser.text("#verdict").contains(Outage.CULPRIT), browser.text("#verdict"));
    browser.picture(PICTURES.resolve("phone.png"));
    browser.eval("document.querySelector('#chain-part').scrollIntoView()");
    browser.picture(PICTURES.resolve("phone-chain.png"));
    browser.eval("document.querySelector('#rows-title').scrollIntoView()");
    browser.picture(PICTURES.resolve("phone-rows.png"));
    browser.width(1280, 1000);
  }

  private static void linksToAMoment(Browser browser) throws Exception {
    browser.open(browser.eval("document.querySelector('#moment').href"));
    browser.await("its charts", "document.querySelectorAll('#strips canvas').length === 14");
    browser.await("what held", "document.querySelector('#verdict').textContent.startsWith('At ')");
    browser.await("its table", "document.querySelectorAll('#rows tr').length > 0");
    browser.await(
        "the crosshair is there",
        "document.querySelector('#readout').textContent.startsWith('At')");
    browser.picture(PICTURES.resolve("moment.png"));
  }
}
