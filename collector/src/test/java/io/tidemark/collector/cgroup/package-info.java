/** Tests of control groups, on fixture trees and recorded texts. */
@NullMarked
package io.tidemark.collector.cgroup;

import org.jspecify.annotations.NullMarked;
