package dmabuf.revoke.trace;

/** A promise of the contract that was broken: by which event, and whose access outlived it or began too late. */
record Breach(int buffer, String who, long line, String text, String claim, String sentence) {}
