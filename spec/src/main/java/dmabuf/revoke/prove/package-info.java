// SPDX-License-Identifier: Apache-2.0
/**
 * The proof for any number of importers, threads and programs: the spec's own modules, as TLA+'s parser reads them, become
 * first-order formulas, which a solver decides.
 *
 * <p>In the order in which a reader needs them: {@link dmabuf.revoke.prove.Term} is a formula, {@link
 * dmabuf.revoke.prove.Val} what an expression can come to, {@link dmabuf.revoke.prove.Evaluator} goes from one to the other,
 * {@link dmabuf.revoke.prove.Protocol} is Init and Next as a list of steps, {@link dmabuf.revoke.prove.Conditions} what has to
 * be proved, {@link dmabuf.revoke.prove.Smt} its text, {@link dmabuf.revoke.prove.Proof} the verdict.
 */
package dmabuf.revoke.prove;
