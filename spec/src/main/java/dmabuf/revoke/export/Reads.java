// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import java.util.Set;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.value.IValue;
import util.UniqueString;
import util.WrongInvocationException;

/**
 * Records what an expression reads of the two states of a step, in this order.
 *
 * <p>The expression is evaluated in two states that record which variables are looked up. These states support nothing
 * else: expressions can be evaluated in them, but no actions.
 */
final class Reads {
    private final Numbers numbers;
    private final int[] places;
    private final boolean[] noted;
    private final UniqueString forgotten;
    private int count;

    /** The states in which an expression is evaluated. */
    final Noting first = new Noting(0);
    final Noting second;

    /** @param forgotten a variable whose reads are not recorded; null for none */
    Reads(final Numbers numbers, final String forgotten) {
        this.numbers = numbers;
        this.forgotten = forgotten == null ? null : UniqueString.uniqueStringOf(forgotten);
        final int width = numbers.variables().length;
        places = new int[2 * width];
        noted = new boolean[2 * width];
        second = new Noting(width);
    }

    /** Starts a new record. */
    void begin(final TLCState s0, final TLCState s1) {
        for (int n = 0; n < count; n++) {
            noted[places[n]] = false;
        }
        count = 0;
        first.of = s0;
        second.of = s1;
    }

    int[] places() {
        return places;
    }

    int count() {
        return count;
    }

    private void note(final int place) {
        if (!noted[place]) {
            noted[place] = true;
            places[count++] = place;
        }
    }

    /** A state that records what is read of it. */
    final class Noting extends TLCState {
        private static final long serialVersionUID = 1L;

        private final int offset;
        private transient TLCState of;

        private Noting(final int offset) {
            this.offset = offset;
        }

        @Override
        public IValue lookup(final UniqueString variable) {
            if (variable.getVarLoc() >= 0 && variable != forgotten) {
                note(offset + numbers.place(variable));
            }
            return of.lookup(variable);
        }

        @Override
        public boolean containsKey(final UniqueString variable) {
            return lookup(variable) != null;
        }

        @Override
        public boolean allAssigned() {
            return of.allAssigned();
        }

        @Override
        public Set<OpDeclNode> getUnassigned() {
            return of.getUnassigned();
        }

        @Override
        public TLCState createEmpty() {
            return of.createEmpty();
        }

        @Override
        public String toString() {
            return of.toString();
        }

        @Override
        public String toString(final TLCState last) {
            return of.toString(last);
        }

        @Override
        public TLCState bind(final UniqueString variable, final IValue value) {
            throw onlyRead();
        }

        @Override
        public TLCState bind(final SymbolNode variable, final IValue value) {
            throw onlyRead();
        }

        @Override
        public TLCState unbind(final UniqueString variable) {
            throw onlyRead();
        }

        /** TLC evaluates functions lazily, in a copy of the state, which must record too. */
        @Override
        public TLCState copy() {
            return this;
        }

        @Override
        public TLCState deepCopy() {
            throw onlyRead();
        }

        @Override
        public StateVec addToVec(final StateVec states) {
            throw onlyRead();
        }

        @Override
        public void deepNormalize() {
            throw onlyRead();
        }

        @Override
        public long fingerPrint() {
            throw onlyRead();
        }

        private WrongInvocationException onlyRead() {
            return new WrongInvocationException("Recall of Graph.tla: its expression does more than read the state");
        }
    }
}
