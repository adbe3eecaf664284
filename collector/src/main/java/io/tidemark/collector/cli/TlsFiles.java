package io.tidemark.collector.cli;

import java.nio.file.Path;

/** Where the server's certificates and its key are, in PEM. */
record TlsFiles(Path certificate, Path key) {}
