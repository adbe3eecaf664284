package io.tidemark.agent.child;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;

/** An HTTP server with mTLS, and a client for each further key store in the folder given. */
public final class HttpTlsChild {
  private final Path folder;

  private HttpTlsChild(Path folder) {
    this.folder = folder;
  }

  /** Calls once as each of the clients whose key stores the arguments name. */
  public static void main(String[] arguments) throws Exception {
    HttpTlsChild child = new HttpTlsChild(Path.of(arguments[1]));
    int port =
        switch (arguments[0]) {
          case "TOMCAT_10" -> child.tomcat();
          case "JETTY_12" -> child.jetty();
          case "UNDERTOW" -> child.undertow();
          default -> child.jdk();
        };
    for (String client : List.of(arguments).subList(2, arguments.length)) {
      HttpClient http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(child.tls(client))
              .build();
      URI uri = URI.create("https://localhost:" + port + "/posts/1");
      http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
    Handshake.await();
    System.exit(0);
  }

  private int tomcat() throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setSecure(true);
    connector.setScheme("https");
    connector.setProperty("SSLEnabled", "true");
    SSLHostConfig config = new SSLHostConfig();
    config.setCertificateVerification("required");
    config.setTruststoreFile(folder.resolve("trust.p12").toString());
    config.setTruststorePassword(new String(TlsChild.PASSWORD));
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(config, SSLHostConfigCertificate.Type.UNDEFINED);
    certificate.setCertificateKeystoreFile(folder.resolve("server.p12").toString());
    certificate.setCertificateKeystorePassword(new String(TlsChild.PASSWORD));
    config.addCertificate(certificate);
    connector.addSslHostConfig(config);
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "site", new JakartaSite()).addMapping("/posts/*");
    tomcat.start();
    return connector.getLocalPort();
  }

  private int jetty() throws Exception {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(tls("server"));
    tls.setNeedClientAuth(true);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    Server server = new Server();
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(tls, "http/1.1"),
            new HttpConnectionFactory(configuration));
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder("site", new JakartaSite()), "/posts/*");
    server.setHandler(context);
    server.start();
    return connector.getLocalPort();
  }

  private int undertow() throws Exception {
    DeploymentManager manager =
        Servlets.defaultContainer()
            .addDeployment(
                Servlets.deployment()
                    .setClassLoader(HttpTlsChild.class.getClassLoader())
                    .setContextPath("/")
                    .setDeploymentName("site")
                    .addServlet(
                        Servlets.servlet("site", JakartaSite.class).addMapping("/posts/*")));
    manager.deploy();
    Undertow server =
        Undertow.builder()
            .setSocketOption(Options.SSL_CLIENT_AUTH_MODE, SslClientAuthMode.REQUIRED)
            .addHttpsListener(0, "127.0.0.1", tls("server"))
            .setHandler(manager.start())
            .build();
    server.start();
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  private int jdk() throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SSLContext tls = tls("server");
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters mutual = tls.getDefaultSSLParameters();
            mutual.setNeedClientAuth(true);
            parameters.setSSLParameters(mutual);
          }
        });
    server.createContext("/posts", JdkSite::visit);
    server.start();
    return server.getAddress().getPort();
  }

  private SSLContext tls(String owner) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(owner + ".p12"), TlsChild.PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load("trust.p12"));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private KeyStore load(String file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(file))) {
      store.load(in, TlsChild.PASSWORD);
    }
    return store;
  }
}
