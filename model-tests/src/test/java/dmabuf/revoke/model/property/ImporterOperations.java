// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import java.util.List;

/** The operations of an importer's driver, worker and device. */
final class ImporterOperations {
    private ImporterOperations() {}

    static List<Operation> all() {
        return List.of(
                new Attach(), new Detach(), new Map(), new Unmap(), new Submit(), new Signal(), new Lock(), new Unlock(), new Pin(),
                new Unpin());
    }

    /** dma_buf_dynamic_attach, by a driver. */
    static final class Attach extends Operation {}

    /** dma_buf_detach. */
    static final class Detach extends Operation {}

    /** dma_buf_map_attachment. */
    static final class Map extends Operation {}

    /** dma_buf_unmap_attachment, by the driver or by the worker to which the callback deferred it. */
    static final class Unmap extends Operation {}

    /** The driver starts a job, and adds its fence to the reservation object. */
    static final class Submit extends Operation {}

    /** The device completes the job, or user space signals the fence that a program imported. */
    static final class Signal extends Operation {}

    /** dma_resv_lock, by a driver that pins. */
    static final class Lock extends Operation {}

    /** dma_resv_unlock. */
    static final class Unlock extends Operation {}

    /** dma_buf_pin. */
    static final class Pin extends Operation {}

    /** dma_buf_unpin. */
    static final class Unpin extends Operation {}
}
