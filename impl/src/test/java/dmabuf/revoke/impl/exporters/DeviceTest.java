// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.exporters;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Probe;
import org.junit.jupiter.api.Test;

/** What a device does for all its buffers in one critical section. */
class DeviceTest {
    private final Device device = new Device();

    @Test
    void aDeviceThatIsClosed() throws Exception {
        final RevocableExporter e = device.export(Probe.NONE);
        assertThrows(IllegalStateException.class, e::revokeInHold);
        assertThrows(IllegalStateException.class, e::closeInHold);
        assertThrows(IllegalStateException.class, e::restoreInHold);
        device.close();
        assertTrue(e.isClosed() && device.export(Probe.NONE).isRevoked());
        assertThrows(MisuseException.class, e::close);
    }
}
