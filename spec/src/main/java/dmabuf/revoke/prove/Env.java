// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

/** What parameters, bound variables and {@code @} stand for at a place of a formula. Immutable. */
final class Env {
    /** Nothing is bound. */
    static final Env NONE = new Env(null, null, null, null);

    /** What stands for {@code @}. */
    static final Object AT = "@";

    private final Env outer;
    private final Object key;
    private final Val val;

    /** The innermost one that has only what INSTANCE puts in, which definitions keep. */
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

    /** The same, in the body of a module that is instantiated. */
    Env substituting(final Object name, final Val what) {
        return new Env(this, name, what, null);
    }

    /** Where the body of a definition stands that is not local. */
    Env base() {
        return this == NONE || base == null ? this : base;
    }

    /** Null if it is not bound here. */
    Val get(final Object name) {
        for (Env e = this; e != NONE; e = e.outer) {
            if (e.key == name) {
                return e.val;
            }
        }
        return null;
    }
}
