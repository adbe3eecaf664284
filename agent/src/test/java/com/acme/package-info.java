/** A class as a service would have it, outside of the packages that are the agent's own. */
@NullMarked
package com.acme;

import org.jspecify.annotations.NullMarked;
