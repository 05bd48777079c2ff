// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import java.util.List;

/** The operations of the exporter's threads. */
final class ExporterOperations {
    private ExporterOperations() {}

    static List<Operation> all() {
        return List.of(new Revoke(), new Restore(), new Close());
    }

    /** Revokes the buffer. */
    static final class Revoke extends Operation {}

    /** Restores the buffer. */
    static final class Restore extends Operation {}

    /** Revokes the buffer for ever. */
    static final class Close extends Operation {}
}
