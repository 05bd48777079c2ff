// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.graph.Step;
import java.util.List;

/**
 * What is held against a graph step by step: a buffer, and a task for each process of the graph, which stands at gates and goes
 * on when it is let go. Two of them: impl ({@link Director}), and a Linux that runs.
 *
 * <p>After each call all tasks stand still: idle, at a gate, returned, or blocked.
 *
 * @param <T> its tasks
 */
public interface Subject<T extends Subject.Task> {
    /** Where a task is. */
    enum At {
        IDLE,
        RUNNING,
        GATE,
        RETURNED
    }

    /** Who takes the steps of a process. */
    interface Task {
        /** As events name it: {@code driver:i1}. */
        String process();

        At at();

        /** What its call brought back; null if it has not. */
        String result();

        /** What is wrong with it, for people; null if nothing is. */
        String trouble();
    }

    /** For messages: {@code impl}, {@code Linux}. */
    String name();

    /** A new buffer, with the importers of an initial state; all calls on the old one are brought to their end. */
    void reset(int initial) throws Disagreement;

    /** The task that takes the steps of a process: those of a callback are taken by the exporter's. Null if there is none. */
    T task(String process);

    /** Begins a call; its task stands before its first step then. */
    void begin(String process, String op, String arg) throws Disagreement;

    /** Lets a task take its next step; one that is blocked after that takes it when another lets it. */
    void go(T task) throws Disagreement;

    /** The task, let go before, must have taken this step by now, and no other. */
    void took(T task, Step step) throws Disagreement;

    /** What a move that was just made once more had done when it was recorded: for a subject that does not name its steps. */
    default void named(final Recording.Move recorded) throws Disagreement {
        // Most know what they did.
    }

    /** A call that came back is over. */
    void over(T task) throws Disagreement;

    /** Whether the task waits, within a step, for what another must do. */
    boolean blocked(T task);

    /** What differs between it and a state of the graph; empty if nothing does. */
    List<String> differences(int state);

    /** Brings all calls to their end. */
    void finish() throws Disagreement;

    /** Nobody needs it any more. */
    void end();

    /** Where all tasks are, for people. */
    String dump();

    /** What was done with this buffer so far. A copy. */
    List<Recording.Move> log();

    /** The same, to be kept: what a failure leaves. */
    Recording recording();
}
