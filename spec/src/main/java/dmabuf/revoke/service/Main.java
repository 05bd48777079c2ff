package dmabuf.revoke.service;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The front door. Whatever goes wrong is one line on the standard error, and an exit code. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "What the designs of dma-buf revoke promise, decided from one TLA+ specification.",
        footer = {
            "",
            "Exit codes: 0 all as expected, 1 something differs, 2 could not be decided, or asked wrongly.",
            "./revoke -Dtla2tools=FILE COMMAND takes TLC from another jar.",
            "./revoke -Drevoke.work=DIR COMMAND leaves its files in DIR, and not in target/ of the project."
        })
public final class Main {
    private Main() {}

    public static void main(final String[] args) {
        final AtomicBoolean ended = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!ended.get()) {
                System.err.println("revoke: stopped by a signal; what was not decided yet is decided by the next run");
            }
        }));
        final int code = run(args);
        ended.set(true);
        System.exit(code);
    }

    /** Runs a subcommand; the result is its exit code. */
    public static int run(final String... args) {
        final CommandLine line = line();
        if (args.length == 0) {
            line.usage(System.out);
            return Subcommand.UNDECIDED;
        }
        return line.execute(args);
    }

    /** The command line with all subcommands that the modules bring: those of this module come first. */
    public static CommandLine line() {
        final CommandLine line = new CommandLine(new Main());
        final List<Subcommand> commands = new ArrayList<>();
        ServiceLoader.load(Subcommand.class).forEach(commands::add);
        commands.sort(Comparator.comparing(c -> !ofThisModule(c)));
        commands.forEach(line::addSubcommand);
        line.getSubcommands().values().forEach(c -> c.getCommandSpec().versionProvider(new Version()));
        line.setUsageHelpWidth(110);
        line.setParameterExceptionHandler((e, asked) -> {
            System.err.println("revoke: " + wrong(e));
            return Subcommand.UNDECIDED;
        });
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            failed(e);
            return Subcommand.UNDECIDED;
        });
        return line;
    }

    private static boolean ofThisModule(final Subcommand c) {
        return c.getClass().getProtectionDomain().getCodeSource().getLocation()
                .equals(Main.class.getProtectionDomain().getCodeSource().getLocation());
    }

    /** What is wrong with the arguments, and where to read what is right. */
    private static String wrong(final ParameterException e) {
        final CommandLine c = e.getCommandLine();
        final boolean top = c.getParent() == null;
        final String help = top ? "./revoke --help" : "./revoke " + c.getCommandName() + " --help";
        if (top && e instanceof UnmatchedArgumentException u && !u.getUnmatched().isEmpty()
                && !u.getUnmatched().get(0).startsWith("-")) {
            final String typed = u.getUnmatched().get(0);
            return "no command is called " + typed + ". " + Names.proposal(typed, c.getSubcommands().keySet())
                    + " (" + help + ")";
        }
        return e.getMessage().strip().replaceAll("\\s*\\n\\s*", " | ") + " (" + help + ")";
    }

    private static void failed(final Exception e) {
        if (e instanceof Undecided) {
            System.err.println("revoke: " + e.getMessage());
        } else if (e instanceof IOException || e instanceof UncheckedIOException) {
            final IOException io = e instanceof UncheckedIOException u ? u.getCause() : (IOException) e;
            System.err.println("revoke: " + Undecided.of(io).getMessage());
        } else {
            System.err.println("revoke: an error of the program itself: " + e);
            e.printStackTrace();
        }
    }
}
