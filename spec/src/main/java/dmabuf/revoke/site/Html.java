// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.report.JunitXml;
import java.util.List;
import java.util.stream.Collectors;

/** The parts that all pages share. */
final class Html {
    /** The pages to which each page has a link. */
    private static final List<String[]> NAVIGATION = List.of(
            new String[] {"README.html", "Read"},
            new String[] {"index.html", "The matrix"},
            new String[] {"claims.html", "Claims"},
            new String[] {"knobs.html", "Knobs"},
            new String[] {"spec.html", "The spec"},
            new String[] {"play.html", "Play"},
            new String[] {"ask.html", "Ask"});

    private Html() {}

    /**
     * A whole page.
     *
     * @param up the way to the top folder: nothing, or {@code ../}
     * @param scripts files that the page runs, beside the search
     */
    static String page(final String title, final String up, final String body, final String... scripts) {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\">"
                + "<title>" + escape(title) + " · dma-buf revoke</title>\n"
                + "<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"" + up + "site.css\"></head>\n"
                + "<body data-up=\"" + up + "\"><a class=\"skip\" href=\"#main\">To the page</a>\n<header><nav"
                + " aria-label=\"Pages\">"
                + NAVIGATION.stream()
                        .map(n -> "<a href=\"" + up + n[0] + "\">" + n[1] + "</a>")
                        .collect(Collectors.joining(" "))
                + "</nav><div class=\"search\" role=\"search\"><label for=\"find\">Find</label> <input id=\"find\""
                + " type=\"search\""
                + " placeholder=\"7.5, D11, S5, kref_put\" autocomplete=\"off\"><ul id=\"found\"></ul></div></header>\n"
                + "<main id=\"main\">\n<h1>" + escape(title) + "</h1>\n" + body + "</main>\n"
                + "<script src=\"" + up + "search.js\"></script><script src=\"" + up + "site.js\"></script>\n"
                + List.of(scripts).stream()
                        .map(s -> "<script src=\"" + up + s + "\"></script>\n")
                        .collect(Collectors.joining())
                + "</body></html>\n";
    }

    static String link(final String to, final String text) {
        return "<a href=\"" + escape(to) + "\">" + escape(text) + "</a>";
    }

    static String escape(final String s) {
        return JunitXml.escape(s);
    }
}
