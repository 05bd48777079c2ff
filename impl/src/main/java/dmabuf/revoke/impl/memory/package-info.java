// SPDX-License-Identifier: Apache-2.0
/** Real memory, and a device that really reads and writes it through its I/O page table. */
package dmabuf.revoke.impl.memory;
