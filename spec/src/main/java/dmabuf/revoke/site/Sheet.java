// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.tlc.Undecided;

/** A page that stands alone, in the design of the site. It contains all that it needs, so that it can be sent. */
public final class Sheet {
    private Sheet() {}

    /** @param body HTML, in which {@code <style>} may stand */
    public static String page(final String title, final String body) throws Undecided {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><title>" + Html.escape(title) + " · dma-buf revoke</title>\n"
                + "<link rel=\"icon\" href=\"data:,\"><style>\n" + Site.fixed("site.css") + "</style></head>\n<body><main id=\"main\">\n<h1>"
                + Html.escape(title) + "</h1>\n" + body + "</main></body></html>\n";
    }
}
