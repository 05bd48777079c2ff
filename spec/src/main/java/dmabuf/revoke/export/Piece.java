// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import java.util.List;
import java.util.stream.Stream;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * An expression in pieces that are cached separately: the fields of a record, the conditions and the values of a CASE, the
 * conjuncts of a list, also through definitions. Each piece reads less than the whole expression.
 */
interface Piece {
    /** Evaluates a piece that has no pieces. */
    interface Evaluated {
        Value of(Whole piece);
    }

    Value value(Evaluated evaluated);

    /** The pieces of an expression, which may depend on variables and constants only. */
    static Piece of(final SemanticNode node, final Tool tool) {
        if (!(node instanceof OpApplNode applied)) {
            return new Whole(node);
        }
        final ExprOrOpArgNode[] args = applied.getArgs();
        switch (BuiltInOPs.getOpCode(applied.getOperator().getName())) {
            case ToolGlobals.OPCODE_rc:
                return Fields.of(Stream.of(args).map(a -> ((OpApplNode) a).getArgs()).toList(), tool);
            case ToolGlobals.OPCODE_case:
                return new Cases(Stream.of(args)
                        .map(a -> ((OpApplNode) a).getArgs())
                        .map(a -> new Arm(a[0] == null ? null : of(a[0], tool), of(a[1], tool)))
                        .toList(), new Whole(node));
            case ToolGlobals.OPCODE_cl:
                return new Conjuncts(Stream.of(args).map(a -> of(a, tool)).toList());
            default:
                return args.length == 0 && tool.lookup(applied.getOperator(), Context.Empty, false) instanceof OpDefNode d
                                && BuiltInOPs.getOpCode(d.getName()) == 0
                        ? of(d.getBody(), tool)
                        : new Whole(node);
        }
    }

    /** An expression that is evaluated as a whole, and its cache. */
    final class Whole implements Piece {
        /** Four megabytes, so that all pieces of a spec fit together. */
        private static final int BRANCHES = 1 << 20;

        final SemanticNode node;
        final Memo memo = new Memo(BRANCHES);

        Whole(final SemanticNode node) {
            this.node = node;
        }

        @Override
        public Value value(final Evaluated evaluated) {
            return evaluated.of(this);
        }
    }

    /** A record, its fields in TLC's order. */
    record Fields(UniqueString[] names, List<Piece> fields) implements Piece {
        private record Field(UniqueString name, Piece value) {}

        static Fields of(final List<ExprOrOpArgNode[]> pairs, final Tool tool) {
            final List<Field> sorted = pairs.stream()
                    .map(p -> new Field(name(p[0], tool), Piece.of(p[1], tool)))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
            return new Fields(
                    sorted.stream().map(Field::name).toArray(UniqueString[]::new),
                    sorted.stream().map(Field::value).toList());
        }

        private static UniqueString name(final ExprOrOpArgNode field, final Tool tool) {
            return ((StringValue) tool.eval(field, Context.Empty, TLCState.Empty)).getVal();
        }

        @Override
        public Value value(final Evaluated evaluated) {
            final Value[] values = new Value[names.length];
            for (int n = 0; n < values.length; n++) {
                values[n] = fields.get(n).value(evaluated);
            }
            return new RecordValue(names, values, true);
        }
    }

    /** A condition, null for OTHER, and the value that it leads to. */
    record Arm(Piece condition, Piece value) {}

    /** A CASE; the first condition that is TRUE decides, as in TLC. */
    record Cases(List<Arm> arms, Whole whole) implements Piece {
        @Override
        public Value value(final Evaluated evaluated) {
            Arm other = null;
            for (final Arm a : arms) {
                if (a.condition() == null) {
                    other = a;
                } else if (a.condition().value(evaluated) instanceof BoolValue b && b.val) {
                    return a.value().value(evaluated);
                }
            }
            // Without OTHER, TLC reports the error.
            return other == null ? whole.value(evaluated) : other.value().value(evaluated);
        }
    }

    /** A list of conjuncts. */
    record Conjuncts(List<Piece> conjuncts) implements Piece {
        @Override
        public Value value(final Evaluated evaluated) {
            for (final Piece c : conjuncts) {
                final Value v = c.value(evaluated);
                if (!(v instanceof BoolValue b) || !b.val) {
                    return v;
                }
            }
            return BoolValue.ValTrue;
        }
    }
}
