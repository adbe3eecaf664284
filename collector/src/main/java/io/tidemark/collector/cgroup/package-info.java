/**
 * Control groups: where a process is in them, what container that is, how much memory it has there
 * and may have, how often the kernel killed there, and how long its tasks waited.
 *
 * <p>Start at {@link io.tidemark.collector.cgroup.CgroupPath}, which says where a process is;
 * {@link io.tidemark.collector.cgroup.Cgroups} finds the directory of that, a {@link
 * io.tidemark.collector.cgroup.ControlGroup}. Version 1, version 2 and both together; every file is
 * untrusted and read up to a bound. Depends on the JDK alone.
 */
@NullMarked
package io.tidemark.collector.cgroup;

import org.jspecify.annotations.NullMarked;
