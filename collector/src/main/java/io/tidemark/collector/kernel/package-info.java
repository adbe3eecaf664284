/**
 * How the kernel's own text files are read: those of procfs and of control groups.
 *
 * <p>Start at {@link io.tidemark.collector.kernel.KernelFiles}: what is read again and again stays
 * open, so that reading is one system call. {@link io.tidemark.collector.kernel.ProcessStats} has
 * what each process's {@code stat} says, read once for all that ask. Depends on nothing else here.
 */
@NullMarked
package io.tidemark.collector.kernel;

import org.jspecify.annotations.NullMarked;
