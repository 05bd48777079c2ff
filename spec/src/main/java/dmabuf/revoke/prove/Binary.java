// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A solver that is a program of its own: z3 or cvc5, each of which reads the text from a file. */
final class Binary implements Solver {
    /** The limit of one run of the solver, in minutes. */
    private static final int MINUTES = 30;

    private final Path program;
    private final String version;

    private Binary(final Path program, final String version) {
        this.program = program;
        this.version = version;
    }

    static Binary at(final Path program) throws Undecided, InterruptedException {
        if (!Files.isExecutable(program) || Files.isDirectory(program)) {
            throw new Undecided("--solver " + program + " is no program: the path of a z3 or a cvc5 is wanted");
        }
        final Binary b = new Binary(program, program.getFileName().toString());
        return new Binary(program, b.output(List.of("--version"), "").lines().findFirst().orElse(b.version));
    }

    @Override
    public String run(final String text) throws Undecided, InterruptedException {
        return output(program.getFileName().toString().contains("cvc5") ? List.of("--lang=smt2", "--incremental") : List.of("-smt2"), text);
    }

    private String output(final List<String> options, final String text) throws Undecided, InterruptedException {
        try {
            final Path question = Files.createTempFile("prove", ".smt2");
            final Path answer = Files.createTempFile("prove", ".out");
            try {
                Files.writeString(question, text);
                final List<String> command = new ArrayList<>(List.of(program.toString()));
                command.addAll(options);
                if (!text.isEmpty()) {
                    command.add(question.toString());
                }
                new Child(command, answer, Limit.minutes(MINUTES)).run();
                return Files.readString(answer);
            } finally {
                Files.deleteIfExists(question);
                Files.deleteIfExists(answer);
            }
        } catch (IOException e) {
            throw new Undecided("cannot run " + program, e);
        } catch (HungChild e) {
            throw new Undecided(e.getMessage());
        }
    }

    @Override
    public String name() {
        return version;
    }
}
