package dmabuf.revoke.service;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code ./revoke}: a picocli command that the front door finds as a service, so that each module brings
 * its own. Its result is the exit code: 0 all as expected, 1 something differs, 2 could not be decided.
 */
public interface Subcommand extends Callable<Integer> {
    int AS_EXPECTED = 0;
    int DIFFERS = 1;
    int UNDECIDED = 2;
}
