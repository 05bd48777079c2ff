// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of one attachment as an automaton for Linux's runtime verification, made from the graph of the spec. Nothing
 * here knows how a trace is judged; the words of histories are those of {@code judge}.
 */
package dmabuf.revoke.trace.monitor;
