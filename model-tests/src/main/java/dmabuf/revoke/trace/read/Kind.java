// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The events with a fixed name in a recorder, in lower case as in a trace. All others are OTHER. */
public enum Kind {
    OTHER,
    EXPORT_IN, EXPORT_RET, FILE_RELEASE, RELEASE_IN,
    GET_RET, FD_IN, FD_INSTALL,
    ATTACH_IN, ATTACH_RET, DYNATTACH_IN, DYNATTACH_RET, DETACH_IN, DETACH_RET,
    MAP_IN, MAP_RET, UNMAP_IN, UNMAP_RET,
    MAP_UNLOCKED_IN, MAP_UNLOCKED_RET, UNMAP_UNLOCKED_IN, UNMAP_UNLOCKED_RET,
    PIN_IN, PIN_RET, UNPIN_IN, UNPIN_RET, VMAP_IN, VMAP_RET, VUNMAP_IN, VUNMAP_RET,
    INVALIDATE_IN, INVALIDATE_RET, WAIT_IN, WAIT_RET,
    WW_MUTEX_LOCK_IN, WW_MUTEX_LOCK_RET, WW_MUTEX_LOCK_INTERRUPTIBLE_IN, WW_MUTEX_LOCK_INTERRUPTIBLE_RET,
    WW_MUTEX_TRYLOCK_IN, WW_MUTEX_TRYLOCK_RET, WW_MUTEX_UNLOCK,
    ADD_FENCE, FENCE_INIT, FENCE_INIT64, FENCE_SIGNAL,
    VFIO_PCI_DMA_BUF_MOVE, VFIO_PCI_DMA_BUF_MOVE_RET, VFIO_PCI_DMA_BUF_CLEANUP, VFIO_PCI_DMA_BUF_CLEANUP_RET,
    VFIO_PCI_DMA_BUF_MAP, VFIO_PCI_DMA_BUF_MAP_RET, VFIO_PCI_DMA_BUF_UNMAP,
    VFIO_PCI_DMA_BUF_IOMMUFD_MAP_RET, IOMMUFD_TEST_DMA_BUF_IOMMUFD_MAP_RET,
    IOMMUFD_TEST, IOMMUFD_TEST_RET,
    DMA_BUF_EXPORT, DMA_BUF_DYNAMIC_ATTACH, DMA_BUF_DETACH;

    private static final Set<Kind> OF_ANYTHING = EnumSet.of(OTHER, WAIT_IN, WAIT_RET, WW_MUTEX_LOCK_IN, WW_MUTEX_LOCK_RET,
            WW_MUTEX_LOCK_INTERRUPTIBLE_IN, WW_MUTEX_LOCK_INTERRUPTIBLE_RET, WW_MUTEX_TRYLOCK_IN, WW_MUTEX_TRYLOCK_RET,
            WW_MUTEX_UNLOCK, ADD_FENCE, FENCE_INIT, FENCE_INIT64, FENCE_SIGNAL, IOMMUFD_TEST, IOMMUFD_TEST_RET);

    /** Whether the reservation lock must be held when the function is entered (reference 5.4). */
    public boolean wantsLock() {
        return switch (this) {
            case PIN_IN, UNPIN_IN, MAP_IN, UNMAP_IN, VMAP_IN, VUNMAP_IN, INVALIDATE_IN -> true;
            default -> false;
        };
    }

    /** Whether its name alone shows that it concerns a dma-buf. Events of locks and fences may concern other things, too. */
    public boolean isOfDmaBuf() {
        return !OF_ANYTHING.contains(this);
    }

    /** Its name in a trace. */
    public String event() {
        return name().toLowerCase(Locale.ROOT);
    }
}
