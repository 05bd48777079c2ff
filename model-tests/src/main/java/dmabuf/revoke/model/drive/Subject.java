// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.graph.Step;
import java.util.List;

/**
 * A subject that is checked against a graph step by step: a buffer, and a task for each process of the graph, which stops at
 * gates and goes on when released. There are two: impl ({@link Director}), and a running Linux.
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

    /** Takes the steps of a process. */
    interface Task {
        /** The process's name as in events: {@code driver:i1}. */
        String process();

        At at();

        /** The result of its call; null if the call has not returned. */
        String result();

        /** What is wrong with it, for display; null if nothing is. */
        String trouble();
    }

    /** The subject's name in messages: {@code impl}, {@code Linux}. */
    String name();

    /** Makes a new buffer with the importers of an initial state, after all calls on the old one are completed. */
    void reset(int initial) throws Disagreement;

    /** The task that takes the steps of a process; for a callback that is the exporter's task. Null if there is none. */
    T task(String process);

    /** Begins a call, and stops its task before the first step. */
    void begin(String process, String op, String arg) throws Disagreement;

    /** Releases a task to take its next step. A task that is blocked then takes the step when another task enables it. */
    void go(T task) throws Disagreement;

    /** Checks that the released task has taken this step by now, and no other. */
    void took(T task, Step step) throws Disagreement;

    /** Tells a subject that does not name its steps the recorded names of the steps of the move that was just repeated. */
    default void named(final Recording.Move recorded) throws Disagreement {
        // Most subjects name their steps themselves.
    }

    /** Ends a call that has returned. */
    void over(T task) throws Disagreement;

    /** Whether the task waits, within a step, for another task. */
    boolean blocked(T task);

    /** The differences between the subject and a state of the graph; empty if there are none. */
    List<String> differences(int state);

    /** Completes all calls. */
    void finish() throws Disagreement;

    /** Releases the subject's resources. */
    void end();

    /** Where all tasks are, for display. */
    String dump();

    /** A copy of the moves made on this buffer so far. */
    List<Recording.Move> log();

    /** The same as a recording, to be kept after a failure. */
    Recording recording();
}
