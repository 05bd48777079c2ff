// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cells of a design, and its counterexamples as they are shown, kept under a digest of all that decides them. */
final class KeptCells {
    private final Workshop shop;
    private final Kept kept;
    private final String common;

    /** Must be created before anything is decided. */
    KeptCells(final Workshop shop) throws Undecided {
        this.shop = shop;
        this.kept = shop.kept();
        this.common = common(shop);
    }

    private static String common(final Workshop shop) throws Undecided {
        return new Digest()
                .text("spec", shop.spec().digestOfAll())
                .text("tlc", shop.digestOfTlc())
                .classes(KeptCells.class, "dmabuf.revoke")
                .hex();
    }

    private String key(final String what, final Design d) {
        return new Digest()
                .text("common", common)
                .text("what", what)
                .text("name", d.name())
                .text("definitions", d.definitions())
                .text("constants", d.constants())
                .hex();
    }

    /** Every cell of a design, if an earlier run has decided them. */
    Optional<List<Cell>> find(final Design d) {
        return kept.find(key("cells", d)).map(v -> v.text().lines().map(KeptCells::cell).toList());
    }

    /** Keeps every cell of some designs, unless something that they depend on has changed since this object was created. */
    void keep(final List<Design> designs, final List<Cell> cells) throws Undecided {
        if (isAsBefore()) {
            designs.forEach(d -> keep(d, cells));
        }
    }

    private boolean isAsBefore() throws Undecided {
        shop.forget();
        return common.equals(common(shop));
    }

    private void keep(final Design d, final List<Cell> cells) {
        final StringBuilder text = new StringBuilder();
        cells.stream().filter(c -> c.design().equals(d.name())).forEach(c -> text.append(line(c)));
        kept.keep(key("cells", d), text.toString());
    }

    /** The result for every property of a design, if an earlier run has decided them. */
    Optional<List<Explanation>> explanations(final Design d) {
        return kept.find(key("explanations", d)).map(v -> v.text().lines().map(Explanation::parse).toList());
    }

    /** Keeps the results for every property of some designs, unless something that they depend on has changed meanwhile. */
    void keepExplanations(final Map<Design, List<Explanation>> all) throws Undecided {
        if (isAsBefore()) {
            all.forEach((d, x) ->
                    kept.keep(key("explanations", d), x.stream().map(Explanation::line).collect(Collectors.joining())));
        }
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
