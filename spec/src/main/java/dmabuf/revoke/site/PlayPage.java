// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.check.Manifest;

/** The page on which a reader takes the steps of a design. */
final class PlayPage {
    private final Manifest manifest;

    PlayPage(final Manifest manifest) {
        this.manifest = manifest;
    }

    String html() {
        final StringBuilder out = new StringBuilder("<p>Choose a design and who shares the buffer, and take one step after"
                + " the other. The address"
                + " of this page holds the whole path: send it to somebody, and he sees what you see.</p>\n");
        out.append("<div class=\"choose\"><label>Design <select id=\"design\">");
        options(out);
        out.append("</select></label> <label>Beside <select id=\"beside\"><option value=\"\">nothing</option>");
        options(out);
        out.append("</select></label> <label>Who shares it <select id=\"who\"></select></label></div>\n");
        out.append("<div class=\"choose\"><button id=\"back\">Back</button> <button id=\"again\">From the"
                + " beginning</button> <label>First violation of"
                + " <select id=\"claim\"></select></label> <button id=\"go\">Go there</button></div>\n");
        out.append("<fieldset class=\"facts\"><legend>Go to the nearest state in which</legend><div id=\"facts\"></div>"
                + "<button id=\"reach\">Go there</button></fieldset>\n");
        out.append("<p id=\"said\" role=\"status\"></p>\n<div class=\"game\"><section><h2>Possible now</h2><div"
                + " id=\"steps\"></div></section>"
                + "<section><h2>The buffer</h2><div id=\"state\"></div></section><section><h2>The way here</h2><ol"
                + " id=\"way\"></ol></section></div>\n");
        return Html.page("A buffer to play with", "", out.toString(), "buffer.js", "play.js");
    }

    private void options(final StringBuilder out) {
        manifest.configurations().forEach(d -> out.append("<option>").append(Html.escape(d)).append("</option>"));
    }
}
