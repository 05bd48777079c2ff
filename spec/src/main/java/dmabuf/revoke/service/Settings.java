// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * How a verification is to be made.
 *
 * @param seed of all that is random in it
 * @param full whether what takes long is done too
 */
public record Settings(long seed, boolean full) {
    /** The seed of a day: its date as a number, so that each day draws once. */
    public static long today() {
        return Long.parseLong(LocalDate.now().format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}
