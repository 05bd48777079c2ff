// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Known file formats that are no ftrace text: what each is, and how to make a trace from it. */
public enum Form {
    TRACE_DAT("^\\x17\\x08Dtracing.*", "a trace.dat of trace-cmd: trace-cmd report FILE > my.trace, and judge that"),
    PERFETTO("^\\x0a[^\\x20-\\x7e\\r\\n].*", "a protobuf of Perfetto: traceconv systrace FILE my.trace, and judge that"),
    CHROME("^\\{\"traceEvents\".*|^\\[?\\{.*\"ph\" *:.*", "Chrome's JSON, in which calls have lost their arguments: record with"
            + " kernel/record.sh, or with trace-cmd once its probes are set"),
    HTML("(?i)^<!DOCTYPE html.*|^<html.*", "a page of systrace: the lines of ftrace stand in its script trace-data; sed -n"
            + " '/trace-data/,/<.script>/p' FILE | grep -v '<' > my.trace, and judge that"),
    FUNCTION_GRAPH("^# tracer: function_graph\\b.*", "written by the tracer function_graph, which shows no arguments: echo nop >"
            + " current_tracer, and record with kernel/record.sh"),
    FUNCTION("^# tracer: function\\b.*", "written by the tracer function, which shows no arguments: echo nop > current_tracer,"
            + " and record with kernel/record.sh"),
    HUNG_TASK(".*INFO: task .* blocked for more than .*", "the kernel's report of a hung task, which shows a moment and no"
            + " history: record with kernel/record.sh start before it hangs, and stop when it does"),
    BUFINFO("^Dma-buf Objects:.*", "a copy of debugfs dma_buf/bufinfo, which shows a moment and no history: record with"
            + " kernel/record.sh"),
    COUNTER("^.*-\\d+ +(?:\\( *\\d+\\) +)?\\[\\d+\\] +(?:[-.\\w]{4,6} +)?\\d+: \\w+:.*", "a trace with the clock of a CPU's counter"
            + " (x86-tsc, counter), which does not order the lines of several CPUs: echo global > trace_clock, and record"
            + " again; kernel/record.sh does so");

    private final Pattern line;
    private final String sentence;

    Form(final String line, final String sentence) {
        this.line = Pattern.compile(line, Pattern.DOTALL);
        this.sentence = sentence;
    }

    /** The format that a line, or the beginning of a file, indicates; null if it is unknown. */
    static Form of(final String line) {
        for (final Form f : values()) {
            if (f.line.matcher(line).matches()) {
                return f;
            }
        }
        return null;
    }

    static Form of(final byte[] beginning, final int length) {
        return of(new String(beginning, 0, length, StandardCharsets.ISO_8859_1));
    }

    /** What the file is, and what to do next. */
    public String sentence() {
        return "this is " + sentence;
    }
}
