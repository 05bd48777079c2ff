package dmabuf.revoke.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** A record of truths, in which a record of truths may stand for one: its fields are named by both, with a dot between. */
final class Flat {
    private Flat() {}

    static RecordValue of(final RecordValue r) {
        if (Arrays.stream(r.values).allMatch(v -> v instanceof BoolValue)) {
            return r;
        }
        final List<UniqueString> names = new ArrayList<>();
        final List<Value> values = new ArrayList<>();
        add("", r, names, values);
        return new RecordValue(names.toArray(UniqueString[]::new), values.toArray(Value[]::new), false);
    }

    private static void add(
            final String before, final RecordValue r, final List<UniqueString> names, final List<Value> values) {
        for (int n = 0; n < r.names.length; n++) {
            if (r.values[n] instanceof BoolValue) {
                names.add(before.isEmpty() ? r.names[n] : UniqueString.uniqueStringOf(before + r.names[n]));
                values.add(r.values[n]);
            } else {
                add(before + r.names[n] + ".", (RecordValue) r.values[n].toRcd(), names, values);
            }
        }
    }
}
