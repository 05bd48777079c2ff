// SPDX-License-Identifier: Apache-2.0
/**
 * The proof for any number of importers, threads and programs: the spec's own modules, as TLA+'s parser reads them, become
 * first-order formulas, which a solver decides.
 *
 * <p>In the order in which a reader needs them: {@link dmabuf.revoke.prove.Term} is a formula, {@link dmabuf.revoke.prove.Val} is
 * the value of an expression, {@link dmabuf.revoke.prove.Evaluator} evaluates expressions, {@link dmabuf.revoke.prove.Protocol}
 * is Init and Next as lists of steps, {@link dmabuf.revoke.prove.Conditions} are the formulas to be proved,
 * {@link dmabuf.revoke.prove.Smt} is their text, and {@link dmabuf.revoke.prove.Proof} decides them.
 */
package dmabuf.revoke.prove;
