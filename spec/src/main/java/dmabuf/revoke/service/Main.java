// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the command line. Every failure is reported in one line on the standard error, with an exit code;
 * only a long list of names follows in indented lines. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Decides from one TLA+ specification what the designs of dma-buf revoke promise.",
        footer = {
            "",
            "Exit codes: 0 all as expected, 1 something differs, 2 undecided, or a wrong command line.",
            "./revoke -Dtla2tools=FILE COMMAND uses the TLC of another jar.",
            "./revoke -Drevoke.work=DIR COMMAND writes its files to DIR instead of target/ of the project."
        })
public final class Main {
    /** Whether a signal has ended the run. */
    private static final AtomicBoolean STOPPED = new AtomicBoolean();

    private Main() {}

    public static void main(final String[] args) {
        final CompletableFuture<Integer> code = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (code.isDone()) {
                return;
            }
            if (EndlessInput.endAny()) {
                // The end of the input does not end the program: the input so far is still judged.
                Runtime.getRuntime().halt(code.join());
            }
            STOPPED.set(true);
            System.err.println("revoke: stopped by a signal; the next run uses what this one has kept");
        }));
        final int ended = run(args);
        if (!STOPPED.get()) {
            WorkFolder.settle();
        }
        code.complete(ended);
        System.exit(code.join());
    }

    /** Runs a subcommand; the result is its exit code. */
    public static int run(final String... args) {
        final CommandLine line = line(args.length == 0 ? "" : args[0]);
        if (args.length == 0) {
            line.usage(System.out);
            return Subcommand.UNDECIDED;
        }
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            System.err.println("revoke: " + Undecided.of(e).getMessage());
            return Subcommand.UNDECIDED;
        } catch (LinkageError e) {
            System.err.println("revoke: the classes do not fit together (" + e + "); remove target/launcher.stamp, so that"
                    + " ./revoke builds them");
            return Subcommand.UNDECIDED;
        }
    }

    /** The command line with all subcommands of the modules; those of this module come first. */
    public static CommandLine line() {
        return line("");
    }

    /** The command line with only the subcommand that is called, because building all of them takes longer than most answers. */
    private static CommandLine line(final String asked) {
        final CommandLine line = new CommandLine(new Main());
        subcommands(asked).forEach(line::addSubcommand);
        line.getSubcommands().values().forEach(c -> c.getCommandSpec().versionProvider(new Version()));
        Arguments.readBy(line);
        line.setUsageHelpWidth(110);
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler((e, typed) -> {
            System.err.println(Wrapped.of("revoke: " + wrong(e)));
            return Subcommand.UNDECIDED;
        });
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            failed(e);
            return Subcommand.UNDECIDED;
        });
        return line;
    }

    /** The subcommand of that name; all subcommands, if there is none. */
    private static List<Subcommand> subcommands(final String name) {
        final List<Provider<Subcommand>> all = ServiceLoader.load(Subcommand.class).stream().toList();
        final List<Provider<Subcommand>> named = all.stream()
                .filter(p -> p.type().getAnnotation(Command.class).name().equals(name))
                .toList();
        return (named.isEmpty() ? all : named).stream()
                .map(Provider::get)
                .sorted(Comparator.comparing(c -> !ofThisModule(c)))
                .toList();
    }

    private static boolean ofThisModule(final Subcommand c) {
        return c.getClass().getProtectionDomain().getCodeSource().getLocation()
                .equals(Main.class.getProtectionDomain().getCodeSource().getLocation());
    }

    /** A message that says what is wrong with the arguments, and where the right ones are described. */
    private static String wrong(final ParameterException e) {
        final CommandLine c = e.getCommandLine();
        final boolean top = c.getParent() == null;
        final String help = top ? "./revoke --help" : "./revoke " + c.getCommandName() + " --help";
        if (top && e instanceof UnmatchedArgumentException u && !u.getUnmatched().isEmpty()
                && !u.getUnmatched().get(0).startsWith("-")) {
            final String typed = u.getUnmatched().get(0);
            return (typed.isBlank() ? "the name of the command is empty. " : "no command is called " + typed + ". ")
                     + Names.proposal(typed, c.getSubcommands().keySet())
                    + " (" + help + ")";
        }
        return e.getMessage().strip().replaceFirst("^Error: ", "").replaceAll("\\s*\\n\\s*", " | ") + " (" + help + ")";
    }

    /** Advice on a file of this program that cannot be written. */
    private static String elsewhere(final Throwable why) {
        return why instanceof FileSystemException f && f.getFile() != null
                        && Path.of(f.getFile()).toAbsolutePath().startsWith(Tools.target())
                ? "; ./revoke -Drevoke.work=DIR leaves its files in DIR" : "";
    }

    private static void failed(final Exception e) {
        if (STOPPED.get()) {
            return; // A failure that comes from ending the child processes is not reported.
        }
        if (e instanceof Undecided) {
            System.err.println(Wrapped.of("revoke: " + e.getMessage() + elsewhere(e.getCause())));
        } else if (e instanceof IOException || e instanceof UncheckedIOException) {
            final IOException io = e instanceof UncheckedIOException u ? u.getCause() : (IOException) e;
            System.err.println("revoke: " + Undecided.of(io).getMessage() + elsewhere(io));
        } else {
            System.err.println("revoke: an internal error: " + e);
            e.printStackTrace();
        }
    }
}
