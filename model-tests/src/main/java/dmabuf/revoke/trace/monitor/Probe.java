// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

/**
 * The place where an event is raised.
 *
 * @param function the kernel's function; in angle brackets the role of a function whose name depends on the driver
 * @param when at which of its ends, and with which result
 */
public record Probe(String function, When when) {
    static final String CALLBACK = "<invalidate_mappings of the importer>";
    static final String REVOKE = "<revoke>";
    static final String RESTORE = "<restore>";
    static final String CLOSE = "<close>";

    /** The end of a function at which the probe is. */
    public enum When {
        ENTRY("is entered"), RETURN("returns"), SUCCESS("returns no error"), ERROR("returns an error");

        private final String text;

        When(final String text) {
            this.text = text;
        }

        /** Its text in the table. */
        public String text() {
            return text;
        }
    }

    /** The attachments that receive an event. */
    public enum Whom {
        ATTACHMENT("the attachment"), BUFFER("each attachment of the buffer"),
        DEVICE("each attachment of each buffer of the device");

        private final String text;

        Whom(final String text) {
            this.text = text;
        }

        /** Its text in the table. */
        public String text() {
            return text;
        }
    }

    static Probe of(final String function, final When when) {
        return new Probe(function, when);
    }
}
