// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.HistoryLanes;
import java.util.ArrayList;
import java.util.List;

/** The actions on a guest and its answers, shown as lanes; and the expected observations that were not made. */
final class Story {
    private static final String LINUX = "Linux";

    private final Guest guest;
    private final HistoryLanes lanes = new HistoryLanes();
    private final List<String> unmet = new ArrayList<>();

    Story(final Guest guest) {
        this.guest = guest;
    }

    /** Sends a line to the agent without showing it in a lane. {@return its answer} */
    String quietly(final String line) throws Disagreement {
        return guest.ask(line);
    }

    /** Does something on behalf of an actor. {@return the agent's answer} */
    Answer does(final String who, final String what, final String line) throws Disagreement {
        lanes.add(who, what);
        return Answer.of(guest.ask(line));
    }

    /** Checks a value of the state of Linux. */
    void is(final Answer a, final String name, final String wanted) {
        see(name.replace("runtime_status", "device") + " " + a.value(name), wanted.equals(a.value(name)), name + " " + wanted);
    }

    /** Notes an observation. */
    void see(final String seen, final boolean asWanted, final String wanted) {
        lanes.add(LINUX, seen);
        if (!asWanted) {
            unmet.add(wanted + " was to be seen, and it was: " + seen);
        }
    }

    /** A process makes a whole call without stopping at gates. */
    void calls(final String process, final String op, final String wanted) throws Disagreement {
        lanes.add(process, "> " + op);
        final Answer a = Answer.of(guest.ask("begin " + process + " " + op + " -"));
        final Answer.Call c = a.call(process);
        final String result = c == null ? "idle" : c.where();
        lanes.add(process, "< " + op + " = " + result);
        if (!result.equals(wanted)) {
            unmet.add(process + " " + op + " was to bring back " + wanted + ", and it is " + result);
        }
        guest.ask("over " + process);
    }

    /** A process goes from gate to gate, to the end of its call. */
    void goesOn(final String process, final int most) throws Disagreement {
        Answer a = Answer.of(guest.ask("state"));
        for (int n = 0; n < most && a.call(process) != null && !a.call(process).how().equals("returned"); n++) {
            a = Answer.of(guest.ask("go " + process));
        }
        final Answer.Call c = a.call(process);
        lanes.add(process, c == null ? "idle" : "< " + c.op() + " = " + c.where());
        guest.ask("over " + process);
    }

    /** The expected observations that were not made; empty if there are none. */
    List<String> unmet() {
        return unmet;
    }

    @Override
    public String toString() {
        return lanes.toString();
    }
}
