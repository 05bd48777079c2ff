// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A thread's kernel stack, as /proc shows it. */
final class Stack {
    private static final Pattern FRAME = Pattern.compile("\\[<0>] (\\w[\\w.]*)\\+0x[^|]*");

    private Stack() {}

    /** The names of the functions, innermost first, without those of the steering module. */
    static String text(final String answer) {
        final List<String> functions = new ArrayList<>();
        final Matcher m = FRAME.matcher(answer);
        while (m.find()) {
            if (!m.group().contains("[steer]")) {
                functions.add(m.group(1));
            }
        }
        return String.join(" <- ", functions);
    }
}
