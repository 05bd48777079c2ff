// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first pass over a trace: which events occur, and the callbacks of which importers. */
public final class Surveyor {
    private static final String PROBES = "# probes:";
    private static final int HEADER = 50;

    private final Survey survey = new Survey();
    private final FtraceLine line = new FtraceLine();
    private final Vocabulary words = new Vocabulary();
    private final Map<Integer, Long> attaching = new HashMap<>();
    private final Set<Integer> broadcasting = new HashSet<>();
    private final Map<Long, Long> tables = new HashMap<>();

    /** @param lines how many lines are read at most */
    public static Survey survey(final LineReader reader, final long lines) throws IOException {
        final Surveyor s = new Surveyor();
        s.survey.form(reader.form());
        while (reader.number() < lines && reader.next()) {
            if (reader.number() < HEADER) {
                s.survey.form(Form.of(new String(reader.bytes(), reader.from(), Math.min(200, reader.to() - reader.from()),
                        StandardCharsets.ISO_8859_1)));
            }
            if (s.line.parse(reader.bytes(), reader.from(), reader.to())) {
                s.event(s.line.event(s.words));
            } else if (reader.to() > reader.from() && reader.bytes()[reader.from()] == '{'
                    && s.survey.form() == null) {
                s.survey.ofSteps();
            } else if (reader.number() < HEADER) {
                s.header(new String(reader.bytes(), reader.from(), reader.to() - reader.from(),
                        StandardCharsets.ISO_8859_1));
            }
        }
        for (int id = 0; id < s.words.size(); id++) {
            if (s.words.kind(id) == Kind.OTHER && s.words.met(id) > 0) {
                s.survey.name(s.words.name(id));
            }
        }
        return s.survey;
    }

    /** kernel/record.sh writes the names of the probes: events that never fired were recorded too. */
    private void header(final String text) {
        if (text.startsWith(PROBES)) {
            survey.recorded(new HashSet<>(List.of(text.substring(PROBES.length()).strip().split(" +"))));
        }
    }

    private void event(final int id) {
        final Kind kind = words.kind(id);
        survey.add(kind);
        words.meet(id);
        switch (kind) {
            case DYNATTACH_IN -> {
                survey.attaches(line.number(Keys.IOPS));
                attaching.put(line.tid(), line.number(Keys.IOPS));
            }
            case DYNATTACH_RET -> {
                final Long table = attaching.remove(line.tid());
                if (table != null) {
                    tables.put(line.number(Keys.ATTACH), table);
                }
            }
            case VFIO_PCI_DMA_BUF_MOVE -> survey.device(line.number(Keys.A1));
            case INVALIDATE_IN -> broadcasting.add(line.tid());
            case INVALIDATE_RET -> broadcasting.remove(line.tid());
            case OTHER -> unknown(id);
            default -> {
                // Only its occurrence counts.
            }
        }
    }

    private void unknown(final int id) {
        if (broadcasting.isEmpty() || !broadcasting.contains(line.tid())) {
            return;
        }
        if (words.entry(id) >= 0) {
            survey.returned(words.name(words.entry(id)));
            return;
        }
        final Long table = tables.get(line.number(Keys.A1));
        if (table != null) {
            survey.told(table, words.name(id));
        }
    }
}
