/**
 * Who may speak to the collector, and how: the certificate that it shows ({@link
 * io.tidemark.collector.access.TlsIdentity}, {@link io.tidemark.collector.access.TlsKeys}) and the
 * passwords that it asks for ({@link io.tidemark.collector.access.Passwords}). All of it is read
 * from files that can be read again while it runs. Knows nothing of HTTP but the header's text.
 */
@NullMarked
package io.tidemark.collector.access;

import org.jspecify.annotations.NullMarked;
