// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import java.util.List;

/** What the threads of the exporter do. */
final class ExporterOperations {
    private ExporterOperations() {}

    static List<Operation> all() {
        return List.of(new Revoke(), new Restore(), new Close());
    }

    /** The memory is taken back. */
    static final class Revoke extends Operation {}

    /** The memory is given back. */
    static final class Restore extends Operation {}

    /** The memory is taken back for ever. */
    static final class Close extends Operation {}
}
