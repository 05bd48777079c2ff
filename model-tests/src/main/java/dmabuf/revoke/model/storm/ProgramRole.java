// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.memory.Memory;
import java.util.List;

/**
 * A program: makes any call at any time that is no misuse, and writes through its kernel mapping; when the round ends, it
 * releases what it holds.
 */
final class ProgramRole extends Role {
    private final Program program;
    private final Memory memory;

    ProgramRole(
            final StormRound round, final String process, final List<Call> calls, final Program program, final Memory memory) {
        super(round, process, calls);
        this.program = program;
        this.memory = memory;
    }

    @Override
    boolean turn(final Seat seat) {
        if (round.ends()) {
            return program.isVmapped() && make(call("vunmap"), seat) != null;
        }
        round.holdBack(seat);
        if (program.isVmapped()) {
            memory.write(seat.random.nextInt(memory.words()), 1);
        }
        final Call c = choose(seat);
        return c != null && make(c, seat) == Errno.OK;
    }

    @Override
    boolean may(final Call c) {
        return switch (c.op()) {
            case "mmap" -> program.page() == Program.Page.NONE;
            case "touch", "munmap" -> program.page() != Program.Page.NONE;
            case "vmap" -> !program.isVmapped();
            case "vunmap" -> program.isVmapped();
            case "begin" -> !program.hasBegun();
            case "end" -> program.hasBegun();
            case "import" -> !program.fencePending();
            default -> false;
        };
    }

    @Override
    boolean isDone() {
        return !program.isVmapped();
    }
}
