// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The buffers of one device, beyond what the satellite Device has: close, restore, a buffer that is dying, and very many. */
class ManyBuffersTest {
    private final Device device = new Device();

    /** An export waits for a revoke of the device that is under way, and the new buffer begins revoked. */
    @Test
    void anExportWaitsForARevokeOfTheDevice() throws Exception {
        final List<RevocableExporter> born = new ArrayList<>();
        final Thread exports = new Thread(() -> {
            try {
                born.add(device.export(Probe.NONE));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        final List<RevocableExporter> first = new ArrayList<>();
        first.add(device.export(new Probe() {
            @Override
            public void gate(final Step next, final Object subject) {
                if (next == Step.SET_FLAG) {
                    exports.start();
                    Until.over(() -> !first.get(0).outer().blocks(exports), () -> exports.isAlive(), "it did not wait");
                }
            }
        }));
        device.revoke();
        exports.join();
        assertTrue(born.get(0).isRevoked());
        assertEquals(2, device.buffers());
    }

    /** Exports a buffer. At the gate of a step the tasks start, and wait for the device's lock one behind the other. */
    private RevocableExporter exportedSoThatWait(final Step at, final FutureTask<?>... tasks) throws InterruptedException {
        final List<RevocableExporter> made = new ArrayList<>();
        made.add(device.export(new Probe() {
            @Override
            public void gate(final Step next, final Object subject) {
                if (next == at) {
                    for (final FutureTask<?> task : tasks) {
                        final Thread t = new Thread(task);
                        t.start();
                        Until.over(() -> !made.get(0).outer().blocks(t), t::isAlive, "it did not wait");
                    }
                }
            }
        }));
        return made.get(0);
    }

    /** An export waits behind a restore, which waits for a revoke. It comes after both, so that the buffer is not revoked. */
    @Test
    void anExportWaitsForARestoreOfTheDevice() throws Exception {
        final FutureTask<RevocableExporter> born = new FutureTask<>(() -> device.export(Probe.NONE));
        final FutureTask<Void> restored = new FutureTask<>(() -> {
            device.restore();
            return null;
        });
        exportedSoThatWait(Step.SET_FLAG, restored, born);
        device.revoke();
        restored.get();
        assertFalse(born.get().isRevoked());
    }

    /** A revoke that waits for the device's lock behind an export revokes the new buffer too. */
    @Test
    void aRevokeOfTheDeviceTakesWhatWasExportedBeforeIt() throws Exception {
        final FutureTask<RevocableExporter> born = new FutureTask<>(() -> device.export(Probe.NONE));
        final FutureTask<Void> revoked = new FutureTask<>(() -> {
            device.revoke();
            return null;
        });
        final RevocableExporter first = exportedSoThatWait(Step.CLEAR_FLAG, born, revoked);
        device.revoke();
        device.restore();
        revoked.get();
        assertTrue(born.get().isRevoked() && first.isRevoked());
    }

    /** If a buffer is released while its device is revoked, the buffers after it are revoked nevertheless. */
    @Test
    void aBufferIsReleasedWhileItsDeviceIsRevoked() throws Exception {
        final List<RevocableExporter> all = new ArrayList<>();
        all.add(device.export(new Probe() {
            @Override
            public void gate(final Step next, final Object subject) {
                if (next == Step.SET_FLAG) {
                    all.get(1).buffer().file().put();
                }
            }
        }));
        all.add(device.export(Probe.NONE));
        all.add(device.export(Probe.NONE));
        device.revoke();
        assertTrue(all.get(0).isRevoked() && all.get(2).isRevoked());
        assertFalse(all.get(1).isRevoked());
        assertEquals(2, device.buffers());
    }

    @Test
    void aDeviceRevokesAllItsBuffersAndNewOnesBeginRevoked() throws Exception {
        final RevocableExporter one = device.export(Probe.NONE);
        final RevocableExporter dying = device.export(Probe.NONE);
        dying.buffer().file().put();
        device.revoke();
        final RevocableExporter born = device.export(Probe.NONE);
        assertTrue(one.isRevoked() && born.isRevoked() && !dying.isRevoked());
        assertEquals(Errno.ENODEV, new DynamicImporter(born.buffer()).attach());
        device.restore();
        assertFalse(one.isRevoked() || born.isRevoked());
        final DynamicImporter i = new DynamicImporter(born.buffer());
        assertEquals(Errno.OK, i.attach());
        assertEquals(Errno.OK, i.map());
        i.unmap();
        device.close();
        assertTrue(one.isClosed() && born.isClosed() && born.isRevoked());
        device.restore();
        assertTrue(born.isRevoked());
    }

    @Tag("large")
    @Test
    void tenThousandBuffersOfOneDevice() throws Exception {
        final List<RevocableExporter> all = new ArrayList<>();
        for (int n = 0; n < 10_000; n++) {
            final RevocableExporter e = device.export(Probe.NONE);
            final OdpImporter i = new OdpImporter(e.buffer());
            i.attach();
            i.map();
            all.add(e);
        }
        device.revoke();
        assertTrue(all.stream().allMatch(e -> e.isRevoked() && !e.buffer().attachments().get(0).isMapped()));
        device.restore();
        assertTrue(all.stream().noneMatch(RevocableExporter::isRevoked));
    }
}
