package dmabuf.revoke.service;

import dmabuf.revoke.tlc.Undecided;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The front door. Whatever goes wrong is one line on the standard error, and an exit code. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "What the designs of dma-buf revoke promise, decided from one TLA+ specification.",
        footer = {
            "",
            "Exit codes: 0 all as expected, 1 something differs, 2 could not be decided.",
            "./revoke -Dtla2tools=FILE COMMAND takes TLC from another jar."
        })
public final class Main {
    private Main() {}

    public static void main(final String[] args) {
        System.exit(run(args));
    }

    /** Runs a subcommand; the result is its exit code. */
    public static int run(final String... args) {
        final CommandLine line = new CommandLine(new Main());
        ServiceLoader.load(Subcommand.class).forEach(line::addSubcommand);
        line.setUsageHelpWidth(110);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof Undecided) {
                System.err.println("revoke: " + e.getMessage());
            } else {
                System.err.println("revoke: an error of the program itself: " + e);
                e.printStackTrace();
            }
            return Subcommand.UNDECIDED;
        });
        if (args.length == 0) {
            line.usage(System.out);
            return Subcommand.UNDECIDED;
        }
        return line.execute(args);
    }
}
