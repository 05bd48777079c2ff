// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A browser that reads pages from the disk. Its program and its driver are on the path, or where {@code -Drevoke.browser} and
 * {@code -Drevoke.chromedriver} say; nothing is looked for on the network.
 */
final class Browser implements AutoCloseable {
    private static final String PATH = System.getenv().getOrDefault("PATH", "");
    private static final int HEIGHT = 900;

    private final ChromeDriver driver;
    private final Path site;

    private Browser(final ChromeDriver driver, final Path site) {
        this.driver = driver;
        this.site = site;
    }

    /** A browser for the pages in a folder. Without one, the test is skipped. */
    static Browser open(final Path site) {
        final String program = SitePart.program("revoke.browser", SitePart.BROWSERS, PATH);
        final String itsDriver = SitePart.program("revoke.chromedriver", SitePart.DRIVERS, PATH);
        assumeTrue(program != null && itsDriver != null, "no browser here: " + (program == null ? String.join(", ",
                SitePart.BROWSERS)
                : "chromedriver")
                + " is not on the path; Debian has chromium and chromium-driver");
        final LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        final ChromeOptions options = new ChromeOptions();
        options.setBinary(program).addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars");
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        final ChromeDriverService service =
                new ChromeDriverService.Builder().usingDriverExecutable(new File(itsDriver)).usingAnyFreePort().build();
        return new Browser(new ChromeDriver(service, options), site);
    }

    @Override
    public void close() {
        driver.quit();
    }

    /** Opens a page anew, with a fragment or without. */
    void go(final String page) {
        driver.get("about:blank");
        driver.get(site.toUri() + page);
    }

    /** The page that is shown, with its fragment. */
    String at() {
        return driver.getCurrentUrl().replace(site.toUri().toString(), "");
    }

    void back() {
        driver.navigate().back();
    }

    void look(final int width, final boolean dark, final boolean print) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", print ? "print" : "",
                "features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    Object run(final String script, final Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    WebElement find(final String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(final String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    void press(final CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Presses Tab until an element has the focus that fits. {@return whether one does, after so many times at most} */
    boolean tabTo(final String selector, final int most) {
        for (int n = 0; n < most; n++) {
            press(Keys.TAB);
            if (Boolean.TRUE.equals(run("return document.activeElement.matches(arguments[0])", selector))) {
                return true;
            }
        }
        return false;
    }

    /** Waits until a script gives true. */
    void until(final String condition) {
        final boolean came = (Boolean) driver.executeAsyncScript("const done = arguments[arguments.length - 1]; const end ="
                + " Date.now() + 20000;"
                + "const look = () => (" + condition + ") ? done(true) : Date.now() > end ? done(false) : setTimeout(look,"
                + " 20); look();");
        if (!came) {
            throw new AssertionError("never came: " + condition + ", at " + at());
        }
    }

    /** What the console has said since the last time. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
    }

    /** What axe-core finds against WCAG 2.1 AA on the page that is shown: rule, and the first element. */
    @SuppressWarnings("unchecked")
    List<String> breaches() throws IOException {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<String>) driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then(r =>"
                + " done(r.violations.map(v =>"
                + " v.id + ' (' + v.nodes.length + '): ' + v.nodes[0].html.slice(0, 160) + ' ' +"
                + " v.nodes[0].failureSummary)), e => done(['' + e]))");
    }
}
