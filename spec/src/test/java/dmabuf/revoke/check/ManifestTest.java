package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmabuf.revoke.service.Main;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The manifest of all designs and bugs, by the command that a user calls. */
@Order(1)
@Tag("tlc")
class ManifestTest {
    @Test
    void everythingIsAsExpected() {
        assertEquals(0, Main.run("verify"));
    }
}
