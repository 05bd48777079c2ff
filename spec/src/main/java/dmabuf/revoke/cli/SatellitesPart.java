package dmabuf.revoke.cli;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.SatelliteTable;
import dmabuf.revoke.check.Satellites;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;

/** The modules beside the protocol, as a part of {@code ./revoke verify}. */
public final class SatellitesPart implements Part {
    @Override
    public String name() {
        return "satellites";
    }

    @Override
    public List<Check> run(final Tools tools) throws Undecided, InterruptedException {
        return of(Tools.open(true)).checks();
    }

    static Satellites of(final Tools tools) throws Undecided {
        return new Satellites(tools.shop(), SatelliteTable.load(tools.spec()));
    }
}
