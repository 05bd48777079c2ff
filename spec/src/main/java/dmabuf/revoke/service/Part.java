package dmabuf.revoke.service;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;

/** How another module holds the implementation against the spec in verify: the front door finds it as a service. */
public interface Part {
    String name();

    /** Runs it, once the spec is decided, so that its graphs are there. */
    List<Check> run(Tools tools) throws Undecided, InterruptedException;
}
