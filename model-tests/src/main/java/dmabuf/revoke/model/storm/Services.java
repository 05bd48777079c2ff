// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.memory.Iommu;
import java.util.List;

/** The processes for which others wait, and that make a call only when there is something to do. */
final class Services {
    private Services() {}

    /** An importer's worker. */
    static final class WorkerRole extends Role {
        private final Importer importer;

        WorkerRole(final StormRound round, final String process, final List<Call> calls, final Importer importer) {
            super(round, process, calls);
            this.importer = importer;
        }

        @Override
        boolean turn(final Seat seat) {
            if (!importer.isDeferred()) {
                return false;
            }
            make(call("unmap"), seat);
            return true;
        }
    }

    /** An importer's device: writes while its job runs, or, if its jobs have no fences, as long as it has a mapping. */
    static final class DeviceRole extends Role {
        private static final int MOST = 8;

        private final Importer importer;
        private final Iommu iommu;
        private final List<Call> worker;

        /** @param worker the calls of the importer's worker, which has something to do only if a callback runs during a job */
        DeviceRole(
                final StormRound round, final String process, final List<Call> calls, final Importer importer, final Iommu iommu,
                final List<Call> worker) {
            super(round, process, calls);
            this.worker = worker;
            this.importer = importer;
            this.iommu = iommu;
        }

        @Override
        boolean turn(final Seat seat) {
            if (!importer.hasFences()) {
                return iommu.isMapped() && write(seat);
            }
            if (!importer.jobRuns()) {
                return false;
            }
            for (int n = 1 + seat.random.nextInt(MOST); n > 0; n--) {
                if (!write(seat)) {
                    round.wrong("the job of " + process() + " runs, and its device has no mapping");
                }
            }
            round.weather().linger(seat);
            worker.forEach(w -> round.steer().until(w, importer::isDeferred));
            make(call("signal"), seat);
            return true;
        }

        private boolean write(final Seat seat) {
            final boolean done = iommu.access(m -> m.write(seat.random.nextInt(m.words()), 1));
            seat.accesses += done ? 1 : 0;
            return done;
        }
    }

    /** The fence that a program has imported. */
    static final class FenceRole extends Role {
        private final Program program;

        FenceRole(final StormRound round, final String process, final List<Call> calls, final Program program) {
            super(round, process, calls);
            this.program = program;
        }

        @Override
        boolean turn(final Seat seat) {
            if (!program.fencePending()) {
                return false;
            }
            make(call("signal"), seat);
            return true;
        }
    }
}
