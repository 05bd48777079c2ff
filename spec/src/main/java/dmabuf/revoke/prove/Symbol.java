// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

/**
 * What a state says of one variable, or of a part of one: a constant, or a function of the members of one set. Each is equal
 * to itself alone.
 */
final class Symbol {
    private final String name;
    private final Sort.Unbounded of;
    private final Sort result;

    /** @param of whose members it is a function; null for a constant */
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
