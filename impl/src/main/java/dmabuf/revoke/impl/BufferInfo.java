// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.List;

/**
 * What debugfs' bufinfo shows of a buffer: the users that a revoke waits for. It is a snapshot that takes no lock, so that
 * it is available while a revoke waits; its parts may come from different moments.
 *
 * @param revoked whether the buffer is revoked
 * @param references of its file
 * @param attachments newest first
 * @param fences the classes of the fences that have not signalled
 * @param kernelMappings that a revoke waits for
 */
public record BufferInfo(
        boolean revoked, int references, List<Attached> attachments, List<Usage> fences, int kernelMappings) {

    /**
     * One attachment.
     *
     * @param importer the simple name of its class
     * @param mapped whether it has a mapping
     * @param pinned whether it has a pin
     * @param told whether a callback has deferred the unmap to the worker, and the mapping still exists
     */
    public record Attached(String importer, boolean mapped, boolean pinned, boolean told) {}

    static BufferInfo of(final DmaBuf b) {
        return new BufferInfo(
                b.exporter().admit() != Errno.OK, b.file().references(),
                b.attachments().stream()
                        .map(a -> new Attached(
                                a.importer().getClass().getSimpleName(), a.mapped.get(), a.pinned,
                                a.importer() instanceof Importer i && i.isDeferred()))
                        .toList(),
                b.resv().pending().stream().map(DmaFence::usage).toList(), b.kernelMappings());
    }

    /** {@return what a revoke would wait for now, one line each; empty if there is nothing} */
    public List<String> waitedFor() {
        final java.util.ArrayList<String> lines = new java.util.ArrayList<>();
        fences.forEach(f -> lines.add("a fence of class " + f));
        attachments.stream()
                .filter(Attached::mapped)
                .forEach(a -> lines.add("the mapping of " + a.importer + (a.told ? ", whose unmap is deferred" : ", without a deferred unmap")));
        if (kernelMappings > 0) {
            lines.add(kernelMappings + " kernel mapping(s)");
        }
        return lines;
    }
}
