package dmabuf.revoke.tlc;

/** Something could not be decided: no jar, a spec that does not parse, a TLC that died. One line says what and where. */
public class Undecided extends Exception {
    public Undecided(final String message) {
        super(message.strip().replaceAll("\\s*\\n\\s*", " | "));
    }
}
