// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.trace.read.Keys;
import dmabuf.revoke.trace.read.Kind;

/**
 * Calls on known objects for which no line is used: their effect is in no history, and so the trace is not explained. This
 * happens to a call of which only the return was recorded. Events that the user declares to be unobserved do not count.
 */
final class UnusedCalls {
    private final World world;

    UnusedCalls(final World world) {
        this.world = world;
    }

    /** Called after a line was interpreted. */
    void look(final Kind kind) {
        final Kind entry = entry(kind);
        if (entry != null && world.usedLine != world.reader.number() && world.survey.has(kind)
                && (entry == kind || !world.survey.has(entry)) && isKnown()) {
            world.verdicts.unused().add(world.reader.number(), kind, entry);
        }
    }

    /** The entry of the protocol's function to which an event belongs; null if there is none. */
    private Kind entry(final Kind kind) {
        return switch (kind) {
            case DYNATTACH_IN, DETACH_IN, MAP_IN, UNMAP_IN, INVALIDATE_IN -> kind;
            case DETACH_RET -> Kind.DETACH_IN;
            case UNMAP_RET -> Kind.UNMAP_IN;
            case INVALIDATE_RET -> Kind.INVALIDATE_IN;
            // The exporter's own map is part of the same call.
            case MAP_RET -> world.survey.has(Kind.VFIO_PCI_DMA_BUF_MAP_RET) ? null : Kind.MAP_IN;
            default -> null;
        };
    }

    private boolean isKnown() {
        final Attachment a = world.attachments.get(world.line.number(Keys.ATTACH));
        final Buffer b = a != null ? a.buffer : world.buffers.get(world.line.number(Keys.DMABUF));
        return b != null && b.line > 0;
    }
}
