package io.tidemark.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The loader of everything in the agent but {@link Premain} and itself: Byte Buddy and the agent's
 * classes, which the jar keeps as {@code inst/….classdata} where no other loader finds them.
 *
 * <p>Its parent is the platform loader, so that nothing of the service's class path is visible to
 * the agent. Reads entries as they are needed. Compiled for Java 8, beside {@link Premain}.
 */
final class AgentClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String FOLDER = "inst/";

  private final JarFile jar;
  private final ProtectionDomain domain;
  private final @Nullable String version;

  /**
   * @param file the agent's jar, which stays open
   * @throws IOException when it cannot be read
   */
  AgentClassLoader(File file) throws IOException {
    super(platformLoader());
    this.jar = new JarFile(file, false);
    this.domain =
        new ProtectionDomain(
            AgentClassLoader.class.getProtectionDomain().getCodeSource(), null, this, null);
    Manifest manifest = jar.getManifest();
    this.version =
        manifest == null
            ? null
            : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
  }

  /** The jar that this class came from. */
  static File ownJar() throws URISyntaxException {
    CodeSource source = AgentClassLoader.class.getProtectionDomain().getCodeSource();
    return new File(source.getLocation().toURI());
  }

  // The topmost: Java 8 cannot name it, and calling a method of the JDK by reflection would cost
  // 10 ms, because the JVM then reads that method's annotations.
  private static ClassLoader platformLoader() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    for (ClassLoader parent; (parent = loader.getParent()) != null; ) {
      loader = parent;
    }
    return loader;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = entry(name.replace('.', '/'))) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      definePackageOf(name);
      byte[] bytes = readAll(in);
      return defineClass(name, bytes, 0, bytes.length, domain);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** The bytes of the agent's own classes, under the names that they would have in a usual jar. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      InputStream own =
          name.endsWith(".class")
              ? entry(name.substring(0, name.length() - ".class".length()))
              : null;
      return own != null ? own : super.getResourceAsStream(name);
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable InputStream entry(String path) throws IOException {
    JarEntry entry = jar.getJarEntry(FOLDER + path + ".classdata");
    return entry == null ? null : jar.getInputStream(entry);
  }

  private void definePackageOf(String className) {
    String name = className.substring(0, className.lastIndexOf('.'));
    if (getPackage(name) == null) {
      try {
        definePackage(name, null, null, null, "Tidemark agent", version, null, null);
      } catch (IllegalArgumentException e) {
        // Another thread was faster.
      }
    }
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(512, in.available()));
    byte[] buffer = new byte[8192];
    for (int read; (read = in.read(buffer)) >= 0; ) {
      bytes.write(buffer, 0, read);
    }
    return bytes.toByteArray();
  }
}
