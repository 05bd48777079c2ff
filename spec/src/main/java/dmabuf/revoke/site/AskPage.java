// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

/** The page with a form for a question. It shows the command; where {@code ./revoke serve} serves it, it shows the answer too. */
final class AskPage {
    private AskPage() {}

    static String html() {
        return Html.page("Ask", "", "<p>Change a knob of a design and see what breaks; or give a litmus test, or the trace"
                + " of a kernel, and see what the"
                + " spec says of it. Files can be dropped onto the field.</p>\n"
                + "<form id=\"ask\"><div class=\"choose\"><label>Question <select id=\"kind\"><option"
                + " value=\"what-if\">what-if: a design and changes"
                + "</option><option value=\"litmus\">litmus: a test</option><option value=\"trace\">trace: a"
                + " recording</option></select></label>"
                + " <label>File <input id=\"file\" type=\"file\"></label></div>\n"
                + "<label for=\"said\">What is asked</label><textarea id=\"said\" rows=\"8\" spellcheck=\"false\"></textarea>\n"
                + "<div class=\"choose\"><button id=\"go\">Ask</button> <button id=\"stop\" type=\"button\""
                + " disabled>Stop</button></div></form>\n"
                + "<p>The command: <code id=\"command\"></code></p>\n<p id=\"status\" role=\"status\"></p>\n"
                + "<pre id=\"answer\" role=\"region\" tabindex=\"0\" aria-label=\"Answer\"></pre>\n", "served.js", "ask.js");
    }
}
