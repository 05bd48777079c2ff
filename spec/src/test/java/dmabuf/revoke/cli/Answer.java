// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.service.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The answer of the command line to a question that is asked in this JVM. */
record Answer(int exitCode, String text) {
    static Answer ask(final String... question) {
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final PrintStream before = System.out;
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            return new Answer(Main.run(question), said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }
}
