// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.check.Workshop;
import dmabuf.revoke.oracle.History;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.judge.Calls;
import dmabuf.revoke.trace.judge.Exporter;
import dmabuf.revoke.trace.judge.Standard;
import dmabuf.revoke.trace.judge.Standards;
import dmabuf.revoke.trace.judge.Verdicts;
import dmabuf.revoke.trace.read.LineReader;
import dmabuf.revoke.trace.read.Losses;
import dmabuf.revoke.trace.read.Survey;
import dmabuf.revoke.trace.read.Surveyor;
import dmabuf.revoke.trace.read.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** One trace, read and judged. */
public final class Judgement {
    /** How many bytes at the start of a pipe are surveyed, to learn which events were recorded. */
    static final int AHEAD = 8 << 20;

    /** How many lines at the start of a file are surveyed. */
    private static final long SURVEYED = 500_000;

    private final String name;
    private final Losses losses = new Losses();
    private final Vocabulary words = new Vocabulary();
    private final Verdicts verdicts = new Verdicts();
    private final Survey survey;
    private final Terms terms;
    private final Standards standards;
    private final OpenCalls open;

    /** The history of each buffer with all importers at once; null if it was not requested. */
    private final Map<Buffer, Joint> joints;

    private final long lines;

    /**
     * The history of one buffer with all its importers at once.
     *
     * @param lines for each event, the number of the line that shows it
     * @param kinds the participants, by name
     */
    public record Whole(History history, List<Long> lines, Observer observer, Map<String, String> kinds) {}

    private Judgement(
            final String name,
            final InputStream in,
            final Survey survey,
            final Workshop shop,
            final Terms terms,
            final boolean whole)
            throws IOException, Undecided, InterruptedException {
        this.name = name;
        this.survey = survey;
        this.terms = terms;
        verdicts.listen(terms.listener());
        this.standards = new Standards(shop, survey, terms.design(), terms.exporters());
        final World world = new World(survey, standards, verdicts, words);
        this.joints = whole ? new LinkedHashMap<>() : null;
        world.joints = joints;
        try (LineReader reader = new LineReader(in, losses)) {
            new Interpreter(world, losses, terms.exporters()).read(reader);
            this.lines = reader.number();
        }
        this.open = OpenCalls.of(world);
    }

    /** Judges a file. */
    public static Judgement of(final Path file, final Workshop shop, final Terms terms)
            throws Undecided, InterruptedException {
        try {
            final Survey survey;
            try (LineReader first = new LineReader(Files.newInputStream(file), new Losses())) {
                survey = Surveyor.survey(first, SURVEYED);
            }
            terms.tell(survey);
            return new Judgement(file.toString(), Files.newInputStream(file), survey, shop, terms, false);
        } catch (IOException e) {
            throw new Undecided("cannot read " + file, e);
        }
    }

    /**
     * Judges a stream. If nobody says which probes were set, its first {@value #AHEAD} bytes show what was recorded, and nothing
     * is judged before they have arrived; otherwise each line is judged as it arrives.
     */
    public static Judgement of(final InputStream stream, final Workshop shop, final Terms terms)
            throws Undecided, InterruptedException {
        return of("-", stream, shop, terms);
    }

    /** The same for a stream that has a name. */
    public static Judgement of(final String name, final InputStream stream, final Workshop shop, final Terms terms)
            throws Undecided, InterruptedException {
        try {
            if (!terms.probes().isEmpty() && terms.observed().isEmpty()) {
                final Survey unseen = Survey.unseen();
                terms.tell(unseen);
                return new Judgement(name, stream, unseen, shop, terms, false);
            }
            final byte[] ahead = stream.readNBytes(AHEAD);
            final Survey survey;
            try (LineReader first = new LineReader(new ByteArrayInputStream(ahead), new Losses())) {
                survey = Surveyor.survey(first, Long.MAX_VALUE);
            }
            terms.tell(survey);
            return new Judgement(name, new SequenceInputStream(new ByteArrayInputStream(ahead), stream), survey, shop,
                    terms, false);
        } catch (IOException e) {
            throw new Undecided("cannot read " + (name.equals("-") ? "the standard input" : name), e);
        }
    }

    /** Judges lines, and keeps the history of each buffer with all its importers. */
    public static Judgement whole(final byte[] lines, final Survey survey, final Workshop shop)
            throws Undecided, InterruptedException {
        try {
            return new Judgement("lines", new ByteArrayInputStream(lines), survey, shop, Terms.NONE, true);
        } catch (IOException e) {
            throw Undecided.of(e);
        }
    }

    /** The histories of each buffer with all its importers at once, and their participants. */
    public List<Whole> histories() {
        final List<Whole> all = new ArrayList<>();
        joints.forEach((b, joint) -> all.add(
                new Whole(joint.history(), joint.lines(), b.base.standard().observer(), Map.copyOf(joint.kinds()))));
        return all;
    }

    /** The trace's name in the report: its file, or {@code -} for the standard input. */
    public String name() {
        return name;
    }

    /** The findings. */
    public Verdicts verdicts() {
        return verdicts;
    }

    /** The parts that could not be read. */
    public Losses losses() {
        return losses;
    }

    /** Its events, and how often each occurred and was used. */
    public Vocabulary words() {
        return words;
    }

    /** The standards by which it was judged. */
    public Collection<Standard> standards() {
        return standards.used();
    }

    /** The calls that had not returned at the end of the trace. */
    public OpenCalls open() {
        return open;
    }

    /** How many lines the trace has. */
    public long lines() {
        return lines;
    }

    /** How many lines were used. */
    public long usedLines() {
        return LongStream.range(0, words.size()).map(id -> words.used((int) id)).sum();
    }

    /**
     * How many lines concern dma-bufs. A line about a lock or a fence counts if it was used: most locks and fences have nothing
     * to do with dma-bufs.
     */
    public long dmaBufLines() {
        return LongStream.range(0, words.size())
                .map(id -> words.kind((int) id).isOfDmaBuf() ? words.met((int) id) : words.used((int) id))
                .sum();
    }

    /** 0 explained, 1 refuted or a promise broken, 2 cannot tell. */
    public int exitCode() {
        if ((verdicts.refuted() > 0 || verdicts.broken() > 0 || verdicts.brokenRules() > 0) && !losses.has(Losses.Loss.DAMAGED)) {
            return 1;
        }
        return trouble().isEmpty() ? 0 : 2;
    }

    /** Why the trace, or a part of it, could not be judged; empty if all of it was. */
    public List<String> trouble() {
        final List<String> found = new ArrayList<>();
        if (survey.form() != null && verdicts.calls().isEmpty() && verdicts.refuted() == 0) {
            return List.of(survey.form().sentence());
        }
        losses.found().forEach((loss, at) -> found.add(
                loss.sentence + " (" + at[1] + (at[0] > 0 ? ", first at line " + at[0] : "") + ")"));
        verdicts.doubts().forEach((absence, d) -> found.add(absence.sentence(survey) + "; first needed for " + d.event()
                + " on line " + d.line() + ", " + d.buffer()));
        verdicts.left().forEach((why, n) -> found.add(n + " buffers not judged to their end: " + why));
        open.calls().stream().filter(OpenCalls.Open::ready).forEach(c -> found.add("at the end a call is open that has all it"
                + " waits for: the recording ends too early, or it hangs; " + c.text()));
        verdicts.strange().forEach((exporter, why) -> found.add("buffers of " + exporter + " are not judged: " + why
                + ", so it revokes, and nobody says how; say it by --exporter " + exporter
                + "=DESIGN" + Exporter.FUNCTIONS + ", or by --design"));
        if (!verdicts.unused().isEmpty()) {
            found.add(verdicts.unused().sentence());
        }
        if (verdicts.beyond() > 0) {
            found.add(verdicts.beyond() + " buffers with more calls at a time than the graph has");
        }
        if (lines == 0) {
            found.add("the trace is empty");
        } else if (!survey.relevant()) {
            found.add("no line is about a dma-buf: " + lines + " lines, no event that could be judged");
        } else if (verdicts.buffers() == 0) {
            found.add("no buffer was seen: no line exports one (export_ret), attaches to one or calls with one");
        } else if (verdicts.calls().isEmpty() && verdicts.refuted() == 0) {
            found.add("no call was judged from its begin to its return, of a buffer whose export was seen: no "
                    + Arrays.stream(Calls.Call.values()).map(Calls.Call::typed).collect(Collectors.joining(", ")));
        }
        terms.required().stream().sorted().filter(c -> verdicts.calls().count(c) == 0)
                .forEach(c -> found.add("--require: no " + c.typed() + " was judged"));
        return found;
    }
}
