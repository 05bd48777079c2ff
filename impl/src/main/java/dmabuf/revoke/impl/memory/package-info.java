// SPDX-License-Identifier: Apache-2.0
/**
 * Memory that is really there, and a device that really reads and writes it through its I/O page table.
 */
package dmabuf.revoke.impl.memory;
