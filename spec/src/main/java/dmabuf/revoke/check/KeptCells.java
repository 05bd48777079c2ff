package dmabuf.revoke.check;

import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.Optional;

/** The cells of a design, kept under all that decides them. */
final class KeptCells {
    private final Kept kept;
    private final String common;

    KeptCells(final Workshop shop) throws Undecided {
        this.kept = shop.kept();
        this.common = new Digest()
                .text("what", "cells")
                .text("spec", shop.spec().digestOfAll())
                .text("tlc", shop.digestOfTlc())
                .classes(KeptCells.class, "dmabuf.revoke")
                .hex();
    }

    private String key(final Design d) {
        return new Digest()
                .text("common", common)
                .text("name", d.name())
                .text("definitions", d.definitions())
                .text("constants", d.constants())
                .hex();
    }

    /** Every cell of a design, if they were decided. */
    Optional<List<Cell>> find(final Design d) {
        return kept.find(key(d)).map(v -> v.text().lines().map(KeptCells::cell).toList());
    }

    /** Keeps every cell of a design. */
    void keep(final Design d, final List<Cell> cells) {
        final StringBuilder text = new StringBuilder();
        cells.stream().filter(c -> c.design().equals(d.name())).forEach(c -> text.append(line(c)));
        kept.keep(key(d), text.toString());
    }

    static String line(final Cell c) {
        return Fields.line(c.design(), c.property(), c.verdict().toString(), Integer.toString(c.length()),
                Integer.toString(c.occasions()), c.reason());
    }

    private static Cell cell(final String line) {
        return cell(Fields.of(line));
    }

    static Cell cell(final List<String> f) {
        return new Cell(f.get(0), f.get(1), Cell.Verdict.of(f.get(2)), Integer.parseInt(f.get(3)),
                Integer.parseInt(f.get(4)), f.get(5));
    }
}
