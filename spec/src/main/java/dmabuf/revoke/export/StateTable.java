// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import java.util.Arrays;

/** Numbers of states, from 0: equal states, whose variables have the same numbers, get the same number. */
final class StateTable {
    private static final int FREE = -1;

    private final int width;
    private int[] states;
    private int[] slots = new int[1 << 12];
    private int size;

    /** @param width how many variables a state has */
    StateTable(final int width) {
        this.width = width;
        states = new int[width << 10];
        Arrays.fill(slots, FREE);
    }

    /** The number of the state that begins at a place of the array. */
    int number(final int[] numbers, final int from) {
        int slot = hash(numbers, from) & (slots.length - 1);
        while (slots[slot] != FREE) {
            final int at = slots[slot] * width;
            if (Arrays.equals(states, at, at + width, numbers, from, from + width)) {
                return slots[slot];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        if ((size + 1) * width > states.length) {
            states = Arrays.copyOf(states, 2 * states.length);
        }
        System.arraycopy(numbers, from, states, size * width, width);
        slots[slot] = size++;
        if (2 * size > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        Arrays.fill(slots, FREE);
        for (int s = 0; s < size; s++) {
            int slot = hash(states, s * width) & (slots.length - 1);
            while (slots[slot] != FREE) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = s;
        }
    }

    private int hash(final int[] numbers, final int from) {
        int h = 0;
        for (int n = from; n < from + width; n++) {
            h = 31 * h + numbers[n];
        }
        return h * 0x9E3779B9 >>> 7;
    }
}
