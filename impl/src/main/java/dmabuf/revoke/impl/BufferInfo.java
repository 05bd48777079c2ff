// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.List;

/**
 * What debugfs' bufinfo says of a buffer: for whom a revoke waits. A snapshot taken without any lock, so that it can be
 * taken while a revoke waits; parts of it may be of different moments.
 *
 * @param revoked whether it is taken back
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
     * @param told the callback has come, and left the unmap to the worker; false again when the importer has unmapped
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

    /** {@return for whom a revoke would wait now, a line each; empty if for nobody} */
    public List<String> waitedFor() {
        final java.util.ArrayList<String> lines = new java.util.ArrayList<>();
        fences.forEach(f -> lines.add("a fence of class " + f));
        attachments.stream()
                .filter(Attached::mapped)
                .forEach(a -> lines.add("the mapping of " + a.importer + (a.told ? ", told" : ", not told")));
        if (kernelMappings > 0) {
            lines.add(kernelMappings + " kernel mapping(s)");
        }
        return lines;
    }
}
