// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.Value;

/** A memo returns what was put there, or nothing. */
class MemoTest {
    /** Reads the first number, and then the second or the third, depending on the first. */
    private static int[] places(final int[] numbers) {
        return new int[] {0, 1 + numbers[0] % 2};
    }

    private static Value value(final int[] numbers) {
        return IntValue.gen(100 * numbers[0] + numbers[places(numbers)[1]]);
    }

    private static int found(final Memo memo) {
        final Random random = new Random(1);
        int found = 0;
        for (int n = 0; n < 10_000; n++) {
            final int[] numbers = {random.nextInt(20), random.nextInt(20), random.nextInt(20)};
            final Value known = memo.find(numbers);
            if (known == null) {
                memo.put(places(numbers), 2, numbers, value(numbers));
            } else {
                assertEquals(value(numbers), known);
                found++;
            }
        }
        return found;
    }

    @Test
    void whatWasPutIsFound() {
        assertEquals(10_000 - 20 * 20, found(new Memo(10_000)), "each path is new once");
    }

    @Test
    void oneThatIsFullBeginsAnew() {
        final int found = found(new Memo(100));
        assertTrue(found > 50 && found < 10_000 - 20 * 20, found + " found");
    }

    @Test
    void anExpressionThatReadsNothingHasOneValue() {
        final Memo memo = new Memo(10);
        assertNull(memo.find(new int[] {1}));
        memo.put(new int[0], 0, new int[] {1}, IntValue.ValOne);
        assertEquals(IntValue.ValOne, memo.find(new int[] {2}));
    }

    @Test
    void whatReadsAnotherWayThanBeforeIsRefused() {
        final Memo memo = new Memo(10);
        memo.put(new int[] {0}, 1, new int[] {0, 0}, IntValue.ValOne);
        assertThrows(
                IllegalStateException.class,
                () -> memo.put(new int[] {1}, 1, new int[] {0, 0}, IntValue.ValOne));
    }
}
