// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

/** The values of parameters, of bound variables and of {@code @} at a place in a formula. Immutable. */
final class Env {
    /** Nothing is bound. */
    static final Env NONE = new Env(null, null, null, null);

    /** The key of {@code @}. */
    static final Object AT = "@";

    private final Env outer;
    private final Object key;
    private final Val val;

    /** The innermost environment that has only substitutions of INSTANCE. The bodies of definitions are evaluated in it. */
    private final Env base;

    private Env(final Env outer, final Object key, final Val val, final Env base) {
        this.outer = outer;
        this.key = key;
        this.val = val;
        this.base = base;
    }

    Env with(final Object name, final Val what) {
        return new Env(this, name, what, base());
    }

    /** The same environment with one more substitution of an INSTANCE. */
    Env substituting(final Object name, final Val what) {
        return new Env(this, name, what, null);
    }

    /** The environment for the body of a definition that is not local. */
    Env base() {
        return this == NONE || base == null ? this : base;
    }

    /** The value of a name; null if it is not bound here. */
    Val get(final Object name) {
        for (Env e = this; e != NONE; e = e.outer) {
            if (e.key == name) {
                return e.val;
            }
        }
        return null;
    }
}
