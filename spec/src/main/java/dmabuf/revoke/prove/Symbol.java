// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

/**
 * The symbol for a variable of a state, or for a part of one: a constant, or a function of the members of one set. Each symbol is
 * equal only to itself.
 */
final class Symbol {
    private final String name;
    private final Sort.Unbounded of;
    private final Sort result;

    /** @param of the set that it is a function of; null for a constant */
    Symbol(final String name, final Sort.Unbounded of, final Sort result) {
        this.name = name;
        this.of = of;
        this.result = result;
    }

    String name() {
        return name;
    }

    Sort.Unbounded of() {
        return of;
    }

    Sort result() {
        return result;
    }

    @Override
    public String toString() {
        return name;
    }
}
