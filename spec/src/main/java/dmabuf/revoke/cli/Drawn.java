// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Counterexample;
import dmabuf.revoke.check.Decisions;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Explanation;
import dmabuf.revoke.check.MailText;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.Names;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.site.Site;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A counterexample as a picture in a file, or as text for a mail. */
final class Drawn {
    private Drawn() {}

    /**
     * Writes the picture of one counterexample.
     *
     * @param property null stands for the one that a bug is known for, or for the first one that a design breaks
     */
    static int write(final Tools tools, final String name, final String property, final Path file)
            throws Undecided, InterruptedException {
        final Design d = Design.named(name, tools.spec());
        final String claim = property == null ? known(tools, d) : Names.find("property", property,
                tools.manifest().properties().keySet());
        final String picture = claim == null ? null : Site.picture(tools, d, claim);
        if (picture == null) {
            throw new Undecided(d.name() + (claim == null ? " keeps every property" : " keeps " + claim)
                    + ": there is nothing to draw");
        }
        put(file, picture);
        System.out.println(d.name() + " breaks " + claim + ": the picture is in " + file);
        return Subcommand.AS_EXPECTED;
    }

    /** Writes a picture into a file. */
    static void put(final Path file, final String picture) throws Undecided {
        try {
            Files.writeString(file, picture);
        } catch (IOException e) {
            throw new Undecided("cannot write " + file, e);
        }
    }

    /** Prints one counterexample as text for a mail; {@code property} as above. */
    static int mail(final Tools tools, final String name, final String property) throws Undecided, InterruptedException {
        final Design d = Design.named(name, tools.spec());
        final String claim = property == null ? known(tools, d) : Names.find("property", property,
                tools.manifest().properties().keySet());
        final Counterexample c =
                claim == null ? null : tools.decisions().counterexample(tools.shop().graph(d, Decisions.SCENE), claim);
        if (c == null) {
            throw new Undecided(d.name() + (claim == null ? " keeps every property" : " keeps " + claim)
                    + ": there is nothing to tell");
        }
        System.out.print(MailText.of(d.name() + " breaks " + claim + ": " + tools.manifest().properties().get(claim).sentence(),
                c));
        return Subcommand.AS_EXPECTED;
    }

    private static String known(final Tools tools, final Design d) throws Undecided, InterruptedException {
        final Manifest.Bug bug = tools.manifest().bugs().get(d.name());
        if (bug != null) {
            return bug.shownBy();
        }
        final List<Explanation> all = tools.decisions().explanations(d);
        return all.stream()
                .filter(x -> x.broken() && tools.manifest().refutes(d.name(), x.property()))
                .map(Explanation::property)
                .findFirst()
                .orElse(null);
    }
}
