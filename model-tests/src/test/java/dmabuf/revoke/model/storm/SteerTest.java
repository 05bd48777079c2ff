// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Event;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The calls to which a storm is steered, and the threads that wait. */
class SteerTest {
    private final Words words = new Words();
    private final Call unmap = Call.of(0, Event.call("worker:i1", "unmap", "-"), words, () -> null);
    private final Call attach = Call.of(0, Event.call("driver:i1", "attach", "-"), words, () -> null);
    private final Steer steer = new Steer();

    @Test
    void aCallIsWantedWhileOneOfTheOtherSideIsOpen() {
        steer.aim(Set.of(unmap), true, Set.of(attach), true);
        assertFalse(steer.wants(attach));
        final Object entered = steer.enter(unmap);
        assertTrue(steer.wants(attach));
        assertFalse(steer.wants(unmap));
        steer.leave(unmap, entered);
        assertFalse(steer.wants(attach));
    }

    @Test
    void nobodyIsWantedOnceTheTwoHaveMet() {
        steer.aim(Set.of(unmap), true, Set.of(attach), true);
        steer.enter(unmap);
        steer.enter(attach);
        assertFalse(steer.wants(attach) || steer.wants(unmap));
    }

    /** If the other call cannot begin in this one, nobody has to come. */
    @Test
    void whoCannotBeginThereIsNotWanted() {
        steer.aim(Set.of(unmap), true, Set.of(attach), false);
        final Object entered = steer.enter(attach);
        assertFalse(steer.wants(unmap));
        steer.leave(attach, entered);
        steer.enter(unmap);
        assertTrue(steer.wants(attach));
    }

    @Test
    void theNextAimForgetsTheLast() {
        steer.aim(Set.of(unmap), true, Set.of(attach), true);
        steer.enter(unmap);
        steer.rest();
        assertEquals(false, steer.wants(attach));
    }
}
