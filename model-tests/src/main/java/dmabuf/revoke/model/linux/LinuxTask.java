// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.model.drive.Subject;

/** A thread of the agent that acts as a process, as of the last answer. */
public final class LinuxTask implements Subject.Task {
    private final String process;
    private Answer.Call call;

    LinuxTask(final String process) {
        this.process = process;
    }

    void now(final Answer answer) {
        call = answer.call(process);
    }

    @Override
    public String process() {
        return process;
    }

    @Override
    public Subject.At at() {
        if (call == null) {
            return Subject.At.IDLE;
        }
        return switch (call.how()) {
            case "gate" -> Subject.At.GATE;
            case "returned" -> Subject.At.RETURNED;
            default -> Subject.At.RUNNING;
        };
    }

    boolean blocked() {
        return call != null && call.how().equals("blocked");
    }

    /** Whether it is neither at a gate nor in a wait that the spec knows. */
    boolean strays() {
        return call != null && call.how().equals("running");
    }

    @Override
    public String result() {
        return at() == Subject.At.RETURNED ? call.where() : null;
    }

    @Override
    public String trouble() {
        return null;
    }

    @Override
    public String toString() {
        return process + " " + (call == null ? "idle" : call.op() + " " + call.how() + " " + call.where());
    }
}
