// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The pages as a reader sees them, in a real browser, from the disk. */
@Tag("tlc")
class BrowserTest {
    /** One page of each kind. */
    private static final List<String> KINDS = List.of("README.html", "index.html", "claims.html", "knobs.html", "spec.html",
            "spec/Exporter.html",
            "spec/Revoke.html", "row/NoFenceWait.html", "litmus.html", "mutants.html", "ask.html",
                    "play.html#d=NoFenceWait&v=S5&b=Linux73",
            "docs/1-contract.html", "docs/kernel-semantics.html");

    /** Pages that have nothing that the others do not have, and for which axe-core needs ten seconds. */
    private static final List<String> LONG = List.of("mutants.html", "docs/kernel-semantics.html");

    @TempDir
    static Path site;

    private static Browser browser;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.open(site);
        new Site(Tools.open(), site, List.of("V1", "NoFenceWait")).write();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    /** Opens a page, and waits until the player has loaded its graphs. */
    private static void go(final String page) {
        browser.go(page);
        if (page.startsWith("play.html")) {
            browser.until("document.getElementById('said').textContent");
        }
    }

    @Test
    void noPageHasAnErrorInTheConsole() throws Exception {
        final List<String> pages;
        try (Stream<Path> all = Files.walk(site)) {
            pages = all.filter(p -> p.toString().endsWith(".html")).map(p -> site.relativize(p).toString()).sorted().toList();
        }
        assertTrue(pages.size() > 100, pages.toString());
        for (final String p : pages) {
            go(p);
            assertEquals(List.of(), browser.complaints(), p);
        }
        Files.writeString(site.resolve("bad.html"), "<!DOCTYPE html><p>x</p><script>nothing.here()</script>");
        browser.go("bad.html");
        assertTrue(browser.complaints().toString().contains("nothing is not defined"));
        Files.delete(site.resolve("bad.html"));
    }

    @Test
    void eachKindOfPageIsAccessibleInBothColourSchemes() throws Exception {
        final List<String> breaches = new ArrayList<>();
        for (final boolean dark : new boolean[] {false, true}) {
            browser.look(1000, dark, false);
            for (final String p : KINDS.stream().filter(k -> !LONG.contains(k)).toList()) {
                go(p);
                browser.breaches().forEach(b -> breaches.add(p + (dark ? " dark: " : " light: ") + b));
            }
        }
        assertEquals(List.of(), breaches);
        Files.writeString(site.resolve("pale.html"), "<!DOCTYPE html><html lang=\"en\"><title>x</title><main><h1"
                + " style=\"color: #ccc; background: #fff\">A pale heading</h1>");
        browser.go("pale.html");
        assertTrue(browser.breaches().toString().contains("color-contrast"), "a pale heading is seen");
        Files.delete(site.resolve("pale.html"));
    }

    @Test
    void noPageIsWiderThanTheWindow() {
        final List<String> wide = new ArrayList<>();
        for (final int width : new int[] {400, 1000, 1400}) {
            browser.look(width, false, false);
            for (final String p : KINDS) {
                go(p);
                if ((Long) browser.run("return document.documentElement.scrollWidth") > width) {
                    wide.add(p + " at " + width);
                }
            }
        }
        assertEquals(List.of(), wide);
    }

    /** The way of a reviewer: from the contract to the first counterexample, its steps, the spec, and back to the matrix. */
    @Test
    void theReadingPath() {
        browser.look(1400, false, false);
        browser.go("README.html");
        browser.find("article a[href='docs/1-contract.html']").click();
        assertEquals("docs/1-contract.html", browser.at());
        browser.find("article a[href$='2-protocol.html']").click();
        browser.find("article a[href$='3-first-counterexample.html']").click();
        assertEquals("3. The first counterexample", browser.find("h1").getText());
        browser.find("nav a[href$='index.html']").click();
        browser.find("td.known a[href='row/NoFenceWait.html#S5']").click();
        assertEquals("row/NoFenceWait.html#S5", browser.at());
        assertTrue((Boolean) browser.run("const r = document.getElementById('S5').getBoundingClientRect(); return r.top >="
                + " -1 && r.top < innerHeight"));
        assertEquals(1, browser.all("#S5 svg").size());
        browser.find("#S5 summary").click();
        browser.find("#S5 .steps a[href$='spec/Exporter.html#SetFlag']").click();
        assertEquals("SetFlag", browser.find(":target").getText());
        browser.back();
        browser.until("document.querySelector('#S5 summary')");
        assertEquals("row/NoFenceWait.html#S5", browser.at());
        browser.run("document.querySelector('#S5 details').open = true");
        browser.find("#S5 .steps a[href$='kernel-semantics.html#r4.1']").click();
        assertTrue(browser.find(":target").findElement(org.openqa.selenium.By.xpath("..")).getText().startsWith("4.1 Revoke"
                + " sequence"));
        browser.back();
        browser.find("nav a[href$='index.html']").click();
        assertEquals("index.html", browser.at());
    }

    /** Without a mouse: the link past the head, the search, the steps of a picture. */
    @Test
    void byKeyboardOnly() {
        browser.look(1000, false, false);
        browser.go("index.html");
        browser.press(Keys.TAB);
        assertTrue((Boolean) browser.run("return document.activeElement.matches('.skip')"));
        assertTrue(browser.tabTo("#find", 20));
        browser.press("7.5");
        assertTrue(browser.tabTo("#found a[href$='row/NoFenceWait.html']", 9), "the hits are reached by Tab");
        browser.press(Keys.ENTER);
        browser.until("location.href.endsWith('row/NoFenceWait.html')");
        assertTrue(browser.tabTo("#S5 .wide", 90));
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        assertEquals(browser.all("#S5 .steps li").get(1), browser.find("#S5 .steps li.on"));
        assertEquals(1, browser.all("#S5 svg rect.on").size());
        browser.press(Keys.ARROW_UP);
        assertEquals(browser.all("#S5 .steps li").get(0), browser.find("#S5 .steps li.on"));
    }

    /** What a reviewer types: a number, a finding, a kernel function, a claim, an action, a fault of impl. */
    @Test
    void theSearchFinds() {
        browser.look(1000, false, false);
        browser.go("claims.html");
        for (final String[] typed : new String[][] {{"7.5", "row/NoFenceWait.html"}, {"D11", "docs/kernel-semantics.html#rD11"},
                {"dma_resv_wait_timeout", "spec/Exporter.html#FenceWait"}, {"S5", "claims.html#S5"}, {"setflag",
                        "spec/Exporter.html#SetFlag"},
                {"no-fence-wait", "mutants.html#no-fence-wait"}, {"4.1", "docs/kernel-semantics.html#r4.1"}}) {
            browser.run("const f = document.getElementById('find'); f.value = arguments[0]; f.dispatchEvent(new"
                    + " Event('input'))", typed[0]);
            final List<String> hits = browser.all("#found a").stream().map(a -> a.getDomAttribute("href")).toList();
            assertTrue(hits.contains(typed[1]), typed[0] + ": " + hits);
        }
        browser.run("const f = document.getElementById('find'); f.value = 'zzz'; f.dispatchEvent(new Event('input'))");
        assertEquals("Nothing is called so.", browser.find("#found").getText());
    }

    /** The player by keyboard: a step, the way back, the first violation, and the same path by its address. */
    @Test
    void thePlayersWalk() {
        browser.look(1000, true, false);
        go("play.html#d=NoFenceWait&b=Linux73");
        assertTrue(browser.tabTo("#steps button", 60));
        browser.press(Keys.ENTER);
        browser.until("document.querySelectorAll('#way li').length === 1");
        assertTrue((Boolean) browser.run("return document.activeElement.matches('#steps button')"),
                "the focus stays among the steps");
        browser.press(Keys.BACK_SPACE);
        browser.until("document.querySelectorAll('#way li').length === 0");
        browser.find("#claim option[value='S5'], #claim").sendKeys("S5");
        browser.find("#go").click();
        browser.until("document.querySelectorAll('#way li').length === 17");
        assertTrue(browser.find("#state").getText().contains("S5 is broken"));
        assertTrue(browser.find("#facts").getText().contains("i1 may do everything"), browser.find("#facts").getText());
        browser.until("document.getElementById('said').textContent.includes('parts at step 16')");
        final String address = browser.at();
        go("play.html");
        assertNotEquals(17, browser.all("#way li").size());
        go(address);
        assertEquals(17, browser.all("#way li").size());
        assertTrue(browser.find("#way").getText().contains("exporter:x1: PutRegistration(x1)"));
    }

    /** On paper: no navigation, all of a picture, and the steps. */
    @Test
    void onPaper() {
        browser.look(1000, false, true);
        browser.go("row/NoFenceWait.html");
        assertFalse(browser.find("header").isDisplayed());
        assertEquals("visible", browser.run("return getComputedStyle(document.querySelector('#S5 .wide')).overflowX"));
        assertTrue((Boolean) browser.run("return document.querySelector('#S5 svg').getBoundingClientRect().right <= 1000"),
                "the picture fits");
        browser.go("play.html#d=NoFenceWait&v=S5");
        browser.until("document.querySelectorAll('#way li').length === 17");
        assertTrue(browser.find("#way").isDisplayed());
        assertFalse(browser.find("#design").isDisplayed());
        browser.look(1000, false, false);
    }
}
