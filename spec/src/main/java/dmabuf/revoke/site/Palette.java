// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

/** The colours of a picture, for light and dark. They are in the picture itself, so that it can be sent alone. */
public final class Palette {
    /** The style of a picture, whose class is {@code picture}. */
    public static final String SVG =
            """

            .picture { --paper: #fff; --ink: #1f2328; --soft: #57606a; --live: #eef7ee; --revoking: #fff3d6; --quiet: #ffe3cc;
              --revoked: #fbd5d5; --closed: #e4dbe9; --full: #b3261e; --read: #b26a00; --call: #ffffffb0; --edge: #6e7781; --seen: #0a4fa8 }
            @media (prefers-color-scheme: dark) { .picture { --paper: #16181b; --ink: #e6e6e6; --soft: #a9b1b9; --live: #1a2b1e;
              --revoking: #3a3014; --quiet: #45301b; --revoked: #4a2020; --closed: #352b3d; --full: #ff8a80; --read: #ffb74d;
              --call: #00000040; --edge: #8b949e; --seen: #9cc7ff } }
            .picture text { font: 12px ui-monospace, Menlo, Consolas, monospace; fill: var(--ink) }
            .picture .head { font-weight: bold } .picture .number { fill: var(--soft); text-anchor: end }
            .picture .phase { fill: var(--soft); font-style: italic } .picture .seen { fill: var(--seen); font-weight: bold }
            .picture .paper { fill: var(--paper) } .p-live { fill: var(--live) } .p-revoking { fill: var(--revoking) }
            .p-quiet { fill: var(--quiet) } .p-revoked { fill: var(--revoked) } .p-closed { fill: var(--closed) }
            .full { fill: var(--full) } .read { fill: var(--read) } .none { fill: var(--edge) }
            .call { fill: var(--call); stroke: var(--edge); rx: 4 } .open { stroke-dasharray: 5 3 }
            .lock, .loop { fill: none; stroke: var(--edge); stroke-width: 1.5 } .picture .holder { fill: var(--soft) }
            .wait { fill: none; stroke: var(--edge); stroke-width: 2; stroke-dasharray: 3 4 }
            .picture .waits { fill: var(--soft); font-style: italic } .hangs { stroke: var(--full) } .picture .waits.hangs { fill: var(--full); stroke: none }
            """;

    private Palette() {}
}
