// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of one attachment as an automaton for Linux's runtime verification, derived from the graph of the spec. This
 * package does not depend on how a trace is judged; the words of histories are those of {@code judge}.
 */
package dmabuf.revoke.trace.monitor;
