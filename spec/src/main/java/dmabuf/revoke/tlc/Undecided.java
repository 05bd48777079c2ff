// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** There is no decision, because something could not be run, read or written. The message is one line for the user. */
public class Undecided extends Exception {
    private static final long serialVersionUID = 1;

    public Undecided(final String message) {
        super(message.strip().replaceAll("\\s*\\n\\s*", " | "));
    }

    /** @param what failed, for example "cannot read FILE"; the reason follows it */
    public Undecided(final String what, final IOException e) {
        super(what + ": " + reason(e), e);
    }

    /** The memory of this JVM was not sufficient; the message says what to do. */
    public static Undecided of(final OutOfMemoryError e) {
        return new Undecided("out of memory (" + e.getMessage() + "); REVOKE_OPTS=-Xmx4g in the environment gives 4 GB");
    }

    /** An error without a message of its own: the file and the reason. */
    public static Undecided of(final IOException e) {
        final String file = e instanceof FileSystemException f ? f.getFile() : null;
        return file == null ? new Undecided(reason(e)) : new Undecided(file, e);
    }

    /** The reason, in words, why a file could not be read or written; Java's own message only repeats the path. */
    public static String reason(final IOException e) {
        if (e instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        if (!(e instanceof FileSystemException f)) {
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        if (f.getReason() != null) {
            return lower(f.getReason());
        }
        if (f instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (f instanceof AccessDeniedException) {
            return "permission denied" + owner(f.getFile());
        }
        if (f instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (f instanceof NotDirectoryException) {
            return "not a directory";
        }
        return f instanceof DirectoryNotEmptyException ? "the directory is not empty" : f.getClass().getSimpleName();
    }

    private static String lower(final String s) {
        return s.isEmpty() ? s : Character.toLowerCase(s.charAt(0)) + s.substring(1);
    }

    /** The owner of the file, or of the nearest folder above it that exists. */
    private static String owner(final String file) {
        for (Path p = file == null ? null : Path.of(file).toAbsolutePath(); p != null; p = p.getParent()) {
            try {
                if (Files.exists(p)) {
                    return " (" + p + " belongs to " + Files.getOwner(p).getName() + ")";
                }
            } catch (IOException | UnsupportedOperationException e) {
                return "";
            }
        }
        return "";
    }
}
