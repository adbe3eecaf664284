package io.tidemark.agent.child;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The site as controllers of Spring MVC, in Spring Boot with Tomcat. */
public final class SpringSite implements SiteServer {
  @Override
  public int start() {
    SpringApplication application = new SpringApplication(Beans.class);
    application.setLogStartupInfo(false);
    application.setBannerMode(org.springframework.boot.Banner.Mode.OFF);
    return ((ServletWebServerApplicationContext) application.run()).getWebServer().getPort();
  }

  /** What the application is made of. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebMvc
  static class Beans {
    @Bean
    TomcatServletWebServerFactory server() {
      TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
      factory.setAddress(InetAddress.getLoopbackAddress());
      return factory;
    }

    @Bean
    ServletRegistrationBean<DispatcherServlet> dispatcher(WebApplicationContext context) {
      ServletRegistrationBean<DispatcherServlet> servlet =
          new ServletRegistrationBean<>(new DispatcherServlet(context), "/");
      servlet.setAsyncSupported(true);
      servlet.setLoadOnStartup(1);
      return servlet;
    }

    /** Works before a route is known, and answers some requests by itself. */
    @Bean
    FilterRegistrationBean<Filter> filter() {
      FilterRegistrationBean<Filter> filter =
          new FilterRegistrationBean<>(
              (request, response, chain) -> {
                String gate = ((HttpServletRequest) request).getHeader("x-gate");
                if (gate != null) {
                  effects();
                }
                if ("closed".equals(gate)) {
                  ((HttpServletResponse) response).setStatus(401);
                } else {
                  chain.doFilter(request, response);
                }
              });
      filter.setAsyncSupported(true);
      return filter;
    }

    private static void effects() throws IOException {
      try {
        Site.effects();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }

    @Bean
    Pages pages() {
      return new Pages();
    }
  }

  /** The controllers. */
  @RestController
  static class Pages {
    @RequestMapping("/posts/{id}")
    void posts(HttpServletRequest request, HttpServletResponse response) throws IOException {
      JakartaSite.visit(request, response);
    }

    @RequestMapping({
      "/form/{id}",
      "/fail/{id}",
      "/bad/{id}",
      "/throw/{id}",
      "/effects/{id}",
      "/hang/{id}",
      "/forward/{id}",
      "/forgotten/{id}"
    })
    void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
      JakartaSite.visit(request, response);
    }

    @RequestMapping({"/json/{id}", "/configured/{id}", "/bytewise/{id}"})
    String body(@RequestBody byte[] body) {
      return "bytes: " + body.length;
    }

    @RequestMapping({"/late/{id}", "/dispatched/{id}", "/lateEffects/{id}"})
    DeferredResult<String> late(HttpServletRequest request, @PathVariable("id") String id) {
      DeferredResult<String> result = new DeferredResult<>();
      boolean effects = request.getRequestURI().startsWith("/lateEffects");
      Site.inPool(
          () -> {
            if (effects) {
              Site.effects();
            }
            result.setResult("at last: " + id);
          });
      return result;
    }
  }
}
