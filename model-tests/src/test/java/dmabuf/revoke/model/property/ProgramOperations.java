// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import java.util.List;

/** A program's operations on the CPU. */
final class ProgramOperations {
    private ProgramOperations() {}

    static List<Operation> all() {
        return List.of(
                new Mmap(), new Munmap(), new Touch(), new Vmap(), new Vunmap(), new Begin(), new End(), new Import());
    }

    /** mmap of the buffer's file. */
    static final class Mmap extends Operation {}

    /** munmap. */
    static final class Munmap extends Operation {}

    /** A load or a store, which faults if the page is not there. */
    static final class Touch extends Operation {}

    /** dma_buf_vmap: a kernel mapping. */
    static final class Vmap extends Operation {}

    /** dma_buf_vunmap. */
    static final class Vunmap extends Operation {}

    /** DMA_BUF_SYNC_START: dma_buf_begin_cpu_access. */
    static final class Begin extends Operation {}

    /** DMA_BUF_SYNC_END: dma_buf_end_cpu_access. */
    static final class End extends Operation {}

    /** DMA_BUF_IOCTL_IMPORT_SYNC_FILE: a fence of user space. */
    static final class Import extends Operation {}
}
