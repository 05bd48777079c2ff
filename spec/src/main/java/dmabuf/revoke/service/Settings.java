// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * The settings of a verification.
 *
 * @param seed for all its random choices
 * @param full whether the checks that take long are run too
 */
public record Settings(long seed, boolean full) {
    /** The seed of a day: its date as a number. */
    public static long today() {
        return Long.parseLong(LocalDate.now().format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}
